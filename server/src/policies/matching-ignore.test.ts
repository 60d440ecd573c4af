import { matchingIgnore } from './matching-ignore.js';
import type { PolicyIgnore } from './policy.js';

const NOW = new Date('2026-06-01T00:00:00.000Z');
const FINDING = { packageName: 'web', advisories: ['CVE-2026-1', 'GHSA-1'] };
const ignore = (fields: Partial<PolicyIgnore>): PolicyIgnore => ({
  advisory: null,
  packageName: null,
  reason: 'r',
  until: null,
  ...fields,
});

test.each<[string, Partial<PolicyIgnore>, boolean]>([
  ['by an alias', { advisory: 'CVE-2026-1' }, true],
  ['by its package', { packageName: 'web' }, true],
  ['by both', { advisory: 'GHSA-1', packageName: 'web' }, true],
  ['by its advisory in another package', { advisory: 'GHSA-1', packageName: 'api' }, false],
  ['by another advisory', { advisory: 'CVE-2026-2' }, false],
  ['by nothing at all', {}, false],
  ['until later', { packageName: 'web', until: '2026-06-01T00:00:01.000Z' }, true],
  ['until now', { packageName: 'web', until: '2026-06-01T00:00:00.000Z' }, false],
])('a finding named %s: %j → %j', (_, fields, isIgnored) => {
  expect(matchingIgnore([ignore(fields)], FINDING, NOW) !== null).toBe(isIgnored);
});

test('of several the one that ends last holds', () => {
  const soon = ignore({ packageName: 'web', until: '2026-07-01T00:00:00.000Z' });
  const late = ignore({ advisory: 'GHSA-1', until: '2026-08-01T00:00:00.000Z' });
  const never = ignore({ packageName: 'web' });
  expect(matchingIgnore([soon, late], FINDING, NOW)).toBe(late);
  expect(matchingIgnore([soon, never, late], FINDING, NOW)).toBe(never);
});
