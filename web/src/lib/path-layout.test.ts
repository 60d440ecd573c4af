import fc from 'fast-check';
import { layOutPaths } from './path-layout.js';

function drawn(paths: readonly (readonly string[])[]) {
  const { nodes, edges } = layOutPaths('shop', paths);
  return {
    nodes: nodes.map(({ name, column, row, role }) => `${name} ${column}.${row} ${role}`),
    edges: edges.map(({ from, to }) => `${from.name}>${to.name}`),
  };
}

test.each([
  ['no path', [], { nodes: ['shop 0.0 project'], edges: [] }],
  [
    'what the project asks for itself',
    [['qs']],
    { nodes: ['shop 0.0 project', 'qs 1.0 vulnerable'], edges: ['shop>qs'] },
  ],
  [
    'paths that meet',
    [
      ['a', 'c', 'qs'],
      ['b', 'c', 'qs'],
    ],
    {
      nodes: ['shop 0.0 project', 'a 1.0 direct', 'c 2.0 between', 'qs 3.0 vulnerable', 'b 1.1 direct'],
      edges: ['shop>a', 'a>c', 'c>qs', 'shop>b', 'b>c'],
    },
  ],
  [
    'a package that is reached by a short and a long way',
    [
      ['a', 'qs'],
      ['a', 'b', 'qs'],
    ],
    {
      nodes: ['shop 0.0 project', 'a 1.0 direct', 'qs 3.0 vulnerable', 'b 2.0 between'],
      edges: ['shop>a', 'a>qs', 'a>b', 'b>qs'],
    },
  ],
  [
    'a cycle',
    [
      ['a', 'b', 'a', 'qs'],
      ['b', 'b', 'qs'],
    ],
    {
      nodes: ['shop 0.0 project', 'a 3.0 direct', 'b 2.0 direct', 'qs 4.0 vulnerable'],
      edges: ['shop>a', 'a>b', 'b>a', 'a>qs', 'shop>b', 'b>qs'],
    },
  ],
  [
    'names that objects have too',
    [['__proto__', 'constructor', 'toString']],
    {
      nodes: [
        'shop 0.0 project',
        '__proto__ 1.0 direct',
        'constructor 2.0 between',
        'toString 3.0 vulnerable',
      ],
      edges: ['shop>__proto__', '__proto__>constructor', 'constructor>toString'],
    },
  ],
])('%s', (_what, paths, expected) => {
  expect(drawn(paths)).toEqual(expected);
});

test('whatever the paths are, each package stands once, on a place of its own, and each step is drawn once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 8 }), {
        maxLength: 5,
      }),
      (paths) => {
        const { nodes, edges, columns, rows } = layOutPaths('shop', paths);
        const places = nodes.map(({ column, row }) => `${column}.${row}`);
        expect(new Set(places).size).toBe(places.length);
        expect(new Set(nodes.map(({ name }) => name))).toEqual(new Set(['shop', ...paths.flat()]));
        expect(nodes.every(({ column, row }) => column < columns && row < rows)).toBe(true);
        const steps = edges.map(({ from, to }) => `${from.name}>${to.name}`);
        expect(new Set(steps).size).toBe(steps.length);
      },
    ),
  );
});
