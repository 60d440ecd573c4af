import { readOverrides } from './overrides.js';
import { splitSelector } from './override-selectors.js';

function overridesOf(lock: string, manifest: unknown, lockText = ''): readonly [unknown, unknown] {
  const files = [
    { path: `web/${lock}`, text: lockText },
    { path: 'web/package.json', text: JSON.stringify(manifest) },
  ];
  const inventory = {
    ecosystem: 'npm' as const,
    path: '',
    format: '',
    isLocked: true,
    packages: [],
    problems: [],
  };
  const group = { ecosystem: 'npm' as const, path: `web/${lock}`, inputs: [] };
  const { ranges, everywhere } = readOverrides({ group, files, inventory });
  return [Object.fromEntries(ranges), Object.fromEntries(everywhere)];
}

test.each<[string, readonly [unknown, unknown], readonly [unknown, unknown]]>([
  [
    'npm reads overrides, nested ones below their parent alone',
    overridesOf('package-lock.json', {
      overrides: { a: '1', b: { '.': '2', c: '3' } },
      resolutions: { d: '4' },
    }),
    [{ a: ['1'], b: ['2'], c: ['3'] }, { a: '1' }],
  ],
  [
    'Yarn reads resolutions',
    overridesOf('yarn.lock', { resolutions: { a: '1', 'b/@s/c': '2', '**/d': '3' }, overrides: { e: '5' } }),
    [
      { a: ['1'], '@s/c': ['2'], d: ['3'] },
      { a: '1', d: '3' },
    ],
  ],
  [
    'pnpm reads its own field, and its lock',
    overridesOf(
      'pnpm-lock.yaml',
      { pnpm: { overrides: { 'a@^1>b': '2' } } },
      "lockfileVersion: '9.0'\n\noverrides:\n  '@s/c': '>=3'\n  d@<2: ^2.0.0\n\nimporters:\n  e: 5\n",
    ),
    [{ b: ['2'], '@s/c': ['>=3'], d: ['^2.0.0'] }, { '@s/c': '>=3' }],
  ],
  ['what is no object is nothing', overridesOf('yarn.lock', { resolutions: ['a'] }), [{}, {}]],
])('%s', (_title, found, expected) => {
  expect(found).toEqual(expected);
});

test.each([
  ['a', 'a', true],
  ['@s/a', '@s/a', true],
  ['**/@s/a', '@s/a', true],
  ['b/a', 'a', false],
  ['a@^1.0.0', 'a', false],
  ['@t/b@1>@s/a@2', '@s/a', false],
  ['constructor', 'constructor', true],
])('the selector %s is for %s, everywhere: %s', (key, name, isEverywhere) => {
  expect(splitSelector(key)).toEqual({ name, isEverywhere });
});
