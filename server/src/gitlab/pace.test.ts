import fc from 'fast-check';
import { paceOf } from './pace.js';

const now = new Date('2026-11-22T10:00:00Z');
const nowMs = now.getTime();
const inSeconds = (seconds: number): string => String(nowMs / 1_000 + seconds);

test.each([
  ['plenty is left', '2000', '1500', inSeconds(30), null],
  [
    'a tenth is left',
    '2000',
    '200',
    inSeconds(30),
    { kind: 'spread', intervalMs: 150, untilMs: nowMs + 30_000 },
  ],
  ['one is left', '600', '1', inSeconds(10), { kind: 'spread', intervalMs: 5_000, untilMs: nowMs + 10_000 }],
  ['nothing is left', '600', '0', inSeconds(10), { kind: 'stop', untilMs: nowMs + 10_000 }],
  [
    'the limit is not said, few are left',
    null,
    '9',
    inSeconds(10),
    { kind: 'spread', intervalMs: 1_000, untilMs: nowMs + 10_000 },
  ],
  ['the limit is not said, some are left', null, '11', inSeconds(10), null],
  ['the reset is not said', '600', '1', null, null],
  ['the reset is over', '600', '0', inSeconds(-1), null],
  ['nothing is said', null, null, null, null],
  ['what is left is negative', '600', '-1', inSeconds(10), null],
])('when %s', (_what, limit, remaining, reset, expected) => {
  expect(paceOf({ limit, remaining, reset }, now)).toEqual(expected);
});

test('any text gives nothing, or a pace within the hour whose requests fit into what is left', () => {
  const header = fc.option(
    fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.nat({ max: 5_000 }).map((s) => inSeconds(s)),
    ),
  );
  fc.assert(
    fc.property(header, header, header, (limit, remaining, reset) => {
      const pace = paceOf({ limit, remaining, reset }, now);
      if (pace === null) return;
      expect(pace.untilMs).toBeGreaterThan(nowMs);
      expect(pace.untilMs).toBeLessThanOrEqual(nowMs + 3_600_000);
      if (pace.kind === 'spread')
        expect((pace.untilMs - nowMs) / pace.intervalMs).toBeLessThanOrEqual(Number(remaining) + 1);
    }),
  );
});
