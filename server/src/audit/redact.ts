import type { AuditValues } from './audit-event.js';

const MAX_FIELDS = 50;
const MAX_ITEMS = 50;
const MAX_TEXT = 500;
const MAX_DEPTH = 4;
const NOT_KEPT = '[not kept]';

/** A name that ends so holds a secret, when it holds a text or more; `tokenExpiresAt` and `revokedTokens: 2` do not. */
const SECRET_NAME =
  /(?:token|secret|password|passphrase|credential|authorization|cookie|key|hash|login|pem)s?$/i;

/**
 * Values for the audit log, small and without secrets: by the names of fields, without logins in addresses, texts cut at 500
 * characters, 50 fields, 50 items, four levels. Any value gives a result.
 */
export function redact(values: AuditValues): Readonly<Record<string, unknown>> {
  return redactFields(values, 0);
}

function redactFields(values: object, depth: number): Readonly<Record<string, unknown>> {
  const kept = new Map<string, unknown>();
  for (const [name, value] of Object.entries(values).slice(0, MAX_FIELDS))
    if (value !== undefined) kept.set(name.slice(0, 100), redactValue(name, value, depth));
  return Object.fromEntries(kept);
}

function redactValue(name: string, value: unknown, depth: number): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return value.toString();
  if (SECRET_NAME.test(name)) return NOT_KEPT;
  if (typeof value === 'string') return plain(/url$/i.test(name) ? withoutQuery(value) : value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value !== 'object') return null;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value))
    return value.slice(0, MAX_ITEMS).map((item: unknown) => redactValue('', item, depth + 1));
  return redactFields(value, depth + 1);
}

/** Without U+0000, which Postgres keeps in no text, without what stands before the `@` of an address, and short. */
function plain(text: string): string {
  const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return cut
    .replaceAll('\0', '')
    .toWellFormed()
    .replace(/\/\/[^\s/?#@]*@/g, '//');
}

/** The query of an address may hold a key. */
function withoutQuery(address: string): string {
  const end = address.search(/[?#]/);
  return end === -1 ? address : address.slice(0, end);
}
