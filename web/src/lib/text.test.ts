import { countOf, cutMiddle, formatTotal, joinWords } from './text.js';

test.each([
  ['short', 10, 'short'],
  ['0123456789abcdef', 7, '012…def'],
  ['0123456789abcdef', 8, '0123…def'],
  ['🙂🙂🙂🙂🙂🙂', 3, '🙂…🙂'],
])('%j cut to %i characters is %j', (text, max, expected) => {
  expect(cutMiddle(text, max)).toBe(expected);
});

test('counts carry their noun and thousands are set apart', () => {
  expect(countOf(1, 'plan')).toBe('1 plan');
  expect(countOf(1200, 'dependency', 'dependencies')).toBe('1,200 dependencies');
});

test('a total that the server stopped counting says so', () => {
  expect(formatTotal(1000, true)).toBe('1,000+');
  expect(formatTotal(1000, false)).toBe('1,000');
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j is said as %j', (words, sentence) => {
  expect(joinWords(words)).toBe(sentence);
});
