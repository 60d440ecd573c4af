import fc from 'fast-check';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { SEVERITIES } from '../../lib/severity.js';
import { readAdvisoryFilter, readAdvisoryOrder } from './advisory-filter.js';

function addressOf(search: string) {
  const parameters = new URLSearchParams(search);
  return {
    one: (name: string) => parameters.get(name) ?? '',
    many: <Value extends string>(name: string, allowed: readonly Value[]) =>
      allowed.filter((value) => parameters.getAll(name).includes(value)),
  };
}

test.each([
  ['', {}],
  ['severity=HIGH&severity=NONSENSE&search=qs', { search: 'qs', severity: ['HIGH'] }],
  ['withOpenFindings=true&isMalicious=maybe', { withOpenFindings: true }],
  ['isKnownExploited=true&isKnownExploited=false', {}],
  ['publishedFrom=yesterday&ecosystem=npm', { ecosystem: 'npm' }],
])('the address %j asks for %j', (search, filter) => {
  expect(readAdvisoryFilter(addressOf(search))).toEqual(filter);
});

test('whatever filter goes into an address comes back out of it', () => {
  const filters = fc.record(
    {
      search: fc.string({ minLength: 1, unit: 'grapheme' }),
      severity: fc.subarray([...SEVERITIES], { minLength: 1 }),
      ecosystem: fc.constantFrom(...ECOSYSTEMS),
      withOpenFindings: fc.boolean(),
      isMalicious: fc.boolean(),
      isKnownExploited: fc.boolean(),
      publishedFrom: fc
        .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(filters, (filter) => {
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries(filter))
        for (const each of Array.isArray(value) ? value : [value]) parameters.append(name, String(each));
      expect(readAdvisoryFilter(addressOf(parameters.toString()))).toEqual(filter);
    }),
  );
});

test.each([
  ['', 'MODIFIED'],
  ['FINDINGS', 'FINDINGS'],
  ['nonsense', 'MODIFIED'],
])('the order %j is %s', (text, expected) => {
  expect(readAdvisoryOrder(text)).toBe(expected);
});
