import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { isJsonObject } from '../../formats/fields.js';
import { tomlStrings } from './toml-strings.js';

const valuesOf = (text: string): readonly (readonly [string, string])[] | null =>
  tomlStrings(text)?.map(({ path, value }) => [path.join('.'), value]) ?? null;

/** What stands at a path of a parsed file. */
function valueAt(file: unknown, path: readonly (string | number)[]): unknown {
  let at = file;
  for (const key of path) {
    if (typeof key === 'number') at = Array.isArray(at) ? at[key] : undefined;
    else at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

describe('the texts of a TOML file', () => {
  it.each([
    ['a = "1"\n', [['a', '1']]],
    [
      'a = \'1\' # "2"\nb.c = "3"',
      [
        ['a', '1'],
        ['b.c', '3'],
      ],
    ],
    [
      '[t]\na = [\n  "1", # x ] "\n  \'2\',\n]\n',
      [
        ['t.a.0', '1'],
        ['t.a.1', '2'],
      ],
    ],
    [
      '[[p]]\na = "1"\n[[p]]\na = "2"\n[p.q]\nb = "3"\n',
      [
        ['p.0.a', '1'],
        ['p.1.a', '2'],
        ['p.1.q.b', '3'],
      ],
    ],
    [
      '[a."b.c"]\n"d e" = { f = "1", g = [{ h = "2" }] }',
      [
        ['a.b.c.d e.f', '1'],
        ['a.b.c.d e.g.0.h', '2'],
      ],
    ],
    ['a = "x \\"y\\" \\\\"', [['a', 'x "y" \\']]],
    ['a = "\\u0041"\nb = """\nx"""\nc = "1"', [['c', '1']]],
    ['a = 1\nb = 1979-05-27 07:32:00\nc = true', null],
    ['a = 1\r\nb = "2"\r\n', [['b', '2']]],
    ['\ufeffa = "1"', [['a', '1']]],
    ['', []],
    ['a = "1', null],
    ['a = "1\n"', null],
    ['a = [', null],
    ['__proto__ = "1"', [['__proto__', '1']]],
  ])('of %j', (text, expected) => {
    expect(valuesOf(text)).toEqual(expected);
  });

  it('says where each stands', () => {
    const text = 'a = [{ b = \'x>=1\' }, "c[d]>=2; e == \\"f\\" and g"]';
    const found = tomlStrings(text) ?? [];
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([
      'x>=1',
      'c[d]>=2; e == \\"f\\" and g',
    ]);
    expect(text.slice(found[1]?.offsets?.[15]).startsWith('f\\" and g')).toBe(true);
  });

  it('reads what a general reader reads', () => {
    const { tie } = fc.letrec((recur) => ({
      tie: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.boolean(),
        fc.array(recur('tie'), { maxLength: 3 }),
        fc.dictionary(fc.string(), recur('tie'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), tie), (file) => {
        const text = stringify(file);
        const parsed: unknown = parse(text);
        const found = tomlStrings(text);
        expect(found).not.toBeNull();
        for (const { path, value } of found ?? []) expect(valueAt(parsed, path)).toBe(value);
      }),
    );
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([true, false]).toContain(tomlStrings(text) === null);
      }),
    );
    expect(tomlStrings('['.repeat(100_000))).toBeNull();
  });
});
