import { dayOf, endOfDay } from './day.js';

test.each(['2026-12-31', '2028-02-29'])('the day %s that was chosen is the day that is shown', (day) => {
  expect(dayOf(endOfDay(day))).toBe(day);
});

test('a day ends with its last second in UTC', () => {
  expect(endOfDay('2026-12-31')).toBe('2026-12-31T23:59:59.000Z');
});

test.each(['', '2026-13-01', 'tomorrow', '2026-1-1'])('%j is no day', (text) => {
  expect(endOfDay(text)).toBeNull();
});

test('no instant is no day', () => {
  expect(dayOf(null)).toBe('');
  expect(dayOf('soon')).toBe('');
});
