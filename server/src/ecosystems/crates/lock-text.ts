import type { LockedCrate } from './lockfile.js';

/** One line of an entry, its line end included, by what an edit may do with it. */
interface EntryLine {
  readonly kind: 'version' | 'checksum' | 'open' | 'dependency' | 'close' | 'other';
  readonly text: string;
}

/** One package as the lock's text has it; `gap` is what stands between it and the next. */
export interface LockEntry extends LockedCrate {
  readonly checksum: string | null;
  readonly lines: readonly EntryLine[];
  readonly gap: string;
}

/** A Cargo.lock as text: `head`, the entries one after the other, and `tail`, which begins with another table. */
export interface LockText {
  readonly version: number;
  readonly head: string;
  readonly entries: readonly LockEntry[];
  readonly tail: string;
}

/** What is to stand in an entry afterwards; null where a part stays. */
export interface EntryChange {
  readonly version: string | null;
  readonly checksum: string | null;
  readonly dependencies: readonly string[] | null;
}

const HEADER = /^\[\[?([^\]]*)\]\]?$/;
const FIELD = /^(name|version|source|checksum|replace) = "([^"\\]*)"$/;
const DEPENDENCY = /^ "([^"\\]*)",$/;

/** Reads a lock that is laid out as Cargo writes it; null for any other, which nobody should edit line by line. */
export function readLockText(text: string): LockText | null {
  const lines = text.split(/(?<=\n)/);
  const first = lines.findIndex((line) => isPackage(bare(line)));
  if (first === -1) return null;
  const last = lines.findIndex((line, index) => index > first && isOtherTable(bare(line)));
  const end = last === -1 ? lines.length : last;
  const entries: LockEntry[] = [];
  for (let start = first; start < end;) {
    let next = start + 1;
    while (next < end && !isPackage(bare(lines[next] ?? ''))) next += 1;
    const entry = readEntry(lines.slice(start, next));
    if (entry === null) return null;
    entries.push(entry);
    start = next;
  }
  const head = lines.slice(0, first).join('');
  const tail = lines.slice(end).join('');
  return { version: versionOf(head, tail, entries), head, entries, tail };
}

/** The text of an entry, without its gap, after a change; its other lines stay as they are. */
export function changedEntry(entry: LockEntry, { version, checksum, dependencies }: EntryChange): string {
  const lineEnd = entry.lines[0]?.text.endsWith('\r\n') === true ? '\r\n' : '\n';
  const parts: string[] = [];
  const list =
    dependencies === null || dependencies.length === 0
      ? []
      : ['dependencies = [', ...dependencies.map((each) => ` "${each}",`), ']'].map((line) => line + lineEnd);
  let isListed = dependencies === null;
  for (const { kind, text } of entry.lines) {
    if (kind === 'version' && version !== null) parts.push(`version = "${version}"${endOf(text)}`);
    else if (kind === 'checksum' && checksum !== null) parts.push(`checksum = "${checksum}"${endOf(text)}`);
    else if (dependencies === null || kind === 'other' || kind === 'version' || kind === 'checksum')
      parts.push(text);
    else if (kind === 'open') {
      parts.push(list.join(''));
      isListed = true;
    }
  }
  if (!isListed) parts.push(list.join(''));
  return parts.join('');
}

function readEntry(lines: readonly string[]): LockEntry | null {
  let bodyEnd = lines.length;
  while (bodyEnd > 1 && bare(lines[bodyEnd - 1] ?? '') === '') bodyEnd -= 1;
  const fields = new Map<string, string>();
  const dependencies: string[] = [];
  const body: EntryLine[] = [];
  let isInList = false;
  for (const text of lines.slice(0, bodyEnd)) {
    const line = bare(text);
    const field = FIELD.exec(line);
    const dependency = DEPENDENCY.exec(line)?.[1];
    if (body.length === 0) body.push({ kind: 'other', text });
    else if (isInList && dependency !== undefined) {
      dependencies.push(dependency);
      body.push({ kind: 'dependency', text });
    } else if (isInList && line === ']') {
      isInList = false;
      body.push({ kind: 'close', text });
    } else if (!isInList && line === 'dependencies = [' && !fields.has('dependencies')) {
      isInList = true;
      fields.set('dependencies', '');
      body.push({ kind: 'open', text });
    } else if (!isInList && field !== null && !fields.has(field[1] ?? '')) {
      const name = field[1] ?? '';
      fields.set(name, field[2] ?? '');
      body.push({ kind: name === 'version' || name === 'checksum' ? name : 'other', text });
    } else return null;
  }
  const [name, version] = [fields.get('name'), fields.get('version')];
  if (isInList || name === undefined || version === undefined) return null;
  return {
    name,
    version,
    source: fields.get('source') ?? null,
    checksum: fields.get('checksum') ?? null,
    dependencies,
    lines: body,
    gap: lines.slice(bodyEnd).join(''),
  };
}

/** As `lockVersion` does for what was parsed: the first two versions do not name themselves. */
function versionOf(head: string, tail: string, entries: readonly LockEntry[]): number {
  const named = /^version = (\d{1,4})\r?$/m.exec(head)?.[1];
  if (named !== undefined) return Number(named);
  const isRooted = bare(entries[0]?.lines[0]?.text ?? '') === '[root]';
  return isRooted || tail.split('\n').some((line) => bare(line) === '[metadata]') ? 1 : 2;
}

function isPackage(line: string): boolean {
  return line === '[[package]]' || line === '[root]';
}

function isOtherTable(line: string): boolean {
  return !isPackage(line) && HEADER.test(line) && !DEPENDENCY.test(line) && line.length > 2;
}

/** A line without its end. */
function bare(line: string): string {
  return line.replace(/\r?\n$/, '').replace(/\r$/, '');
}

function endOf(line: string): string {
  return line.slice(bare(line).length);
}
