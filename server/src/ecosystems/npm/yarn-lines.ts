import { type ProblemList, quote } from '../../formats/problem-list.js';

const SPACE = 0x20;
const TAB = 0x09;
const HASH = 0x23;

/** What a line of a lock says: `key value`, or keys that open a block (`value` null); null for what is neither. */
export interface YarnLine {
  readonly keys: readonly string[];
  readonly value: string | null;
}

/** One entry of a yarn.lock as it stands there; values are texts without their quotes. */
export interface YarnEntry {
  readonly line: number;
  /** What the entry answers, such as `a@^1.0.0`. */
  readonly keys: readonly string[];
  readonly fields: ReadonlyMap<string, string>;
  readonly dependencies: ReadonlyMap<string, string>;
  readonly optionalDependencies: ReadonlyMap<string, string>;
  readonly peerDependencies: ReadonlyMap<string, string>;
  /** Names in `dependenciesMeta` and `peerDependenciesMeta` that are marked optional. */
  readonly optional: ReadonlySet<string>;
  readonly optionalPeers: ReadonlySet<string>;
}

/** How one of the two syntaxes is read. */
export interface YarnSyntax {
  /** Null for what is no line of this syntax; a line without keys says nothing. */
  readLine(content: string): YarnLine | null;
  /** Such as `yarn.lock v1`, for messages. */
  readonly name: string;
}

interface OpenEntry extends YarnEntry {
  readonly fields: Map<string, string>;
  readonly dependencies: Map<string, string>;
  readonly optionalDependencies: Map<string, string>;
  readonly peerDependencies: Map<string, string>;
  readonly optional: Set<string>;
  readonly optionalPeers: Set<string>;
}

/**
 * Reads the entries of a yarn.lock line by line, in linear time: what stands at the margin opens an entry, deeper lines
 * are its fields. A line that cannot be read is a problem and left out.
 */
export function readYarnEntries(
  text: string,
  syntax: YarnSyntax,
  context: { readonly path: string; readonly problems: ProblemList },
): readonly YarnEntry[] {
  const entries: OpenEntry[] = [];
  const indents: number[] = [];
  /** The keys of the blocks that the line stands in, below the entry. */
  const blocks: string[] = [];
  let number = 0;
  /** Lines deeper than one that could not be read belong to it. */
  let leftOut = Number.POSITIVE_INFINITY;
  for (let start = 0; start < text.length && !context.problems.isHopeless(context.path);) {
    const end = endOfLine(text, start);
    number += 1;
    const indent = indentAt(text, start, end);
    const first = start + indent;
    start = end + 1;
    if (first >= end || text.charCodeAt(first) === HASH) continue;
    const content = text.slice(first, end).trimEnd();
    if (content === '' || indent > leftOut) continue;
    leftOut = Number.POSITIVE_INFINITY;
    const line = syntax.readLine(content);
    if (line?.keys.length === 0) continue;
    while (indents.length > 0 && (indents.at(-1) ?? 0) >= indent) indents.pop();
    const depth = indents.length;
    const isEntry = depth === 0 && line !== null && line.value === null;
    if (line === null || (depth === 0 && !isEntry)) {
      const message = `The line ${quote(content)} is none of a ${syntax.name}; it was left out.`;
      const at = number;
      leftOut = indent;
      context.problems.add('BAD_ENTRY', context.path, () => at, message);
      continue;
    }
    indents.push(indent);
    if (isEntry) entries.push(openEntry(line.keys, number));
    else putLine(entries.at(-1), blocks.slice(0, depth - 1), line);
    blocks.length = depth;
    if (depth > 0) blocks[depth - 1] = line.keys[0] ?? '';
  }
  return entries;
}

/** The quoted text that begins at an offset, and the offset behind it; null where its quote does not end. */
export function readQuoted(
  content: string,
  start: number,
): { readonly text: string; readonly end: number } | null {
  const quoteChar = content.charAt(start);
  if (quoteChar === "'") {
    const close = content.indexOf("'", start + 1);
    return close === -1 ? null : { text: content.slice(start + 1, close), end: close + 1 };
  }
  let close = content.indexOf('"', start + 1);
  if (close === -1) return null;
  if (!content.slice(start + 1, close).includes('\\'))
    return { text: content.slice(start + 1, close), end: close + 1 };
  for (close = start + 1; close < content.length; close += 1) {
    const char = content.charAt(close);
    if (char === '\\') close += 1;
    else if (char === '"') break;
  }
  const text = close < content.length ? unescape(content.slice(start, close + 1)) : null;
  return text === null ? null : { text, end: close + 1 };
}

function unescape(quoted: string): string | null {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

function indentAt(text: string, start: number, end: number): number {
  let at = start;
  for (; at < end; at += 1) {
    const char = text.charCodeAt(at);
    if (char !== SPACE && char !== TAB) break;
  }
  return at - start;
}

function openEntry(keys: readonly string[], line: number): OpenEntry {
  return {
    line,
    keys,
    fields: new Map(),
    dependencies: new Map(),
    optionalDependencies: new Map(),
    peerDependencies: new Map(),
    optional: new Set(),
    optionalPeers: new Set(),
  };
}

function putLine(entry: OpenEntry | undefined, blocks: readonly string[], line: YarnLine): void {
  const [key] = line.keys;
  if (entry === undefined || key === undefined || line.value === null) return;
  const [block, name] = blocks;
  if (block === undefined) entry.fields.set(key, line.value);
  else if (name === undefined) namesOf(entry, block)?.set(key, line.value);
  else if (key === 'optional' && line.value === 'true') {
    if (block === 'dependenciesMeta') entry.optional.add(name);
    else if (block === 'peerDependenciesMeta') entry.optionalPeers.add(name);
  }
}

function namesOf(entry: OpenEntry, block: string): Map<string, string> | undefined {
  if (block === 'dependencies') return entry.dependencies;
  if (block === 'optionalDependencies') return entry.optionalDependencies;
  return block === 'peerDependencies' ? entry.peerDependencies : undefined;
}
