import { GraphQLError, GraphQLScalarType } from 'graphql';
import { PackageURL } from 'packageurl-js';
import { isDay } from './date-scalar.js';

const INSTANT =
  /^\d{4}-\d\d-\d\d[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** A moment. It comes as text only: numbers and days without a time say too little. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'A moment as RFC 3339 writes it, with its offset, such as 2026-11-23T10:15:30.123Z. Answers are in UTC, to the millisecond.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize(value) {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
    if (typeof value === 'string') return readInstant(value).toISOString();
    throw new GraphQLError('This is no moment.');
  },
  parseValue: readInstant,
});

function readInstant(value: unknown): Date {
  const text = typeof value === 'string' && INSTANT.test(value) ? value : '';
  const instant = new Date(isDay(text.slice(0, 10)) ? text : Number.NaN);
  if (!Number.isNaN(instant.getTime())) return instant;
  throw new GraphQLError('A moment is written as RFC 3339 says, such as 2026-11-23T10:15:30Z.');
}

/** An address on the web. */
export const UrlScalar = new GraphQLScalarType<string, string>({
  name: 'URL',
  description: 'An absolute address with http or https, such as https://gitlab.example.com/acme/shop.',
  specifiedByURL: 'https://url.spec.whatwg.org/',
  serialize: sayUrl,
  parseValue: readUrl,
});

/** What is stored was judged when it came; a link that is odd must not hide the rest of an answer. */
function sayUrl(value: unknown): string {
  if (typeof value === 'string' && /^https?:\/\//i.test(value)) return value;
  throw notUrl();
}

function readUrl(value: unknown): string {
  const text = typeof value === 'string' && value.length <= 8_000 ? value : '';
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  throw notUrl();
}

function notUrl(): GraphQLError {
  return new GraphQLError('An address begins with http:// or https://.');
}

/** A package URL. */
export const PurlScalar = new GraphQLScalarType<string, string>({
  name: 'PURL',
  description: 'A package URL, such as pkg:npm/%40babel/core@7.26.0.',
  specifiedByURL: 'https://github.com/package-url/purl-spec',
  serialize: sayPurl,
  parseValue: readPurl,
});

function sayPurl(value: unknown): string {
  if (typeof value === 'string' && value.startsWith('pkg:')) return value;
  throw notPurl();
}

function readPurl(value: unknown): string {
  try {
    if (typeof value === 'string' && value.length <= 4_000) return PackageURL.fromString(value) && value;
  } catch {
    // It says below what it should have been.
  }
  throw notPurl();
}

function notPurl(): GraphQLError {
  return new GraphQLError('A package URL begins with pkg: and names a type and a package.');
}
