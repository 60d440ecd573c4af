import { ProblemList } from '../../formats/problem-list.js';
import type { JsonObject } from '../../formats/fields.js';
import { packageTables, readTomlLock } from './lock-file.js';
import { normalizeName } from '../../advisories/package-key.js';

/** One `[[package]]` of a lock as it is written, from its header to what follows the last of its lines. */
export interface LockBlock {
  readonly name: string;
  readonly version: string;
  readonly table: JsonObject;
  readonly start: number;
  readonly end: number;
}

/** A lock that is TOML, with the places of its packages. */
export interface OpenLock {
  readonly path: string;
  readonly text: string;
  readonly newline: string;
  readonly value: JsonObject;
  readonly blocks: readonly LockBlock[];
  /** By normalised name. */
  readonly byName: ReadonlyMap<string, readonly LockBlock[]>;
}

/** Opens a lock for edits; a sentence's end where it is damaged or its packages do not stand as a tool writes them. */
export function openLock(path: string, text: string): OpenLock | string {
  const problems = new ProblemList();
  const lock = readTomlLock(path, text, problems);
  if (lock === null || problems.list().length > 0) return `${path} could not be read whole`;
  const tables = packageTables(lock, 'package');
  const places = placesOf(text);
  if (places.length !== tables.length) return `the packages of ${path} do not stand as a tool writes them`;
  const blocks: LockBlock[] = [];
  const byName = new Map<string, LockBlock[]>();
  for (const [at, { name, version, table }] of tables.entries()) {
    const { start = 0, end = 0 } = places[at] ?? {};
    if (!text.slice(start, end).includes(`\nname = ${JSON.stringify(name)}`))
      return `the packages of ${path} do not stand as a tool writes them`;
    const block = { name, version, table, start, end };
    blocks.push(block);
    const same = byName.get(normalizeName('PyPI', name));
    if (same === undefined) byName.set(normalizeName('PyPI', name), [block]);
    else same.push(block);
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { path, text, newline, value: lock.value, blocks, byName };
}

/** The lines of one table within a package: its header, empty for the package's own, and what stands below it. */
export interface BlockSection {
  readonly header: string;
  readonly lines: readonly string[];
}

/** The tables of a package as lines, without the empty ones between them. */
export function sectionsOf({ text }: OpenLock, { start, end }: LockBlock): readonly BlockSection[] {
  const sections: { header: string; lines: string[] }[] = [];
  for (const line of text.slice(start, end).split(/\r?\n/)) {
    if (line === '[[package]]') sections.push({ header: '', lines: [] });
    else if (/^\[package\.[^\]]+\]$/.test(line)) sections.push({ header: line.slice(9, -1), lines: [] });
    else if (line !== '') sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** The package written from its tables, as all tools write it: an empty line before each table. */
export function writeSections(sections: readonly BlockSection[], newline: string): string {
  return sections
    .map(({ header, lines }) => [header === '' ? '[[package]]' : `[package.${header}]`, ...lines])
    .map((lines) => `${lines.join(newline)}${newline}`)
    .join(newline);
}

/** Where each package begins and where its last line ends: at the next table that is none of its own. */
function placesOf(text: string): readonly { readonly start: number; readonly end: number }[] {
  const places: { start: number; end: number }[] = [];
  let open: { start: number; end: number } | null = null;
  let offset = 0;
  for (const line of text.split('\n')) {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (bare === '[[package]]') {
      open = { start: offset, end: offset };
      places.push(open);
    } else if (bare.startsWith('[') && !bare.startsWith('[package.')) open = null;
    offset = Math.min(text.length, offset + line.length + 1);
    if (open !== null && bare !== '') open.end = offset;
  }
  return places;
}

/** A text as TOML writes it between two quotes; null where it would need more than a quote escaped. */
export function tomlText(text: string): string | null {
  return /[\\\p{Cc}]/u.test(text) ? null : `"${text.replaceAll('"', '\\"')}"`;
}
