import { unannouncedChanges } from './schema-changes.js';

const RELEASED = `
  type Query {
    old(a: Int @deprecated(reason: "Since 2026-01-10: nothing takes it any more."), b: Int): Int
    gone: Int @deprecated(reason: "Since 2026-01-10: use old instead of it.")
    undated: Int @deprecated(reason: "Use old.")
    color: Color
    pale: Pale @deprecated(reason: "Since 2026-01-10: use color instead of it.")
  }
  enum Color { RED GREEN @deprecated(reason: "Since 2026-01-10: nothing is green now.") }
  type Pale { id: ID! }
`;

const without = (...parts: readonly string[]) =>
  parts.reduce((text, part) => {
    expect(text).toContain(part);
    return text.replace(part, '');
  }, RELEASED);

const GONE = 'gone: Int @deprecated(reason: "Since 2026-01-10: use old instead of it.")';
const A = 'a: Int @deprecated(reason: "Since 2026-01-10: nothing takes it any more."),';
const GREEN = 'GREEN @deprecated(reason: "Since 2026-01-10: nothing is green now.")';
const PALE = 'pale: Pale @deprecated(reason: "Since 2026-01-10: use color instead of it.")';

it.each([
  ['nothing', RELEASED, []],
  ['a field that is new', RELEASED.replace('color:', 'fresh: Int color:'), []],
  ['an optional argument that is new', RELEASED.replace('b: Int', 'b: Int, c: Int'), []],
  [
    'a needed argument that is new',
    RELEASED.replace('b: Int', 'b: Int, c: Int!'),
    ['A required arg c on Query.old was added.'],
  ],
  ['what was deprecated half a year ago', without(GONE, A, GREEN), []],
  ['a type with the last field that gave it', without(PALE, 'type Pale { id: ID! }'), []],
  [
    'what was deprecated without a day',
    without('undated: Int @deprecated(reason: "Use old.")'),
    ['Query.undated was removed.'],
  ],
  ['what was never deprecated', without('RED '), ['RED was removed from enum type Color.']],
  [
    'another type of a field',
    RELEASED.replace('color: Color', 'color: Int'),
    ['Query.color changed type from Color to Int.'],
  ],
])('of %s it says what breaks clients', (_name, current, wanted) => {
  expect(unannouncedChanges(RELEASED, current, '2026-07-10')).toEqual(wanted);
});

it('keeps what was deprecated for the whole of the time', () => {
  expect(unannouncedChanges(RELEASED, without(GONE), '2026-07-09')).toEqual(['Query.gone was removed.']);
});
