import { readInsightRange, weeksOf } from './insight-range.js';

const NOW = new Date('2026-03-04T23:30:00.000Z');

test.each([
  [{}, { since: '2025-12-05', until: '2026-03-04' }],
  [{ until: '2024-03-01' }, { since: '2023-12-03', until: '2024-03-01' }],
  [
    { since: '2024-02-29', until: '2024-02-29' },
    { since: '2024-02-29', until: '2024-02-29' },
  ],
  [
    { since: '2024-01-01', until: '2024-12-31' },
    { since: '2024-01-01', until: '2024-12-31' },
  ],
])('%j is the range %j', (asked, range) => {
  expect(readInsightRange(asked, NOW)).toEqual(range);
});

test.each([
  [{ since: '2026-02-30' }, 'since'],
  [{ since: '2025-02-29' }, 'since'],
  [{ until: '0000-00-00' }, 'until'],
  [{ until: '9999-12-31' }, 'until'],
  [{ since: '2026-03-05', until: '2026-03-04' }, 'since'],
  [{ since: '2026-03-05' }, 'since'],
  [{ since: '2025-01-01', until: '2026-01-02' }, 'since'],
])('%j is refused at %s', (asked, field) => {
  expect(() => readInsightRange(asked, NOW)).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', details: { field } }),
  );
});

test('every week that a range touches begins on a Monday', () => {
  expect(weeksOf({ since: '2026-03-01', until: '2026-03-09' })).toEqual([
    '2026-02-23',
    '2026-03-02',
    '2026-03-09',
  ]);
  expect(weeksOf({ since: '2026-03-02', until: '2026-03-08' })).toEqual(['2026-03-02']);
});
