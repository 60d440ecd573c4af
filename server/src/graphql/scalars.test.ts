import * as fc from 'fast-check';
import { GraphQLDate } from './date-scalar.js';
import { DateTimeScalar, PurlScalar, UrlScalar } from './scalars.js';

const reads = (scalar: { parseValue: (value: unknown) => unknown }, value: unknown): boolean => {
  try {
    scalar.parseValue(value);
    return true;
  } catch {
    return false;
  }
};

it.each([
  ['2026-11-23T10:15:30Z', true],
  ['2026-11-23t10:15:30.123456z', true],
  ['2026-11-23T10:15:30+02:00', true],
  ['2024-02-29T00:00:00Z', true],
  ['2026-02-29T00:00:00Z', false],
  ['2026-02-30T00:00:00Z', false],
  ['2026-11-23T24:00:00Z', false],
  ['2026-11-23T10:15:30', false],
  ['2026-11-23', false],
  ['2026-11-23 10:15:30Z', false],
  ['Mon, 23 Nov 2026 10:15:30 GMT', false],
  [1_764_000_000_000, false],
  [null, false],
  [{}, false],
])('%j as a DateTime: %s', (value, isRight) => {
  expect(reads(DateTimeScalar, value)).toBe(isRight);
});

it('says moments in UTC, whatever offset they came with', () => {
  expect(DateTimeScalar.serialize(DateTimeScalar.parseValue('2026-11-23T01:15:30+02:00'))).toBe(
    '2026-11-22T23:15:30.000Z',
  );
});

it.each([
  ['2026-11-23', true],
  ['2026-13-01', false],
  ['2026-02-30', false],
  ['2026-11-23T00:00:00Z', false],
  [20_261_123, false],
])('%j as a Date: %s', (value, isRight) => {
  expect(reads(GraphQLDate, value)).toBe(isRight);
});

it.each([
  ['https://gitlab.example.com/acme/shop', true],
  ['http://localhost:8080', true],
  ['ftp://example.com', false],
  ['javascript:alert(1)', false],
  ['//example.com', false],
  ['https://', false],
  ['', false],
  [7, false],
])('%j as a URL: %s', (value, isRight) => {
  expect(reads(UrlScalar, value)).toBe(isRight);
});

it.each([
  ['pkg:npm/%40babel/core@7.26.0', true],
  ['pkg:pypi/django@5.0', true],
  ['pkg:npm', false],
  ['npm/lodash', false],
  [null, false],
])('%j as a PURL: %s', (value, isRight) => {
  expect(reads(PurlScalar, value)).toBe(isRight);
});

it('refuses or reads whatever comes, and never fails otherwise', () => {
  fc.assert(
    fc.property(fc.anything(), fc.string(), (value, text) => {
      for (const scalar of [DateTimeScalar, GraphQLDate, UrlScalar, PurlScalar])
        for (const each of [value, text, `https://${text}`, `pkg:${text}`]) reads(scalar, each);
    }),
  );
});
