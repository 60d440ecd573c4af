import fc from 'fast-check';
import { cutText, isTangled, outsideHost } from './markdown-bounds.js';

test.each([
  ['', false],
  ['A **bold** word, a [link](https://example.com) and `code`.', false],
  ['> quoted\n> > twice', false],
  ['-----------------------------------------------', false],
  ['| a | b |\n| - | - |\n| 1 | 2 |', false],
  ['> '.repeat(21), true],
  ['- '.repeat(30).concat('deep'), true],
  ['*'.repeat(1001), true],
  ['[x] '.repeat(2000), true],
  [`[a]: https://example.com/${'x'.repeat(2000)}`, true],
  [`${'|a'.repeat(500)}\n${'|-'.repeat(500)}\n${'|\n'.repeat(100)}`, true],
])('the text %j… is tangled: %j', (text, expected) => {
  expect(isTangled(text)).toBe(expected);
});

test.each([
  ['https://example.com/a', 'example.com'],
  ['https://example.com:8443/', 'example.com:8443'],
  ['http://example.com', null],
  ['javascript:alert(1)', null],
  ['https://somebody@example.com', null],
  ['//example.com', null],
  ['#here', null],
  ['', null],
])('the host of %j is %j', (address, host) => {
  expect(outsideHost(address)).toBe(host);
});

test('no text grows by being cut, and none is longer than asked but for the mark of the cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 100 }), (text, longest) => {
      const { text: cut, isCut } = cutText(text, longest);
      expect(cut.length).toBeLessThanOrEqual(Math.min(text.length, longest) + (isCut ? 3 : 0));
      expect(isCut).toBe(text.length > longest);
    }),
  );
});
