import fc from 'fast-check';
import { isGroupPath, readGroupPath } from './group-path.js';

test.each([
  ['acme', 'acme'],
  ['/acme/pay/', 'acme/pay'],
  [' acme//pay ', 'acme/pay'],
  ['a /', 'a'],
  ['/ acme / pay', 'acme/pay'],
  ['Größe/_x.y-z', 'Größe/_x.y-z'],
  ['', null],
  ['///', null],
  ['..', null],
  ['acme/../x', null],
  ['-acme', null],
  ['acme/%', null],
  ['a\nb', null],
  ['a'.repeat(501), null],
  ['/'.repeat(2_000), null],
])('%j is read as %j', (text, path) => {
  expect(readGroupPath(text)).toBe(path);
});

test('what is read is a path of a group, and reads as itself, whatever was typed', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ a-z/._-]{0,40}$/), (text) => {
      const path = readGroupPath(text);
      if (path === null) return;
      expect(isGroupPath(path)).toBe(true);
      expect(readGroupPath(path)).toBe(path);
    }),
    { examples: [['a /'], [' / a']] },
  );
});
