import { isBlockMap, readBlockYaml } from '../../formats/block-yaml.js';
import { ProblemList } from '../../formats/problem-list.js';
import { stripByteOrderMark } from '../../formats/source-text.js';
import type { BlockMap } from '../../formats/yaml-scalars.js';
import { compareCodes } from './yarn-text.js';
import { type PnpmDocument, readPnpmDocuments } from './pnpm-document.js';
import { writeBlockMap, writeScalar } from './pnpm-yaml.js';

/** The sections that hold one entry after the other. */
const LISTS: ReadonlySet<string> = new Set(['importers', 'packages', 'snapshots']);

/** One entry of a section and its lines, without the empty ones around it. */
export interface PnpmEntry {
  readonly key: string;
  readonly value: BlockMap;
  readonly lines: readonly string[];
}

/** A key at the margin: the lines of its value, or its entries. */
export interface PnpmSection {
  readonly key: string;
  readonly lines: readonly string[];
  readonly entries: readonly PnpmEntry[] | null;
}

/** A pnpm-lock.yaml as the lines of its sections. */
export interface PnpmText {
  /** What stands before the project's own document. */
  readonly mark: string;
  readonly newline: string;
  readonly document: PnpmDocument;
  readonly sections: readonly PnpmSection[];
}

/** Takes a lock apart; null where anything in it is not laid out as pnpm lays it out. */
export function openPnpmText(path: string, text: string): PnpmText | null {
  const bare = text.slice(startOfProject(text));
  const problems = new ProblemList();
  const documents = readPnpmDocuments(path, readBlockYaml(path, bare, problems), problems);
  const [document] = documents;
  if (document === undefined || documents.length > 1 || problems.list().length > 0) return null;
  const newline = bare.includes('\r\n') ? '\r\n' : '\n';
  const lines = bare.split(newline);
  if (lines.some((line) => line.includes('\n') || line.includes('\r'))) return null;
  const sections = splitSections(lines, document.content);
  const opened = {
    mark: text.slice(0, text.length - bare.length),
    newline,
    document,
    sections: sections ?? [],
  };
  return sections !== null && closePnpmText(opened, sections) === text ? opened : null;
}

/** The whole text of these sections; empty ones are left out. */
export function closePnpmText(text: PnpmText, sections: readonly PnpmSection[]): string {
  const lines: string[] = [];
  for (const { lines: own, entries } of sections) {
    if (entries?.length === 0) continue;
    for (const line of own) lines.push(line);
    lines.push('');
    for (const entry of entries ?? []) {
      for (const line of entry.lines) lines.push(line);
      lines.push('');
    }
  }
  return text.mark + lines.join(text.newline);
}

/** An entry as pnpm writes it; null where it cannot be written so. */
export function writePnpmEntry(key: string, value: BlockMap): PnpmEntry | null {
  const name = writeScalar(key, { isInFlow: false });
  const body = writeBlockMap(value, '    ');
  if (name === null || body === null || key.length > 900) return null;
  return { key, value, lines: value.size === 0 ? [`  ${name}: {}`] : [`  ${name}:`, ...body] };
}

/** The entries with these in pnpm's order among them, in the place of others of their keys. */
export function placeEntries(
  entries: readonly PnpmEntry[],
  { gone, added }: { readonly gone: ReadonlySet<string>; readonly added: readonly PnpmEntry[] },
): readonly PnpmEntry[] {
  const byKey = new Map(added.map((entry) => [entry.key, entry]));
  const placed = entries.flatMap((entry) => {
    const other = byKey.get(entry.key);
    if (other !== undefined) byKey.delete(entry.key);
    return other ?? (gone.has(entry.key) ? [] : [entry]);
  });
  for (const entry of byKey.values()) {
    const at = placed.findIndex((other) => compareCodes(other.key, entry.key) > 0);
    placed.splice(at === -1 ? placed.length : at, 0, entry);
  }
  return placed;
}

/** Before the project's own document one can stand that holds pnpm itself; it stays as it is. */
function startOfProject(text: string): number {
  const start = text.length - stripByteOrderMark(text).length;
  const divider = /^---\r?\n/gm;
  let last = start;
  for (let match = divider.exec(text); match !== null; match = divider.exec(text)) last = divider.lastIndex;
  return last;
}

function splitSections(lines: readonly string[], content: BlockMap): readonly PnpmSection[] | null {
  const starts = lines.flatMap((line, index) => (/^[^\s#]/.test(line) ? [index] : []));
  const keys = [...content.keys()];
  if (starts.length !== keys.length || starts[0] !== 0) return null;
  const sections = keys.map((key, index): PnpmSection | null => {
    const own = withoutBlankEnd(lines.slice(starts[index], starts[index + 1]));
    if (!LISTS.has(key)) return { key, lines: own, entries: null };
    const value = content.get(key);
    const entries = isBlockMap(value) ? splitEntries(own.slice(1), value) : null;
    return entries === null ? null : { key, lines: own.slice(0, 1), entries };
  });
  return sections.every((section) => section !== null) ? sections : null;
}

function splitEntries(lines: readonly string[], content: BlockMap): readonly PnpmEntry[] | null {
  const starts = lines.flatMap((line, index) => (/^ {2}[^\s#]/.test(line) ? [index] : []));
  const keys = [...content];
  if (starts.length !== keys.length) return null;
  const entries = keys.map(([key, value], index): PnpmEntry | null => {
    const own = withoutBlankEnd(lines.slice(starts[index], starts[index + 1]));
    return isBlockMap(value) ? { key, value, lines: own } : null;
  });
  return entries.every((entry) => entry !== null) ? entries : null;
}

function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}
