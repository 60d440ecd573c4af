import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { ProblemList } from './problem-list.js';
import { isJsonObject, type JsonObject } from './fields.js';
import { findConflict, isReadable, keepOurSide, lineAt, stripByteOrderMark } from './source-text.js';

/** npm's own files nest less than 20 levels deep; of a damaged one, and to find lines, so many are read. */
const MAX_JSON_DEPTH = 200;

/** What is nested deeper is not parsed at all: 10 MB of brackets would take 700 MB. */
const MAX_PARSED_DEPTH = 5_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** What a JSON text holds. `value` is null where not even a part could be read; `lineOf` finds a value's line. */
export interface JsonText {
  readonly value: JsonObject | null;
  lineOf(...path: readonly string[]): number | null;
}

/**
 * Reads a file that should hold a JSON object. A damaged one gives a problem and as much as can be trusted: what
 * stands before the cut of a truncated file, our side of a merge conflict, what a tolerant parser makes of the rest.
 */
export function readJsonText(path: string, text: string, problems: ProblemList): JsonText {
  const nothing: JsonText = { value: null, lineOf: () => null };
  if (!isReadable(path, text, problems)) return nothing;
  if (scanNesting(text, MAX_PARSED_DEPTH).depth > MAX_PARSED_DEPTH) {
    const message = `The file is nested deeper than ${MAX_PARSED_DEPTH} levels; it was not read.`;
    problems.add('TOO_DEEP', path, () => null, message);
    return nothing;
  }
  const value = tryParse(stripByteOrderMark(text));
  if (isJsonObject(value)) return { value, lineOf: lineFinder(text) };
  if (value !== undefined) {
    problems.add('NOT_JSON', path, () => 1, 'The file holds JSON, but not an object, and was not read.');
    return nothing;
  }
  return { value: salvage(path, text, problems), lineOf: lineFinder(text) };
}

/** A tree with offsets into the text, or null where the text is nested too deeply to be worth one. */
export function readTree(text: string): Node | null {
  const found = latest.find((each) => each.text === text);
  const known = found?.tree.deref();
  if (found !== undefined && known !== undefined) {
    latest = [found, ...latest.filter((each) => each !== found)];
    return known;
  }
  if (scanNesting(text).depth > MAX_JSON_DEPTH) return null;
  const tree = parseTree(text, undefined, { allowTrailingComma: true }) ?? null;
  if (tree !== null) latest = [{ text, tree: new WeakRef(tree) }, ...latest.slice(0, 1)];
  return tree;
}

/** The two latest texts and their trees, as long as those are in memory: planning edits the same lock many times. */
let latest: readonly { readonly text: string; readonly tree: WeakRef<Node> }[] = [];

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the tree once, when the first line is asked for. */
function lineFinder(text: string): JsonText['lineOf'] {
  let tree: Node | null | undefined;
  return (...path) => {
    tree ??= readTree(text);
    const node = tree === null ? undefined : findNodeAtLocation(tree, [...path]);
    return node === undefined
      ? null
      : lineAt(text, (node.parent?.type === 'property' ? node.parent : node).offset);
  };
}

function salvage(path: string, text: string, problems: ProblemList): JsonObject | null {
  const conflict = findConflict(text);
  if (conflict !== null) {
    const message =
      'The file holds an unresolved merge conflict; the side above the ======= was read where possible.';
    problems.add('MERGE_CONFLICT', path, () => lineAt(text, conflict), message);
    return objectOrNull(tryParse(stripByteOrderMark(keepOurSide(text))));
  }
  if (!/^\uFEFF?\s*\{/.test(text)) {
    problems.add('NOT_JSON', path, () => 1, 'The file is not JSON and was not read.');
    return null;
  }
  const nesting = scanNesting(text);
  if (nesting.depth > MAX_JSON_DEPTH) {
    problems.add(
      'TOO_DEEP',
      path,
      () => null,
      `The file is damaged and nested deeper than ${MAX_JSON_DEPTH} levels; it was not read.`,
    );
    return null;
  }
  if (nesting.isOpen) {
    const repaired = tryParse(stripByteOrderMark(text.slice(0, nesting.lastClose)) + nesting.closers);
    if (repaired !== undefined || nesting.lastClose === 0) {
      const message =
        'The file ends in the middle; the entries that stand before its last complete one were read.';
      problems.add('TRUNCATED', path, () => lineAt(text, text.length), message);
      return objectOrNull(repaired);
    }
  }
  return readTolerantly(path, text, problems);
}

interface Nesting {
  readonly depth: number;
  /** Whether the text ends inside of an object, a list or a string. */
  readonly isOpen: boolean;
  /** Where the last complete object or list ends, and what must follow there to close the ones around it. */
  readonly lastClose: number;
  readonly closers: string;
}

/** Counts brackets outside of strings; iterative, so that no nesting can exhaust the stack. */
function scanNesting(text: string, bound = MAX_JSON_DEPTH): Nesting {
  const stack: string[] = [];
  let depth = 0;
  let lastClose = 0;
  let level = 0;
  for (let at = 0; at < text.length && depth <= bound; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      at = endOfString(text, at);
      if (at === text.length) return { depth, isOpen: true, lastClose, closers: closersOf(stack, level) };
    } else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      stack.push(char === OPEN_BRACE ? '}' : ']');
      if (stack.length > depth) depth = stack.length;
    } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
      stack.pop();
      lastClose = at + 1;
      level = stack.length;
    }
  }
  return { depth, isOpen: stack.length > 0, lastClose, closers: closersOf(stack, level) };
}

/** After the last bracket that closed, the stack only grew: its first `level` entries are what was open there. */
function closersOf(stack: readonly string[], level: number): string {
  return stack.slice(0, level).toReversed().join('');
}

/** The offset of the quote that ends the string, or the text's length where nothing does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === BACKSLASH) at += 1;
    else if (char === QUOTE) return at;
  }
  return text.length;
}

function readTolerantly(path: string, text: string, problems: ProblemList): JsonObject | null {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors);
  const offset = errors[0]?.offset ?? 0;
  problems.add(
    'NOT_JSON',
    path,
    () => lineAt(text, offset),
    'The file is not valid JSON from this line on; what could be read around it counts.',
  );
  return tree === undefined ? null : objectOrNull(valueOf(tree));
}

function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value;
  const entries: [string, unknown][] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && value !== undefined) entries.push([String(key.value), valueOf(value)]);
  }
  return Object.fromEntries(entries);
}

function objectOrNull(value: unknown): JsonObject | null {
  return isJsonObject(value) ? value : null;
}
