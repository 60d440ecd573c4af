import { fastestRun } from '../../test/fastest.js';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { type BlockYaml, readBlockYaml } from './block-yaml.js';
import { ProblemList } from './problem-list.js';
import type { BlockValue } from './yaml-scalars.js';

function read(text: string): { readonly yaml: BlockYaml; readonly problems: readonly string[] } {
  const problems = new ProblemList();
  const yaml = readBlockYaml('file', text, problems);
  return { yaml, problems: problems.list().map(({ code, line }) => `${code} ${line}`) };
}

/** The first document as plain values. */
function plain(text: string): unknown {
  const { yaml, problems } = read(text);
  expect(problems).toEqual([]);
  return toPlain(yaml.documents[0] ?? null);
}

function toPlain(value: BlockValue): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, toPlain(item)]));
  return Array.isArray(value) ? value.map(toPlain) : value;
}

describe('generated YAML', () => {
  it.each([
    ['nothing', '# only a comment\n', null],
    ['maps in maps', 'a:\n  b: 1.10\n  c:\nd: true\n', { a: { b: '1.10', c: null }, d: 'true' }],
    ['quoted keys', `'@a/b':\n  "c\\td": 1\n`, { '@a/b': { 'c\td': '1' } }],
    [
      'keys with colons',
      'a@git+ssh://x:22/y:\n  b: https://x/#y\n',
      { 'a@git+ssh://x:22/y': { b: 'https://x/#y' } },
    ],
    [
      'long keys',
      "? 'a(b)'\n: c: 1\n  d: 2\n? e\n: f\n? g\n",
      { 'a(b)': { c: '1', d: '2' }, e: 'f', g: null },
    ],
    ['comments', '# x\na: 1 # y\n  # z\nb: # w\n  c: x#y\n', { a: '1', b: { c: 'x#y' } }],
    [
      'flow maps',
      'a: {b: c, "d": [x, "y,z"], e: {f: }}\n',
      { a: { b: 'c', d: ['x', 'y,z'], e: { f: null } } },
    ],
    ['flow maps over lines', 'a:\n  {\n    b: c,\n    d: [],\n  }\ne: {}\n', { a: { b: 'c', d: [] }, e: {} }],
    [
      'flow values with colons',
      'a: {tarball: https://x:8/y, k: v w}\n',
      { a: { tarball: 'https://x:8/y', k: 'v w' } },
    ],
    [
      'lists',
      'a:\n  - b\n  - c: 1\n    d: 2\n  -\n  - - e\nf:\n- g\n',
      { a: ['b', { c: '1', d: '2' }, null, ['e']], f: ['g'] },
    ],
    ['single quotes', "a: 'it''s # one'\nb: ''\n", { a: "it's # one", b: '' }],
    ['double quotes', 'a: "x\\n\\u00e9\\x41\\U0001F600\\"\\\\"\n', { a: 'x\né\u0041😀"\\' }],
    ['quotes over lines', "a: 'b\n  c\n\n  d'\ne: 1\n", { a: 'b c\nd', e: '1' }],
    ['plain over lines', 'a: b\n  c\n  d # x\ne: 1\n', { a: 'b c d', e: '1' }],
    ['folded blocks', 'a: >-\n  b\n  c\n\n  d\ne: 1\n', { a: 'b c\nd', e: '1' }],
    ['literal blocks', 'a: |\n  b: x\n   # c\n\ne: 1\n', { a: 'b: x\n # c\n', e: '1' }],
    ['line ends of Windows', "a: 'x'\r\nb:\r\n  c: {d: e}\r\n", { a: 'x', b: { c: { d: 'e' } } }],
    ['a byte order mark and indented roots', '\ufeff a: 1\n b: 2\n', { a: '1', b: '2' }],
    [
      'names of the language',
      '__proto__: 1\nconstructor: 2\n',
      Object.fromEntries([
        ['__proto__', '1'],
        ['constructor', '2'],
      ]),
    ],
  ])('reads %s', (_name, text, expected) => {
    expect(plain(text)).toEqual(expected);
  });

  it('reads documents one after the other', () => {
    const { yaml, problems } = read('---\na: 1\n\n--- # next\nb:\n  c: 2\n...\n---\n');
    expect(problems).toEqual([]);
    expect(yaml.documents.map(toPlain)).toEqual([{ a: '1' }, { b: { c: '2' } }]);
    expect([yaml.lineOf(0, 'a'), yaml.lineOf(1, 'b', 'c'), yaml.lineOf(1, 'b', 'x')]).toEqual([2, 6, 5]);
    expect(yaml.lineOf(2, 'a')).toBeNull();
  });

  it.each([
    ['a line that is neither key nor item', 'a: 1\nb\nc: 2\n', { a: '1', c: '2' }, ['NOT_YAML 2']],
    ['a key twice', 'a: 1\na: 2\n', { a: '1' }, ['BAD_ENTRY 2']],
    [
      'an anchor and an alias',
      'a: &x\n  b: 1\nc: *x\nd: 2\n',
      { a: null, c: null, d: '2' },
      ['NOT_YAML 1', 'NOT_YAML 3'],
    ],
    ['a block below a value', 'a: 1\n  b: 2\nc: 3\n', { a: '1', c: '3' }, ['NOT_YAML 2']],
    ['a tab', 'a:\n\tb: 1\nc: 2\n', { a: null, c: '2' }, ['NOT_YAML 2']],
    ['a damaged flow', 'a: {b: c\n  d: e}\nf: 1\n', { a: null, f: '1' }, ['NOT_YAML 2']],
    ['text behind a value', "a: 'b' c\nd: 1\n", { a: null, d: '1' }, ['NOT_YAML 1']],
    ['a flow that does not end', 'a: 1\nb: {c: d,\n', { a: '1', b: null }, ['TRUNCATED 2']],
    ['a quote that does not end', 'a: 1\nb: "c\nd: 2\n', { a: '1', b: null }, ['TRUNCATED 2']],
    ['a line before the root', '  a: 1\nb: 2\n', { a: '1' }, ['NOT_YAML 2']],
    [
      'a merge conflict',
      'a: 1\n<<<<<<< x\nb: 1\n=======\nb: 2\n>>>>>>> y\nc: 3\n',
      { a: '1', b: '1', c: '3' },
      ['MERGE_CONFLICT 2'],
    ],
  ])('says where it is, and reads around %s', (_name, text, expected, problems) => {
    const found = read(text);
    expect(toPlain(found.yaml.documents[0] ?? null)).toEqual(expected);
    expect(found.problems).toEqual(problems);
  });

  it('bounds the depth of blocks and of flows', () => {
    const deep = Array.from({ length: 150 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    expect(read(`${deep}\nb: 1\n`).problems).toEqual(['TOO_DEEP 102']);
    expect(read(`a: ${'['.repeat(5_000)}\n`).problems).toEqual(['NOT_YAML 1']);
    expect(read(`${'- '.repeat(5_000)}a\n`).problems).toEqual(['TOO_DEEP 1']);
  });

  it('reads what a general library writes, as that library reads it', () => {
    const name = fc.oneof(
      fc.stringMatching(/^[@a-z0-9/.()-]{1,20}$/),
      fc.string({ minLength: 1, maxLength: 20 }),
    );
    const tree = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, name, tie('map'), tie('list')),
      map: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
      list: fc.array(tie('value'), { maxLength: 4 }),
    })).map;
    const width = fc.constantFrom(0, 40);
    fc.assert(
      fc.property(tree, width, fc.boolean(), (value, lineWidth, isFlow) => {
        const text = stringify(value, { lineWidth, collectionStyle: isFlow ? 'flow' : 'any' });
        expect(plain(text)).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it('gives something or a problem for any text, never an exception', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'{}[]\'":,-?|>&*!# \n\t\rab'), maxLength: 200 }),
    );
    fc.assert(
      fc.property(text, (any) => {
        const { yaml } = read(any);
        yaml.lineOf(0, 'a');
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['entries', 'a@1:\n  resolution: {integrity: x}\n  dependencies:\n    b: 1.0.0(c@2)\n'],
    ['quotes that do not end', 'a: "\n'],
    ['flows that do not end', 'a: {b,\n'],
    ['broken lines', 'a: 1\nbroken\n'],
    ['block scalars', 'a: |\n  some text\n\n  more\n'],
    ['folded lines', " '\n"],
    ['deep lists', `${'- '.repeat(200)}\n`],
    ['spaces', ' '.repeat(1_000)],
  ])('reads 10 MB of %s in less than 2 s of work', (_name, unit) => {
    const text = unit.repeat(Math.ceil(10_000_000 / unit.length));
    expect(fastestRun(() => read(text), 2_000)).toBeLessThan(2_000);
  });
});
