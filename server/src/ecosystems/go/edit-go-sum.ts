import { stripByteOrderMark } from '../../formats/source-text.js';
import { lineEndOf } from '../../formats/text-edits.js';
import type { PackageVersionFacts, VersionChange } from '../ecosystem.js';
import type { GoDraft } from './go-draft.js';
import { compareVersions } from './versions.js';

/** The new text of a go.sum, or why it cannot be written, as the end of a sentence. */
export type SumEdit =
  { readonly kind: 'edited'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string };

interface SumLine {
  readonly module: string;
  /** With its `v`, and `/go.mod` where the line is about that file alone. */
  readonly version: string;
  readonly text: string;
}

/**
 * Adds the sums of the new versions where Go sorts them, and takes out those of the old versions' contents. The sums of old
 * go.mod files stay: other modules may still name them, and lines too many do no harm (https://go.dev/ref/mod#go-sum-files).
 */
export function editGoSum(text: string, draft: GoDraft): SumEdit {
  const bare = stripByteOrderMark(text);
  const lines = linesOf(bare);
  const known = new Set(lines.map(({ module, version }) => `${module} ${version}`));
  const lineEnd = lineEndOf(bare) === '\r\n' ? '\r\n' : '\n';
  const gone = new Set<string>();
  const added: SumLine[] = [];
  for (const { name, from, to, target } of draft.changes) {
    const refusal = refuseUnpruned(draft, { name, to, target }, known);
    if (refusal !== null) return { kind: 'refused', reason: refusal };
    gone.add(`${name} v${from}`);
    for (const version of [`v${to}`, `v${to}/go.mod`]) {
      const hash = sumOf(target, version);
      if (hash === null)
        return { kind: 'refused', reason: `no checksum database vouches for ${name} v${to}` };
      if (!known.has(`${name} ${version}`))
        added.push({ module: name, version, text: `${name} ${version} ${hash}${lineEnd}` });
    }
  }
  const kept = lines.filter(({ module, version }) => !gone.has(`${module} ${version}`));
  const mark = text.slice(0, text.length - bare.length);
  return { kind: 'edited', text: mark + merge(kept, added.toSorted(compareLines), lineEnd) };
}

/** Each new line before the first old one that sorts behind it; an old order that is none of Go's stays. */
function merge(lines: readonly SumLine[], added: readonly SumLine[], lineEnd: string): string {
  const parts: string[] = [];
  let next = 0;
  for (const line of lines) {
    for (; line.version !== ''; next += 1) {
      const waiting = added[next];
      if (waiting === undefined || compareLines(waiting, line) > 0) break;
      parts.push(waiting.text);
    }
    parts.push(line.text);
  }
  const last = parts.at(-1);
  if (next < added.length && last !== undefined && !last.endsWith('\n')) parts.push(lineEnd);
  for (const { text } of added.slice(next)) parts.push(text);
  return parts.join('');
}

/** By path, then by version, a go.mod behind the content (https://pkg.go.dev/golang.org/x/mod/module#Sort). */
function compareLines(left: SumLine, right: SumLine): number {
  if (left.module !== right.module) return left.module < right.module ? -1 : 1;
  const [[mine = '', myFile = ''], [its = '', itsFile = '']] = [
    left.version.split('/', 2),
    right.version.split('/', 2),
  ];
  const order = compareVersions(mine, its);
  if (order !== 0) return order;
  return myFile === itsFile ? 0 : myFile < itsFile ? -1 : 1;
}

/**
 * A version of before Go 1.17 makes Go read the go.mod files of all that it requires, and of what these require
 * (https://go.dev/ref/mod#graph-pruning): their sums must be there. Those of a version that the go.mod names itself may
 * have been read without what it requires.
 */
function refuseUnpruned(
  { file, versions }: GoDraft,
  { name, to, target }: Pick<VersionChange, 'name' | 'to' | 'target'>,
  known: ReadonlySet<string>,
): string | null {
  if (isPruned(target.engines) && isPruned({ go: file.goVersion ?? '' })) return null;
  const isUnprunedModule = !isPruned({ go: file.goVersion ?? '' });
  const demands = [...Object.entries(target.dependencies), ...Object.entries(target.peerDependencies)];
  for (const [module, least] of demands) {
    const isRead = known.has(`${module} ${least}/go.mod`);
    if (!isRead || (!isUnprunedModule && versions.get(module) === least))
      return `Go would read what ${module} ${least} requires for ${name} v${to}, and the go.sum may lack its sums`;
  }
  return null;
}

function isPruned(engines: Readonly<Record<string, string>>): boolean {
  const language = Object.hasOwn(engines, 'go') ? (engines['go'] ?? '') : '';
  return compareVersions(language, '1.17') >= 0;
}

function sumOf({ artifacts }: PackageVersionFacts, version: string): string | null {
  const hash = artifacts.find(({ filename }) => filename === version)?.hash ?? '';
  return /^h1:[A-Za-z0-9+/]{43}=$/.test(hash) ? hash : null;
}

/** Every line; one that is no sum has no version and stays where it is. */
function linesOf(text: string): readonly SumLine[] {
  return text.split(/(?<=\n)/).map((line) => {
    const [module = '', version = '', hash] = line.trim().split(' ', 3);
    return hash === undefined ? { module: '', version: '', text: line } : { module, version, text: line };
  });
}
