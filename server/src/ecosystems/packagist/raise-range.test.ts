import fc from 'fast-check';
import { packagist } from './index.js';

it.each([
  ['^1.2', 'v1.3.5', '^1.2'],
  ['^1.2', '2.3.5', '^2.3.5'],
  ['^v1.2.0', 'v2.3.5', '^v2.3.5'],
  ['~1.2', '2.3.5', '~2.3'],
  ['~1.2.3', '1.3.5', '~1.3.5'],
  ['1.2.*', '1.3.5', '1.3.*'],
  ['1.*', 'v2.3.5', '2.*'],
  ['>=1 <2', '1.9.0', '>=1 <2'],
  ['>=1 <2', '2.3.5', '>=2.3.5 <3'],
  ['>= 1.0, < 2.0', '2.3.5', '>= 2.3.5, < 3.0'],
  ['1.0 || 2.0', '2.1.0', '2.1.0'],
  ['^1.0 | ^2.0', '3.0.1', '^3.0.1'],
  ['1.0 - 2.0', '2.3.5', '2.3.5 - 2.3'],
  ['1.2.3', 'v1.2.4', '1.2.4'],
  ['v1.2.3', '1.2.4', 'v1.2.4'],
  ['=1.2.3', '1.2.4', '=1.2.4'],
  ['*', '1.2.4', '*'],
  ['<=1.2', '1.3.0', '<=1.3.0'],
  ['>2.0', '1.5.0', '>=1.5.0'],
  ['dev-main', '1.2.4', null],
  ['^1.0@beta', '2.0.0', null],
  ['1.0.0-RC1', '1.0.0', null],
  ['^1.0', '2.0.0-beta1', null],
  ['^1.0 as 2.0', '3.0.0', null],
  ['', '1.0.0', null],
])('raises %j to %s: %j', (range, to, expected) => {
  expect(packagist.raiseRange(range, to)).toBe(expected);
});

it('gives a range that admits the version, and that stays as it is when it is raised again', () => {
  const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 3 }).map((numbers) => numbers.join('.'));
  const part = fc.tuple(
    fc.constantFrom('', '^', '~', '>=', '<', '>', '<=', '='),
    version,
    fc.constantFrom('', '.*'),
  );
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(' ', ',', ' || '),
      version,
      (parts, gap, to) => {
        const range = parts.map(([sign, text, tail]) => sign + text + tail).join(gap);
        const raised = packagist.raiseRange(range, to);
        if (raised === null) return;
        expect(packagist.satisfies(to, raised)).toBe(true);
        expect(packagist.raiseRange(raised, to)).toBe(raised);
      },
    ),
  );
});
