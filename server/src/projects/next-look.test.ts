import fc from 'fast-check';
import { nextLook } from './next-look.js';

const HOUR = 3_600_000;
const NOW = new Date('2026-06-01T12:00:00.000Z');
const minutesLater = (project: Parameters<typeof nextLook>[0]) =>
  (nextLook(project).getTime() - project.lookedAt.getTime()) / 60_000;
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

describe('the next look at a head', () => {
  it.each([
    ['just now', 0, 5],
    ['in the future by another clock', -30, 5],
    ['some minutes ago', 8, 8],
    ['within the hour', 59, 59],
  ])('comes soon where the last activity was %s', (_, age, minutes) => {
    expect(minutesLater({ id: '4', lastActivityAt: ago(age), lookedAt: NOW })).toBe(minutes);
  });

  it.each([[null], ['no date'], [ago(121)], ['1970-01-01T00:00:00Z']])(
    'waits for its turn where nothing can hide behind %s',
    (lastActivityAt) => {
      expect(minutesLater({ id: '1', lastActivityAt, lookedAt: NOW })).toBe(
        minutesLater({ id: '1', lastActivityAt: null, lookedAt: NOW }),
      );
    },
  );

  it('comes within a day, and not within an hour, where nothing moves', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), fc.date({ noInvalidDate: true }), (id, lookedAt) => {
        fc.pre(Math.abs(lookedAt.getTime()) < 1e14);
        const wait =
          nextLook({ id: String(id), lastActivityAt: null, lookedAt }).getTime() - lookedAt.getTime();
        expect(wait).toBeGreaterThanOrEqual(HOUR);
        expect(wait).toBeLessThan(24 * HOUR + 1);
      }),
    );
  });

  it('ends looking again when the activity is two hours old, after few looks', () => {
    const lastActivityAt = ago(0);
    let lookedAt = NOW;
    let looks = 0;
    while (lookedAt.getTime() - NOW.getTime() < 2 * HOUR) {
      lookedAt = nextLook({ id: '4', lastActivityAt, lookedAt });
      looks += 1;
    }
    expect(looks).toBeLessThanOrEqual(7);
  });

  it('spreads 10,000 projects that were looked at together evenly over the day', () => {
    const hours = Array.from({ length: 23 }, () => 0);
    for (let id = 1; id <= 10_000; id += 1) {
      const hour = Math.floor(minutesLater({ id: String(id), lastActivityAt: null, lookedAt: NOW }) / 60) - 1;
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    for (const count of hours) expect(Math.abs(count - 10_000 / 23)).toBeLessThan(10);
  });
});
