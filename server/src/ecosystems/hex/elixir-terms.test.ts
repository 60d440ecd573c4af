import fc from 'fast-check';
import { type Term, TermReader } from './elixir-terms.js';
import { TokenReader } from './elixir-tokens.js';

function read(text: string): { readonly value: unknown; readonly isDamaged: boolean } {
  const reader = new TermReader(new TokenReader(text, 0));
  return { value: plain(reader.read()), isDamaged: reader.isDamaged };
}

function plain(term: Term): unknown {
  if (term.kind === 'code') return 'CODE';
  if (term.kind === 'pair') return { [term.key]: plain(term.value) };
  if ('items' in term) return { [term.kind]: term.items.map(plain) };
  if (term.kind === 'text') return term.text;
  return `${term.kind} ${term.text}`;
}

it.each([
  [
    '{:hex, :a, "1.0", [:mix], true}',
    { tuple: ['atom hex', 'atom a', '1.0', { list: ['atom mix'] }, 'word true'] },
  ],
  [
    '[only: [:dev, :test], "quoted key": 1]',
    { list: [{ only: { list: ['atom dev', 'atom test'] } }, { 'quoted key': 'word 1' }] },
  ],
  ['%{"a" => {1}, }', { list: [{ a: { tuple: ['word 1'] } }] }],
  ['{:a, # why\n "x"}', { tuple: ['atom a', 'x'] }],
  [
    '{:a, Mix.env() == :dev, f(1, [2]), "b" <> "c", -1}',
    { tuple: ['atom a', 'CODE', 'CODE', 'CODE', 'CODE'] },
  ],
  ['[runtime: Mix.env() == :dev, x: 1]', { list: [{ runtime: 'CODE' }, { x: 'word 1' }] }],
  ['"""\n  long, {\n  """', '\n  long, {\n  '],
  ['"a\\"b"', 'a\\"b'],
])('reads the literals of %j and takes the rest for code', (text, value) => {
  expect(read(text)).toEqual({ value, isDamaged: false });
});

it.each(['{:a', '{:a]', '["x\n]', '{:a, f(}', `${'['.repeat(30)}${']'.repeat(30)}`, '[1,'.repeat(200_000)])(
  'says that %.20j is damaged',
  (text) => {
    expect(read(text).isDamaged).toBe(true);
  },
);

it('comes to an end with any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]()%,:"=>a1 \n#', '"""', '%{', 'a:') }), (text) => {
      expect(read(text)).toBeDefined();
    }),
    { numRuns: 1_000 },
  );
});
