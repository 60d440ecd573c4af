import fc from 'fast-check';
import { parse } from 'yaml';
import { type BlockValue, readBlockMap } from './block-map.js';

function plain(value: BlockValue): unknown {
  return typeof value === 'string'
    ? value
    : Object.fromEntries(Array.from(value, ([key, item]) => [key, plain(item)]));
}

it('reads maps in blocks as a general parser does', () => {
  const text = '# c\na:\n  b: "1.0"\n\n  c:\n      d: x y # not here\n';
  expect(readBlockMap(text)).toBeNull();
  const map = readBlockMap(text.replace(' # not here', ''));
  expect(map === null ? null : plain(map)).toEqual({ a: { b: '1.0', c: { d: 'x y' } } });
});

it.each([
  'a: [1]',
  'a: "x\\n"',
  "a: 'it''s'",
  '- a',
  'a: b: c',
  'a: b\n  c: d',
  'a:\n    b: 1\n  c: 2',
  '\ta: 1',
  'a: |\n  x',
  'a: &x y',
  '<<<<<<< HEAD',
  'a: "x" y',
  'a: b:',
])('leaves %j to a general parser', (text) => {
  expect(readBlockMap(text)).toBeNull();
});

it('never disagrees with a general parser', () => {
  const line = fc.tuple(
    fc.constantFrom('', ' ', '  ', '    '),
    fc.constantFrom('a', 'b-c', '"d"', "'e'", '_f', '1'),
    fc.constantFrom('', ' x', ' "y"', " 'z'", ' {}', ' 1.0', ' # c', ' https://a.example/#b'),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.map(([indent, key, value]) => `${indent}${key}:${value}\n`).join('');
      const map = readBlockMap(text);
      if (map === null || map.size === 0) return;
      const general: unknown = parse(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
      expect(plain(map)).toEqual(general);
    }),
    { numRuns: 1_000 },
  );
});
