import { parse, TomlError } from 'smol-toml';
import { isJsonObject, type JsonObject } from './fields.js';
import type { ProblemList } from './problem-list.js';
import { lineAt, lineOfText, readSourceText } from './source-text.js';

/** What a TOML text holds. `value` is null where not even a part could be read; `lineOf` finds a text's first line. */
export interface TomlText {
  readonly value: JsonObject | null;
  lineOf(wanted: string): number | null;
}

/**
 * Reads a TOML file (https://toml.io/en/v1.0.0). Of a damaged one the tables before the damaged one count, and the
 * problem says from which line on nothing was read.
 */
export function readTomlText(path: string, text: string, problems: ProblemList): TomlText {
  const source = readSourceText(path, text, problems);
  if (source === null) return { value: null, lineOf: () => null };
  const lineOf = (wanted: string): number | null => lineOfText(source, wanted);
  const whole = tryParse(source);
  if (whole.kind === 'value') return { value: whole.value, lineOf };
  const before = source.slice(0, startOfTable(source, whole.line));
  const part = before.trim() === '' ? null : tryParse(before);
  const value = part?.kind === 'value' ? part.value : null;
  const rest =
    value === null ? 'and was not read' : `and was read only up to line ${lineAt(source, before.length) - 1}`;
  problems.add('NOT_TOML', path, () => whole.line, `The file is not valid TOML from this line on, ${rest}.`);
  return { value, lineOf };
}

type Parsed =
  { readonly kind: 'value'; readonly value: JsonObject } | { readonly kind: 'error'; readonly line: number };

function tryParse(text: string): Parsed {
  try {
    const value: unknown = parse(text, { integersAsBigInt: 'asNeeded' });
    return isJsonObject(value) ? { kind: 'value', value } : { kind: 'error', line: 1 };
  } catch (error) {
    return { kind: 'error', line: error instanceof TomlError ? error.line : 1 };
  }
}

/** Where the last table begins whose header stands before a line; 0 where there is none. */
function startOfTable(text: string, line: number): number {
  let start = 0;
  let offset = 0;
  for (let current = 1; current < line && offset !== -1; current += 1) {
    if (text.charAt(offset) === '[') start = offset;
    const end = text.indexOf('\n', offset);
    offset = end === -1 ? -1 : end + 1;
  }
  return start;
}
