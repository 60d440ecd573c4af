import fc from 'fast-check';
import { type ChangeCursor, decodeCursor, encodeCursor, parseSnapshot } from './change-cursor.js';

const snapshot = fc
  .tuple(fc.bigInt(1n, 10n ** 17n), fc.array(fc.bigInt(0n, 1_000n), { maxLength: 20 }), fc.bigInt(0n, 1_000n))
  .map(([min, gaps, more]) => {
    let last = min;
    const underWay = gaps.map((gap) => {
      const each = last;
      last = last + gap + 1n;
      return `${each}`;
    });
    return { min: `${min}`, max: `${last + more}`, underWay };
  });
const cursor: fc.Arbitrary<ChangeCursor> = fc.record({
  server: fc.stringMatching(/^[0-9a-f]{8}$/),
  from: snapshot,
  rest: fc.option(fc.record({ upTo: snapshot, seq: fc.bigInt(0n, 10n ** 17n).map(String) })),
});

test('a cursor comes back as it was', () => {
  fc.assert(fc.property(cursor, (given) => expect(decodeCursor(encodeCursor(given))).toEqual(given)));
});

test('anything else is refused, and never by another error', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.base64String(), cursor.map(encodeCursor)),
      fc.nat(200),
      (text, at) => {
        const changed = `${text.slice(0, at)}${text.slice(at + 1)}`;
        try {
          const read = decodeCursor(changed);
          expect(decodeCursor(encodeCursor(read))).toEqual(read);
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_INPUT' });
        }
      },
    ),
  );
});

test.each([
  '',
  ':',
  '1:1',
  '0:1:',
  '2:1:',
  '1:2:2',
  '1:9:3,3',
  '1:9:4,3',
  '1:9:a',
  '1:9:3,',
  '1:9:3:4',
  '1e3:9:',
  '-1:9:',
])('%j is no snapshot', (text) => expect(parseSnapshot(text)).toBeNull());

test.each(['1:1:', '1:2:1', '100:120:100,104,119'])('%j is one', (text) => {
  expect(parseSnapshot(text)).not.toBeNull();
});
