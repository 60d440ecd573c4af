import fc from 'fast-check';
import { raiseRange } from './raise-range.js';
import { satisfies } from './specifiers.js';

describe('raising a range', () => {
  it.each([
    ['==1.2.3', '1.3.5', '==1.3.5'],
    ['==1.2.3', '1.2.3', '==1.2.3'],
    ['== 1.2.3', '1.3.5', '== 1.3.5'],
    ['===1.2.3', '1.3.5', '===1.3.5'],
    ['==1.2.*', '1.3.5', '==1.3.*'],
    ['==1.2.*', '1.2.5', '==1.2.*'],
    ['==1.*', '2.4.1', '==2.*'],
    ['~=1.2', '1.3.5', '~=1.2'],
    ['~=1.2', '2.1.0', '~=2.1'],
    ['~=1.2', '2.1.3', '~=2.1,>=2.1.3'],
    ['~=1.2.3', '1.3.5', '~=1.3.5'],
    ['~=1.2.3', '2.1', '~=2.1.0'],
    ['>=1,<2', '1.5', '>=1,<2'],
    ['>=1,<2', '2.1', '>=2.1,<3'],
    ['>=1.2, <2.0', '3.1.4', '>=3.1.4, <4.0'],
    ['<2.0.0,>=1.2.0', '3.1.4', '<4.0.0,>=3.1.4'],
    ['>=1.2,<1.3', '1.4.2', '>=1.4.2,<1.5'],
    ['>=0.2.1,<0.3.0', '0.4.2', '>=0.4.2,<0.5.0'],
    ['>=0.2.1,<0.3.0', '1.4.2', '>=1.4.2,<2.0.0'],
    ['>=1,<5', '6.1', '>=6.1,<7'],
    ['<2', '2.1', '<3'],
    ['<=2.0', '2.1', '<=2.1'],
    ['>1.0,<2', '2.1', '>=2.1,<3'],
    ['>=1,!=1.5,<2', '2.1', '>=2.1,!=1.5,<3'],
    ['!=1.5', '1.5', null],
    ['>=3', '2.5', '>=2.5'],
    ['', '2.1', ''],
    ['*', '2.1', '*'],
    ['^1.2', '2.1.3', '^2.1.3'],
    ['~1.2', '1.3.5', '~1.3.5'],
    ['1.2.*', '1.3.5', '1.3.*'],
    ['1.2.3', '1.3.5', '1.3.5'],
    ['=1.2.3', '1.3.5', '=1.3.5'],
    ['>=1,<2 || >=3,<4', '5.1', '>=5.1,<6'],
    ['>=1,<2 || >=3,<4', '3.1', '>=1,<2 || >=3,<4'],
    ['==1.0', '2!1.0', '==2!1.0'],
    ['==1.0', 'not a version', null],
    ['https://files.example/a.tar.gz', '1.0', null],
    ['>=1.0.dev', '1.0rc1', '>=1.0.dev'],
    ['>=1.0', '2.0rc1', '>=2.0rc1'],
  ])('%s to %s is %s', (range, to, expected) => {
    expect(raiseRange(range, to)).toBe(expected);
  });

  it('admits the version, and is the same when raised again', () => {
    const number = fc.nat(30);
    const version = fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
    const operator = fc.constantFrom('==', '>=', '>', '<', '<=', '!=', '~=');
    const part = fc.tuple(operator, version).map(([sign, text]) => sign + text);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), version, (parts, to) => {
        const raised = raiseRange(parts.join(','), to);
        if (raised === null) return;
        expect(satisfies(to, raised)).toBe(true);
        expect(raiseRange(raised, to)).toBe(raised);
      }),
      { numRuns: 500 },
    );
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (range, to) => {
        expect(['object', 'string']).toContain(typeof raiseRange(range, to));
      }),
    );
    expect(raiseRange('>='.repeat(100_000), '1')).toBeNull();
  });
});
