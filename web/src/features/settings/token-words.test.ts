import { expiryOf, someNames, tokenState } from './token-words.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');

test('a lifetime of days gives the instant at which it ends', () => {
  expect(expiryOf('30', NOW)).toBe('2026-12-22T12:00:00.000Z');
  expect(expiryOf('none', NOW)).toBeNull();
});

test.each([
  [{ revokedAt: '2026-11-01T00:00:00Z', expiresAt: '2026-11-02T00:00:00Z' }, 'Revoked', false],
  [{ expiresAt: '2026-11-22T12:00:00Z' }, 'Expired', false],
  [{ expiresAt: '2026-11-22T12:00:01Z' }, 'Expires soon', true],
  [{ expiresAt: '2026-12-22T12:00:00Z' }, 'Expires soon', true],
  [{ expiresAt: '2026-12-22T12:00:01Z' }, 'Active', true],
  [{ expiresAt: null }, 'Active', true],
])('of %j it says %s', (token, label, isAlive) => {
  expect(tokenState(token, NOW)).toMatchObject({ label, isAlive });
});

test('many names are counted', () => {
  expect(someNames(['a', 'b'])).toBe('a, b');
  expect(someNames(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e, 2 more');
});
