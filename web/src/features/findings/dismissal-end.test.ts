import { dismissalUntil } from './dismissal-end.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');

test.each([
  ['30', '', '2026-12-22T23:59:59.000Z'],
  ['90', '', '2027-02-20T23:59:59.000Z'],
  ['day', '2026-12-01', '2026-12-01T23:59:59.000Z'],
  ['day', '2026-11-22', '2026-11-22T23:59:59.000Z'],
  ['day', '2026-11-21', undefined],
  ['day', '', undefined],
  ['day', 'soon', undefined],
  ['never', '2026-12-01', null],
] as const)('the end %j with the day %j is %j', (end, day, until) => {
  expect(dismissalUntil(end, day, NOW)).toBe(until);
});
