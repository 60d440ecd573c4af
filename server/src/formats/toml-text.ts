import { parse, TomlError } from 'smol-toml';
import { isJsonObject, type JsonObject } from './fields.js';
import type { ProblemList } from './problem-list.js';
import { lineAt, lineOfText, readSourceText } from './source-text.js';
import { shapeOfToml } from './toml-shape.js';

/** Real files nest less than ten levels deep; a lock of 32 MiB as tools write it has some 300,000 tables and lists. */
const BOUNDS = { depth: 100, tables: 400_000 };

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
  if (!isBearable(path, source, problems)) return { value: null, lineOf };
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

/** Each table takes a hundred times the bytes that it takes to write it, so they are counted before they are made. */
function isBearable(path: string, source: string, problems: ProblemList): boolean {
  const { depth, tables } = shapeOfToml(source, BOUNDS);
  if (depth > BOUNDS.depth) {
    const message = `The file is nested deeper than ${BOUNDS.depth} levels, so it was not read.`;
    problems.add('TOO_DEEP', path, () => null, message);
    return false;
  }
  if (tables <= BOUNDS.tables) return true;
  const message = `The file has more than ${BOUNDS.tables} tables and lists, so it was not read.`;
  problems.add('TOO_LARGE', path, () => null, message);
  return false;
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
