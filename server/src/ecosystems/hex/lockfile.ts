import { type ProblemList, quote } from '../../formats/problem-list.js';
import { lineAt, readSourceText } from '../../formats/source-text.js';
import { pairsOf, type Term, TermReader } from './elixir-terms.js';
import { TokenReader } from './elixir-tokens.js';

/** What a locked package needs, as its own release says. */
export interface LockedRequirement {
  /** The name of the application, which is the key of the lock. */
  readonly app: string;
  readonly range: string;
  readonly isOptional: boolean;
}

/** One entry of a mix.lock. */
export interface LockedPackage {
  /** The key: the application's name. */
  readonly app: string;
  /** The package's name at its registry, which may differ. */
  readonly name: string;
  /** Empty for git. */
  readonly version: string;
  readonly source: 'REGISTRY' | 'GIT' | 'FILE';
  readonly requires: readonly LockedRequirement[];
}

/** Mix writes one entry a line; old versions write the first one behind the bracket. */
const ENTRY_START = /^[ \t]*(?:%\{[ \t]*)?"?[A-Za-z0-9_@.-]{1,300}"?(?::|[ \t]*=>)[ \t]*\{/;

/**
 * Reads a mix.lock (https://hexdocs.pm/mix/Mix.Tasks.Deps.html, https://hexdocs.pm/hex/usage.html) by its text: nothing is
 * evaluated. An entry that is none is a problem and left out; the others count. Null where there is no map at all.
 */
export function readMixLock(
  path: string,
  text: string,
  problems: ProblemList,
): readonly LockedPackage[] | null {
  const source = readSourceText(path, text, problems);
  if (source === null) return null;
  const packages = new Map<string, LockedPackage>();
  for (const [start, end] of entryRanges(source)) {
    if (problems.isHopeless(path)) break;
    for (const { key, value, isDamaged } of readEntries(source.slice(start, end))) {
      const locked = isDamaged ? null : readPackage(key, value);
      if (locked !== null) packages.set(key, locked);
      else {
        const message = isDamaged
          ? `The entry ${quote(key)} is damaged: it was left out, and what follows on its line.`
          : `The entry ${quote(key)} is no package that Backline knows and was left out.`;
        problems.add('BAD_ENTRY', path, () => lineAt(source, start), message);
      }
    }
  }
  if (packages.size === 0 && !source.includes('%{')) {
    if (problems.list().every((problem) => problem.path !== path))
      problems.add(
        'BAD_ENTRY',
        path,
        () => 1,
        'The file is no map of Elixir, as every mix.lock is; it was not read.',
      );
    return null;
  }
  if (!source.trimEnd().endsWith('}')) {
    const message = 'The file ends in the middle; the entries that are complete were read.';
    problems.add('TRUNCATED', path, () => lineAt(source, source.length), message);
  }
  return [...packages.values()];
}

/** From each line that begins an entry up to the next one, so that damage stays where it is. */
function* entryRanges(source: string): Generator<readonly [number, number]> {
  let open: number | null = null;
  for (let start = 0; start < source.length;) {
    const found = source.indexOf('\n', start);
    const end = found === -1 ? source.length : found;
    if (ENTRY_START.test(source.slice(start, Math.min(end, start + 1_000)))) {
      if (open !== null) yield [open, start];
      open = start;
    }
    start = end + 1;
  }
  if (open !== null) yield [open, source.length];
}

interface LockEntry {
  readonly key: string;
  readonly value: Term;
  readonly isDamaged: boolean;
}

function readEntries(text: string): readonly LockEntry[] {
  const tokens = new TokenReader(text, 0);
  const entries: LockEntry[] = [];
  if (tokens.peek().text === '%{') tokens.take();
  for (;;) {
    const reader = new TermReader(tokens);
    const term = reader.read();
    if (term.kind === 'pair') entries.push({ key: term.key, value: term.value, isDamaged: reader.isDamaged });
    const { kind, text: mark } = tokens.peek();
    if (kind === 'end' || mark === '}' || reader.isDamaged) return entries;
    tokens.take();
  }
}

/** `{:hex, :name, "version", …, deps, "repository", …}`, `{:package, "version"}` of old, `{:git, "url", "commit", options}`. */
function readPackage(app: string, value: Term): LockedPackage | null {
  if (value.kind !== 'tuple' || app === '') return null;
  const [kind, second, third] = value.items;
  if (kind?.kind !== 'atom') return null;
  const requires = requirementsOf(value.items.slice(3));
  if (kind.text === 'hex' && second?.kind === 'atom' && third?.kind === 'text' && third.text !== '')
    return { app, name: second.text, version: third.text, source: 'REGISTRY', requires };
  if (kind.text === 'package' && second?.kind === 'text' && second.text !== '')
    return { app, name: app, version: second.text, source: 'REGISTRY', requires: [] };
  if (kind.text === 'git' && second?.kind === 'text')
    return { app, name: app, version: '', source: 'GIT', requires: [] };
  return kind.text === 'path' ? { app, name: app, version: '', source: 'FILE', requires: [] } : null;
}

/** The one list of tuples `{:app, "requirement", [hex: :name, optional: true]}`. */
function requirementsOf(items: readonly Term[]): readonly LockedRequirement[] {
  return items.flatMap((item) =>
    item.kind === 'list'
      ? item.items.flatMap((entry): readonly LockedRequirement[] => {
          const [app, range] = entry.kind === 'tuple' ? entry.items : [];
          if (entry.kind !== 'tuple' || app?.kind !== 'atom') return [];
          const optional = pairsOf(entry.items).get('optional');
          return [
            {
              app: app.text,
              range: range?.kind === 'text' ? range.text : '',
              isOptional: optional?.kind === 'word' && optional.text === 'true',
            },
          ];
        })
      : [],
  );
}
