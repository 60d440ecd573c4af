import fc from 'fast-check';
import { ProblemList } from './problem-list.js';
import { readTomlText } from './toml-text.js';
import { readXmlText, type XmlElement } from './xml-text.js';
import { readYamlText } from './yaml-text.js';

function read<T>(reader: (path: string, text: string, problems: ProblemList) => T, text: string) {
  const problems = new ProblemList();
  const value = reader('file', text, problems);
  return { value, problems: problems.list().map(({ code, line }) => `${code} ${line ?? ''}`.trim()) };
}

describe('TOML', () => {
  it('reads tables, and finds the line of a text', () => {
    const { value, problems } = read(readTomlText, '\uFEFFa = 1\n[[package]]\nname = "b"\n');
    expect(problems).toEqual([]);
    expect(value.value).toEqual({ a: 1, package: [{ name: 'b' }] });
    expect(value.lineOf('name = "b"')).toBe(3);
  });

  it('keeps the tables before a damaged one', () => {
    const { value, problems } = read(readTomlText, '[a]\nx = 1\n[b]\ny = 2\nz = \n[c]\n');
    expect(problems).toEqual(['NOT_TOML 5']);
    expect(value.value).toEqual({ a: { x: 1 } });
  });

  it('takes __proto__ for a name like any other', () => {
    const { value } = read(readTomlText, '[__proto__]\nx = 1\n');
    expect(Object.keys(value.value ?? {})).toEqual(['__proto__']);
  });

  it('reads our side of a merge conflict', () => {
    const { value, problems } = read(readTomlText, '<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> x\nb = 3\n');
    expect(problems).toEqual(['MERGE_CONFLICT 1']);
    expect(value.value).toEqual({ a: 1, b: 3 });
  });
});

describe('YAML', () => {
  it('gives every scalar as a text, and finds lines', () => {
    const { value, problems } = read(readYamlText, 'a: 1.10\nb:\n  - true\n  - c: null\n');
    expect(problems).toEqual([]);
    expect(value.value).toEqual({ a: '1.10', b: ['true', { c: 'null' }] });
    expect(value.lineOf('b', 1, 'c')).toBe(4);
  });

  it('refuses what grows when it is read, and what is too large', () => {
    const bomb = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *a]`).join('\n')}`;
    expect(read(readYamlText, bomb).problems).toEqual(['NOT_YAML']);
    expect(read(readYamlText, `a: ${'x'.repeat(1024 * 1024)}`).problems).toEqual(['TOO_LARGE']);
    expect(read(readYamlText, '['.repeat(100_000)).problems.length).toBeGreaterThan(0);
  });

  it('reads around what is broken', () => {
    const { value, problems } = read(readYamlText, 'a: 1\nb: "x\nc: 2\n');
    expect(problems[0]).toContain('NOT_YAML');
    expect(value.value).toMatchObject({ a: '1' });
  });
});

describe('XML', () => {
  it('reads elements, attributes, texts and lines, without prefixes', () => {
    const { value, problems } = read(
      readXmlText,
      '<?xml version="1.0"?>\n<m:a xmlns:m="u">\n <b c="1&amp;2"> x <![CDATA[<y>]]></b>\n</m:a>',
    );
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ name: 'a', line: 2, children: [{ name: 'b', text: 'x <y>', line: 3 }] });
    expect(value?.children[0]?.attributes.get('c')).toBe('1&2');
  });

  it('neither expands nor fetches entities', () => {
    const { value, problems } = read(
      readXmlText,
      '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
    );
    expect(problems).toEqual(['NOT_XML 1']);
    expect(JSON.stringify(value)).not.toContain('root:');
  });

  it('keeps what stands before the damage, and says where that is', () => {
    const { value, problems } = read(readXmlText, '<a>\n<b/>\n<c></d>\n<e/></a>');
    expect(problems).toEqual(['NOT_XML 3']);
    expect(value?.children.map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('bounds the depth', () => {
    const { value, problems } = read(readXmlText, '<a>'.repeat(5_000));
    expect(problems).toEqual(['TOO_DEEP 1']);
    let depth = 0;
    for (let at: XmlElement | null | undefined = value; at !== undefined && at !== null; at = at.children[0])
      depth += 1;
    expect(depth).toBe(200);
  });
});

it.each([
  ['TOML', readTomlText],
  ['YAML', readYamlText],
  ['XML', readXmlText],
])('%s: any text gives something or a problem, never an exception', (_name, reader) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...'[]{}<>&*"\'=:-# \n\0a1/!') }),
      ),
      (text) => {
        reader('file', text, new ProblemList());
      },
    ),
    { numRuns: 500 },
  );
});
