import { expiryOf, tokenState } from './token-words.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');

test('a lifetime of days gives the instant at which it ends', () => {
  expect(expiryOf('30', NOW)).toBe('2026-12-22T12:00:00.000Z');
  expect(expiryOf('none', NOW)).toBeNull();
});

test('a token is dead once it is revoked or past its end', () => {
  expect(tokenState({ revokedAt: '2026-11-01T00:00:00Z' }, NOW).label).toBe('Revoked');
  expect(tokenState({ expiresAt: '2026-11-22T12:00:00Z' }, NOW).label).toBe('Expired');
  expect(tokenState({ expiresAt: null }, NOW).isAlive).toBe(true);
});
