import fc from 'fast-check';
import { rangeOfPoetry } from './poetry-range.js';
import { pinnedVersion, satisfies } from './specifiers.js';

it.each([
  ['1.5', '>=1.0,<2', true],
  ['2.0', '>=1.0,<2', false],
  ['1.5', '', true],
  ['1.0.1', '==1.0.*', true],
  ['1', '==1.0.*', true],
  ['1.1', '!=1.0.*', true],
  ['2.2.post3', '~=2.2', true],
  ['2.3', '~=2.2.0', false],
  ['1.0+local', '==1.0', true],
  ['1.0', '==1.0+local', false],
  ['1.0.post1', '>1.0', false],
  ['1.0+local', '>1.0', false],
  ['1.0.1', '>1.0', true],
  ['2.0', '>=1.0 || <0.5', true],
  ['0.7', '>=1.0 || <0.5', false],
  ['foobar', '===foobar', true],
  ['2.0rc1', '>=1.0', false],
  ['2.0rc1', '>=2.0rc1', true],
  ['2.0rc1', '', false],
  ['not a version', '', false],
  ['not a version', '>=1', false],
  ['1.0', 'not a range', false],
  ['1.0', '>=1.0 <2', false],
  ['1.0', '~=1', false],
  ['1.0', '>=1.0.*', false],
])('says that %s lies in %j: %s', (version, range, expected) => {
  expect(satisfies(version, range)).toBe(expected);
});

it.each([
  ['==1.2', '1.2'],
  ['===1.2', '1.2'],
  ['== 1.2 ', '1.2'],
  ['>=1,==1.2', '1.2'],
  ['==2004d', '2004d'],
  ['==1.*', null],
  ['>=1.2', null],
  ['', null],
  ['==1.2 || ==1.3', null],
  ['==', null],
])('finds in %j the one version %j', (range, expected) => {
  expect(pinnedVersion(range)).toBe(expected);
});

it.each([
  ['^1.2.3', '>=1.2.3,<2'],
  ['^1.2', '>=1.2,<2'],
  ['^0.2.3', '>=0.2.3,<0.3'],
  ['^0.0.3', '>=0.0.3,<0.0.4'],
  ['^0.0', '>=0.0,<0.1'],
  ['^0', '>=0,<1'],
  ['^1!2.3', '>=1!2.3,<1!3'],
  ['^2.1.0.post1', '>=2.1.0.post1,<3'],
  ['~1.2.3', '>=1.2.3,<1.3'],
  ['~1.2', '>=1.2,<1.3'],
  ['~1', '>=1,<2'],
  ['~=1.2', '~=1.2'],
  ['1.2.3', '==1.2.3'],
  ['=1.2.3', '==1.2.3'],
  ['1.2.*', '==1.2.*'],
  ['*', ''],
  ['>=1.2,<2.0', '>=1.2,<2.0'],
  ['>= 1.2 < 2.0', '>=1.2,<2.0'],
  ['^1.2 || ^2.1', '>=1.2,<2 || >=2.1,<3'],
  ['^1.2 || *', ''],
  ['!=1.3.*,>=1', '!=1.3.*,>=1'],
  ['dev-main', 'dev-main'],
  ['^main', '^main'],
])("turns Poetry's %j into %j", (constraint, expected) => {
  expect(rangeOfPoetry(constraint)).toBe(expected);
});

it('answers for any texts', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'^~=<>!*|, .0123abrcdevpost') }));
  fc.assert(
    fc.property(text, text, (version, range) => {
      expect([true, false]).toContain(satisfies(version, range));
      expect([true, false]).toContain(satisfies(version, rangeOfPoetry(range)));
    }),
    { numRuns: 500 },
  );
});
