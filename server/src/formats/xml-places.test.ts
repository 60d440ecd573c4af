import fc from 'fast-check';
import { ProblemList } from './problem-list.js';
import { TextEdits } from './text-edits.js';
import { spanOfAttribute, spanOfText } from './xml-places.js';
import { readXmlText, type XmlElement } from './xml-text.js';

function read(source: string): XmlElement {
  const root = readXmlText('a.xml', source, new ProblemList());
  if (root === null) throw new Error('the text is not XML');
  return root;
}

it.each<[string, string | null]>([
  ['<a>1.2</a>', '1.2'],
  ['<a b="1.2">\r\n 1.2 \t</a >', '1.2'],
  ['<a><!-- 1.2 -->1.2<?p 1.2?></a>', '1.2'],
  ['<a><![CDATA[ 1 < 2 ]]></a>', '1 < 2'],
  ['<a>1<!-- . -->2</a>', null],
  ['<a>1<b/>2</a>', null],
  ['<a>1&#46;2</a>', null],
  ['<a><b>1.2</b></a>', null],
  ['<a/>', null],
  ['<a></a>', null],
])('finds the text of %s where it is written in one piece', (source, expected) => {
  const span = spanOfText(source, read(source));
  expect(span === null ? null : source.slice(span.start, span.end)).toBe(expected);
});

it.each<[string, string | null]>([
  ['<a v="1"/>', '1'],
  ['<a x=\'v="2"\' V = \' 1 \' >v="3"</a>', '1'],
  ['<n:a\r\n\tw="/>"\r\n\tv="1"/>', '1'],
  ['<a v=""/>', ''],
  ['<a v="&lt;1"/>', null],
  ['<a w="v"/>', null],
  ['<a>v="1"</a>', null],
])('finds an attribute in %s between its quotes', (source, expected) => {
  const span = spanOfAttribute(source, read(source), 'v');
  expect(span === null ? null : source.slice(span.start, span.end)).toBe(expected);
});

it('tells where each element lies', () => {
  const source = '<?xml version="1.0"?><!-- <b> --><a>\n<b>é😀</b ><c x="1>2"/>\n</a>';
  const root = read(source);
  const parts = [root, ...root.children].map(({ start, end, contentStart, contentEnd }) => [
    source.slice(start, end),
    source.slice(contentStart, contentEnd),
  ]);
  expect(parts).toEqual([
    [source.slice(source.indexOf('<a>')), '\n<b>é😀</b ><c x="1>2"/>\n'],
    ['<b>é😀</b >', 'é😀'],
    ['<c x="1>2"/>', ''],
  ]);
});

describe('a text that is edited', () => {
  it('keeps all that is not replaced, its byte order mark too', () => {
    const part = fc.string({ unit: 'binary' }).filter((text) => !text.includes('<<<'));
    fc.assert(
      fc.property(part, part, part, part, fc.boolean(), (before, old, after, text, isMarked) => {
        fc.pre(!before.startsWith('\ufeff') && !`${before}${old}${after}`.startsWith('\ufeff'));
        const mark = isMarked ? '\ufeff' : '';
        const edits = TextEdits.open(`${mark}${before}${old}${after}`);
        edits?.replace(before.length, before.length + old.length, text);
        expect(edits?.finish()).toBe(`${mark}${before}${text}${after}`);
      }),
    );
  });

  it('takes no second text for a place, no overlap, and no merge conflict', () => {
    const edits = TextEdits.open('abcdef');
    expect([edits?.replace(1, 3, 'x'), edits?.replace(1, 3, 'x'), edits?.replace(1, 3, 'y')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(edits?.finish()).toBe('axdef');
    edits?.replace(2, 4, 'z');
    expect(edits?.finish()).toBeNull();
    expect(TextEdits.open('<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n')).toBeNull();
  });
});
