import { addDays, dayOf, endOfDay, instantOf, nextMidnight, startOfDay } from './day.js';

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

test('a day begins at midnight in UTC, and the next one where it ends', () => {
  expect(startOfDay('2026-12-31')).toBe('2026-12-31T00:00:00.000Z');
  expect(nextMidnight('2026-12-31')).toBe('2027-01-01T00:00:00.000Z');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});

test.each([
  ['2026-12-31', '2026-12-31T00:00:00.000Z'],
  ['2026-12-31T10:00:00Z', '2026-12-31T10:00:00.000Z'],
  ['2026-12-31T23:59:59.999Z', '2026-12-31T23:59:59.999Z'],
  ['2026-13-31', null],
  ['yesterday', null],
  ['1', null],
  ['', null],
])('the address %j says the instant %j', (text, instant) => {
  expect(instantOf(text)).toBe(instant);
});
