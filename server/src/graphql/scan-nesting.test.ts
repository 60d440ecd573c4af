import fc from 'fast-check';
import { nestingOf } from './scan-nesting.js';

test.each([
  ['', 0],
  ['{ a }', 1],
  ['{ a { b(c: [{ d: 1 }]) } e { f } }', 5],
  ['}}}{', 1],
  ['{ a(b: "{{{{") }', 2],
  ['{ a(b: "\\"{{{{") }', 2],
  ['{ a(b: """ {{ " {{ \\""" {{ """) }', 2],
  ['{ a # {{{{\n }', 1],
  ['{ a(b: "never closed {{{', 2],
  ['"""never closed {{{', 0],
  ['"\\', 0],
])('counts what is open at once in %j', (source, nesting) => {
  expect(nestingOf(source)).toBe(nesting);
});

test('gives a number for any text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('{', '}', '"', '"""', '\\', '#', '\n', 'a')), (parts) => {
      const nesting = nestingOf(parts.join(''));
      expect(nesting).toBeGreaterThanOrEqual(0);
      expect(nesting).toBeLessThanOrEqual(parts.length);
    }),
  );
});
