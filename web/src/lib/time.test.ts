import { exactTime, formatDuration, relativeTime } from './time.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');

test.each([
  ['2026-11-22T11:59:30Z', 'just now'],
  ['2026-11-22T11:58:00Z', '2 minutes ago'],
  ['2026-11-22T09:00:00Z', '3 hours ago'],
  ['2026-11-20T12:00:00Z', '2 days ago'],
  ['2026-11-25T12:00:00Z', 'in 3 days'],
  ['2026-11-25T11:59:58Z', 'in 3 days'],
  ['2026-11-25T12:00:02Z', 'in 3 days'],
  ['2026-11-24T13:00:00Z', 'in 3 days'],
  ['2026-11-22T12:01:30Z', 'in 2 minutes'],
  ['2024-11-01T12:00:00Z', '2 years ago'],
  ['2026-11-22T12:00:30Z', 'in less than a minute'],
  ['not a time', ''],
])('%s is %j', (instant, words) => {
  expect(relativeTime(instant, NOW)).toBe(words);
});

test('the exact time is in UTC and says so', () => {
  expect(exactTime('2026-11-22T10:55:40Z')).toBe('22 Nov 2026, 10:55:40 UTC');
});

test.each([
  [20, 'under 0.1 s'],
  [420, '0.4 s'],
  [12_400, '12 s'],
  [185_000, '3 min 05 s'],
])('%i ms is %s', (durationMs, words) => {
  expect(formatDuration(durationMs)).toBe(words);
});
