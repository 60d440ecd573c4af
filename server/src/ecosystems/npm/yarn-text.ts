import { ProblemList } from '../../formats/problem-list.js';
import { stripByteOrderMark } from '../../formats/source-text.js';
import { readClassicLine } from './yarn-classic.js';
import { readYarnEntries, type YarnEntry } from './yarn-lines.js';

/** An entry of a yarn.lock and its lines: first the keys, last what stands between it and the next one. */
export interface YarnBlock {
  readonly entry: YarnEntry;
  readonly keys: readonly string[];
  readonly body: readonly string[];
  readonly gap: readonly string[];
}

/** A yarn.lock of Yarn 1 as the lines of its entries. */
export interface YarnText {
  readonly mark: string;
  readonly newline: string;
  readonly preamble: readonly string[];
  readonly blocks: readonly YarnBlock[];
  /** What follows the last entry. */
  readonly tail: readonly string[];
}

/** What is written first in an entry: https://github.com/yarnpkg/yarn/blob/master/src/lockfile/stringify.js. */
const RANKS: ReadonlyMap<string, number> = new Map([
  ['name', 1],
  ['version', 2],
  ['uid', 3],
  ['resolved', 4],
  ['integrity', 5],
  ['registry', 6],
  ['dependencies', 7],
]);

/** Takes a yarn.lock of Yarn 1 apart; null where a line of it cannot be read, or line ends are mixed. */
export function openYarnText(path: string, text: string): YarnText | null {
  const bare = stripByteOrderMark(text);
  const newline = bare.includes('\r\n') ? '\r\n' : '\n';
  const problems = new ProblemList();
  const syntax = { readLine: readClassicLine, name: 'yarn.lock' };
  const entries = bare.includes('<<<<<<<') ? [] : readYarnEntries(bare, syntax, { path, problems });
  const lines = bare.split(newline);
  const isMixed = lines.some((line) => line.includes('\n') || (newline === '\n' && line.includes('\r')));
  if (isMixed || problems.list().length > 0 || entries.length === 0) return null;
  const blocks = entries.map((entry, index): YarnBlock => {
    const next = entries[index + 1]?.line ?? lines.length + 1;
    const all = lines.slice(entry.line - 1, next - 1);
    const last = all.findLastIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
    return { entry, keys: entry.keys, body: all.slice(0, last + 1), gap: all.slice(last + 1) };
  });
  return {
    mark: text.slice(0, text.length - bare.length),
    newline,
    preamble: lines.slice(0, (entries[0]?.line ?? 1) - 1),
    blocks,
    tail: blocks.at(-1)?.gap ?? [],
  };
}

/** The whole text with these entries, those that moved put in Yarn's order among the others. */
export function closeYarnText(text: YarnText, blocks: readonly YarnBlock[]): string {
  const lines = [...text.preamble];
  blocks.forEach(({ body, gap }, index) => {
    for (const line of body) lines.push(line);
    const isLast = index === blocks.length - 1;
    const between = gap.length === 0 ? [''] : gap;
    const after = isLast ? (gap.some((line) => line !== '') ? gap : text.tail) : between;
    for (const line of after) lines.push(line);
  });
  return text.mark + lines.join(text.newline);
}

/** The line that opens an entry. */
export function writeKeys(keys: readonly string[]): string {
  return `${keys.toSorted(compareCodes).map(wrap).join(', ')}:`;
}

/** The lines of an entry as Yarn 1 writes them. */
export function writeEntry(
  keys: readonly string[],
  entry: Pick<YarnEntry, 'fields' | 'dependencies' | 'optionalDependencies'>,
): readonly string[] {
  const fields = [...entry.fields].toSorted(([left], [right]) => compareKeys(left, right));
  return [
    writeKeys(keys),
    ...fields.map(([key, value]) => `  ${wrap(key)} ${wrap(value)}`),
    ...writeNames('dependencies', entry.dependencies),
    ...writeNames('optionalDependencies', entry.optionalDependencies),
  ];
}

/** By UTF-16 code, the shorter one first. */
export function compareCodes(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function writeNames(block: string, names: ReadonlyMap<string, string>): readonly string[] {
  if (names.size === 0) return [];
  const sorted = [...names].toSorted(([left], [right]) => compareKeys(left, right));
  return [`  ${block}:`, ...sorted.map(([name, range]) => `    ${wrap(name)} ${wrap(range)}`)];
}

function compareKeys(left: string, right: string): number {
  const ranks = [RANKS.get(left), RANKS.get(right)] as const;
  if (ranks[0] === undefined && ranks[1] === undefined) return compareCodes(left, right);
  return (ranks[0] ?? 100) - (ranks[1] ?? 100);
}

function wrap(text: string): string {
  const isWrapped =
    text.startsWith('true') ||
    text.startsWith('false') ||
    /[:\s\n\\",[\]]/.test(text) ||
    !/^[a-zA-Z]/.test(text);
  return isWrapped ? JSON.stringify(text) : text;
}
