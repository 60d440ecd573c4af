import fc from 'fast-check';
import { rubygems } from './index.js';

it.each([
  ['~> 1.2', '1.3.5', '~> 1.2'],
  ['~> 1.2', '2.3.5', '~> 2.3'],
  ['~> 1.2.3', '1.3.5', '~> 1.3.5'],
  ['~>1.2.3', '2.0.1', '~>2.0.1'],
  ['~> 1', '2.3.5', '~> 2'],
  ['~> 1.2.3.4', '1.3', '~> 1.3'],
  ['~> 1.2', '2.0.0.rc1', '~> 2.0.0.rc1'],
  ['~> 1.2, >= 1.2.3', '2.3.5', '~> 2.3, >= 2.3.5'],
  ['>= 1, < 2', '1.9.1', '>= 1, < 2'],
  ['>= 1, < 2', '2.3.5', '>= 2.3.5, < 3'],
  ['< 7.0, >= 5.0', '7.1.2', '< 8.0, >= 7.1.2'],
  ['>= 1.2', '1.1', '>= 1.1'],
  ['<= 1.5', '1.6.1', '<= 1.6.1'],
  ['> 3', '2.5', '>= 2.5'],
  ['1.2.3', '1.2.4', '1.2.4'],
  ['= 1.2.3', '1.2.4', '= 1.2.4'],
  ['>= 0', '9.9', '>= 0'],
  ['>= 1, != 2.0', '2.0', null],
  ['>= 1, != 2.0', '3.0', '>= 1, != 2.0'],
  ['', '1.0', null],
  ['latest', '1.0', null],
  ['~> 1.2', 'not a version', null],
])('raises %j to %s: %j', (range, to, expected) => {
  expect(rubygems.raiseRange(range, to)).toBe(expected);
});

it('gives a range that admits the version, and that stays as it is when it is raised again', () => {
  const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
  const part = fc.tuple(fc.constantFrom('', '= ', '~> ', '>= ', '< ', '> ', '<= ', '!= '), version);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), version, (parts, to) => {
      const range = parts.map(([sign, text]) => sign + text).join(', ');
      const raised = rubygems.raiseRange(range, to);
      if (raised === null) return;
      expect(rubygems.satisfies(to, raised)).toBe(true);
      expect(rubygems.raiseRange(raised, to)).toBe(raised);
    }),
  );
});
