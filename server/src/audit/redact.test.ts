import fc from 'fast-check';
import { changesOf } from './audit-changes.js';
import { redact } from './redact.js';

it.each<[Record<string, unknown>, Record<string, unknown>]>([
  [
    { token: 'x', tokens: 3, accessToken: { value: 'x' } },
    { token: '[not kept]', tokens: 3, accessToken: '[not kept]' },
  ],
  [
    { clientSecret: 'x', PASSWORD: 'x', idempotencyKey: 'x', caPem: 'x' },
    { clientSecret: '[not kept]', PASSWORD: '[not kept]', idempotencyKey: '[not kept]', caPem: '[not kept]' },
  ],
  [
    { tokenExpiresAt: '2027-01-01', name: 'token' },
    { tokenExpiresAt: '2027-01-01', name: 'token' },
  ],
  [{ proxyUrl: 'http://ada:pw@proxy.example:8080/x?key=1#y' }, { proxyUrl: 'http://proxy.example:8080/x' }],
  [
    { reason: 'see https://ada:pw@host.example/a?b=1 and //c@d' },
    { reason: 'see https://host.example/a?b=1 and //d' },
  ],
  [
    { at: new Date(0), gone: undefined, none: null, big: 5n, odd: Number.NaN, run: () => 1 },
    { at: '1970-01-01T00:00:00.000Z', none: null, big: '5', odd: null, run: null },
  ],
  [{ list: [1, { password: 'x' }] }, { list: [1, { password: '[not kept]' }] }],
  [{ text: `a\0${'b'.repeat(600)}` }, { text: `a${'b'.repeat(498)}…` }],
])('keeps of %j what may be kept', (values, kept) => {
  expect(redact(values)).toEqual(kept);
});

it('gives a small result for any value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything({ withBigInt: true, withDate: true })), (values) => {
      expect(JSON.stringify(redact(values)).length).toBeLessThan(5_000_000);
    }),
  );
  const endless: Record<string, unknown> = {};
  endless['self'] = endless;
  expect(JSON.stringify(redact(endless)).length).toBeLessThan(200);
});

it.each([
  [{ a: 1, b: 'x' }, { a: 2, b: 'x' }, [{ field: 'a', before: '1', after: '2' }]],
  [null, { a: [1] }, [{ field: 'a', before: null, after: '[1]' }]],
  [
    { b: true, a: 'x' },
    null,
    [
      { field: 'a', before: 'x', after: null },
      { field: 'b', before: 'true', after: null },
    ],
  ],
  [null, null, []],
  [{ __proto__: 1 }, { constructor: 'x' }, [{ field: 'constructor', before: null, after: 'x' }]],
])('between %j and %j there are the changes %j', (before, after, changes) => {
  expect(changesOf(before, after)).toEqual(changes);
});
