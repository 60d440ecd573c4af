import { getIntrospectionQuery, parse } from 'graphql';
import { measureDocument, mostRepeated } from './measure-document.js';

const size = (source: string) => measureDocument(parse(source));

/** Each fragment spreads the next one twice; the last holds one field. */
function doubling(count: number): string {
  const fragments = Array.from({ length: count }, (_, index) =>
    index === count - 1
      ? `fragment f${index} on Query { a }`
      : `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`,
  );
  return `{ ...f0 } ${fragments.join(' ')}`;
}

test('counts what stands where fragments are spread, and depth through them', () => {
  expect(
    size(`query A { x: a { ...f } ...g } mutation B { b ... on M { c @include(if: true) } }
      fragment f on T { d { e } } fragment g on Query { h y: i { ...f } }`),
  ).toEqual({
    definitions: 4,
    depth: 3,
    selections: 13,
    aliases: 2,
    rootFields: 5,
    mutationFields: 2,
    directives: 1,
  });
});

test('counts fragments that nothing uses, because validation reads them', () => {
  expect(size('{ a } fragment f on T { b { c } }')).toMatchObject({ selections: 3, depth: 2, rootFields: 1 });
});

test('measures fragments that double in no time', () => {
  const started = performance.now();
  expect(size(doubling(20))).toMatchObject({ selections: 3 * 2 ** 19 - 1 });
  expect(size(doubling(200))).toMatchObject({ selections: 1e9 });
  expect(performance.now() - started).toBeLessThan(200);
});

test('measures a long chain of fragments without recursion', () => {
  const fragments = Array.from(
    { length: 5_000 },
    (_, index) => `fragment f${index} on Q { ...f${index + 1} }`,
  );
  expect(size(`{ ...f0 } ${fragments.join(' ')} fragment f5000 on Q { a }`)).toMatchObject({ depth: 1 });
});

test.each([
  ['{ ...a } fragment a on Q { ...b } fragment b on Q { c { ...a } }', { kind: 'CYCLE', fragment: 'a' }],
  ['{ ...a } fragment a on Q { ...a }', { kind: 'CYCLE', fragment: 'a' }],
  ['{ ...a } fragment a on Q { b } fragment a on Q { c }', { kind: 'DUPLICATE', fragment: 'a' }],
])('does not measure %s', (source, wanted) => {
  expect(size(source)).toEqual(wanted);
});

test('passes over fragments that are not there', () => {
  expect(size('{ ...none }')).toMatchObject({ selections: 1, depth: 0 });
});

test.each([
  ['{ a a a b }', 'a', 3],
  ['{ a { x } a { x x } ...f } fragment f on Q { a { x } }', 'x', 4],
  ['{ x: a x: b c { x } }', 'x', 2],
  ['{ a } fragment f on Q { b b }', 'b', 2],
])('finds what is selected most often at one place of %s', (source, name, times) => {
  expect(mostRepeated(parse(source))).toEqual({ name, times });
});

test('knows how deep introspection is', () => {
  expect(size(getIntrospectionQuery())).toMatchObject({ depth: 15 });
});
