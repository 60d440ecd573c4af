import { readSegment, matchesSegment, type Segment } from './workspace-segments.js';

/** Patterns of one package.json, and what their braces become. */
const MAX_ALTERNATIVES = 200;
/** No path of a repository is longer. */
const MAX_PATTERN_LENGTH = 4096;
/** Steps for all folders together: some hundred milliseconds. */
const MAX_STEPS = 20_000_000;

/** What a package.json says of which folders are its workspaces. */
export interface WorkspaceMatcher {
  /** Patterns that are not understood, or too many or too long; they count for nothing. */
  readonly unread: readonly string[];
  /** Whether a folder belongs; null once comparing took too long. */
  isMember(folder: string): boolean | null;
}

interface Rule {
  readonly isNegative: boolean;
  readonly segments: readonly (Segment | '**')[];
}

/**
 * Answers which folders belong to the workspaces that a package.json declares. Patterns know `*`, `?`, `**`, `[ab]`,
 * `{a,b}`, `@(a|b)`, and `!(a|b)` as a whole name; one that begins with `!` takes away what those before it gave. Hidden
 * folders only match where the pattern has the dot, and node_modules never does.
 */
export function workspaceMatcher(patterns: readonly string[]): WorkspaceMatcher {
  const unread: string[] = [];
  const rules: Rule[] = [];
  for (const pattern of patterns) {
    const read = pattern.length <= MAX_PATTERN_LENGTH ? readPattern(pattern) : null;
    if (read === null || rules.length + read.length > MAX_ALTERNATIVES) unread.push(pattern);
    else for (const rule of read) rules.push(rule);
  }
  const work = { steps: 0 };
  return {
    unread,
    isMember(folder) {
      const wanted = folder.split('/');
      if (wanted.includes('node_modules')) return false;
      let isMember = false;
      for (const { isNegative, segments } of rules) {
        if (work.steps > MAX_STEPS) return null;
        if (isMember === isNegative && matchesSegments(segments, wanted, work)) isMember = !isNegative;
      }
      return work.steps > MAX_STEPS ? null : isMember;
    },
  };
}

/** Null for what is not understood. */
function readPattern(pattern: string): readonly Rule[] | null {
  const isNegative = pattern.startsWith('!') && !pattern.startsWith('!(');
  const alternatives = alternativesOf(isNegative ? pattern.slice(1) : pattern);
  const rules: Rule[] = [];
  for (const alternative of alternatives ?? []) {
    const segments: (Segment | '**')[] = [];
    for (const part of alternative.split('/')) {
      if (part === '' || part === '.') continue;
      const segment = part === '**' ? part : readSegment(part);
      if (segment === null) return null;
      if (segment !== '**' || segments.at(-1) !== '**') segments.push(segment);
    }
    rules.push({ isNegative, segments });
  }
  return alternatives === null ? null : rules;
}

/** `a/{b,c}` as `a/b` and `a/c`, and `@(b|c)` likewise, one in another too; null where there are too many. */
function alternativesOf(pattern: string): readonly string[] | null {
  const done: string[] = [];
  const open = [pattern];
  let cost = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    cost += next.length + 1;
    if (done.length + open.length >= MAX_ALTERNATIVES || cost > 100 * MAX_PATTERN_LENGTH) return null;
    const choice = findChoice(next);
    if (choice === null) done.push(next);
    else {
      const { start, end, options } = choice;
      for (const option of options.toReversed()) open.push(next.slice(0, start) + option + next.slice(end));
    }
  }
  return done;
}

interface Choice {
  readonly start: number;
  readonly end: number;
  readonly options: readonly string[];
}

/** The first innermost `{…,…}` or `@(…)`; null where there is none. */
function findChoice(pattern: string): Choice | null {
  const starts: number[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '{' || pattern.startsWith('@(', at)) starts.push(at);
    const isEnd = char === '}' || char === ')';
    const start = isEnd ? starts.at(-1) : undefined;
    if (start === undefined || (pattern.charAt(start) === '{') !== (char === '}')) continue;
    starts.pop();
    const isBrace = char === '}';
    const options = pattern.slice(start + (isBrace ? 1 : 2), at).split(isBrace ? ',' : '|');
    // Braces around one thing are characters, as in a shell.
    if (!isBrace || options.length > 1) return { start, end: at + 1, options };
  }
  return null;
}

/** Row by row, so that no number of `**` makes it slow: which beginnings of the folder the pattern so far matches. */
function matchesSegments(
  pattern: Rule['segments'],
  names: readonly string[],
  work: { steps: number },
): boolean {
  let reached = [true, ...names.map(() => false)];
  for (const part of pattern) {
    const next = [part === '**' && reached[0] === true];
    for (const [index, name] of names.entries()) {
      work.steps += 1;
      if (part === '**') next.push(reached[index + 1] === true || (next[index] === true && !isHidden(name)));
      else next.push(reached[index] === true && matchesSegment(part, name, work));
    }
    reached = next;
    if (work.steps > MAX_STEPS || !reached.includes(true)) return false;
  }
  return reached[names.length] === true;
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}
