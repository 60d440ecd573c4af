/** A field that ends so holds a secret; `tokenExpiresAt` and `keyId` do not. */
const SECRET_NAME =
  /(?:token|secret|password|passphrase|credential|authorization|cookie|pem|login|verifier|(?:private|secret|signing|api|idempotency)_?key)s?$/i;
const HIDDEN = '[redacted]';
const MAX_DEPTH = 6;
const MAX_FIELDS = 100;
const MAX_TEXT = 10_000;

/**
 * Forms that secrets have wherever they stand: a login in an address, what follows Bearer or Basic, a parameter of an
 * address, tokens of GitLab, secrets of webhooks, signed tokens. None of them reaches over the quotes of JSON.
 */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\/\/[^\s/?#@"\\]{1,2000}@/g, `//${HIDDEN}@`],
  [/\b(Bearer|Basic)\s+[^\s"'\\,;]+/gi, `$1 ${HIDDEN}`],
  [
    /([?&;][\w.-]{0,40}(?:token|secret|code|state|password|key|signature|assertion|verifier)=)[^&\s"'\\#]+/gi,
    `$1${HIDDEN}`,
  ],
  [/\bgl[a-z]{2,8}-[\w.+/=-]{8,}/g, HIDDEN],
  [/\bblt_[\w-]{20,}/g, HIDDEN],
  [/\bwhsec_[\w+/=-]+/g, HIDDEN],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, HIDDEN],
];

/** The fields of a line of the log without what a field of that name would hide; errors as plain values, with their causes. */
export function redactFields(fields: object): Record<string, unknown> {
  return redactObject(fields, 0);
}

/** A line of the log without the secrets that the process knows, and without what has the form of one. Stays JSON. */
export function redactLine(line: string, secrets: readonly string[]): string {
  let text = line;
  for (const secret of secrets) text = text.replaceAll(secret, HIDDEN);
  for (const [form, replacement] of FORMS) text = text.replace(form, replacement);
  return text;
}

/** A secret as it could stand in a line: as it is, as JSON writes it, and as an address does. */
export function formsOfSecret(secret: string): readonly string[] {
  if (secret.length < 6) return [];
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])];
}

function redactObject(fields: object, depth: number): Record<string, unknown> {
  const kept = Object.entries(fields)
    .slice(0, MAX_FIELDS)
    .map(([name, value]) => [name, isHidden(name, value) ? HIDDEN : redactValue(value, depth)]);
  return Object.fromEntries(kept);
}

function isHidden(name: string, value: unknown): boolean {
  return SECRET_NAME.test(name) && value !== null && typeof value !== 'number' && typeof value !== 'boolean';
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (depth >= MAX_DEPTH) return '…';
  if (value instanceof Error) return describeError(value, depth + 1);
  if (Array.isArray(value))
    return value.slice(0, MAX_FIELDS).map((item: unknown) => redactValue(item, depth + 1));
  return redactObject(value, depth + 1);
}

/** Of an error only what is known to be safe: drivers attach the statement and its values to theirs. */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error ? error.code : undefined;
  const details = 'details' in error ? error.details : undefined;
  return {
    type: error.name,
    message: redactValue(error.message, depth),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof details === 'object' && details !== null ? { details: redactValue(details, depth) } : {}),
    stack: redactValue(error.stack, depth),
    ...(error.cause === undefined || error.cause === null ? {} : { cause: redactValue(error.cause, depth) }),
  };
}
