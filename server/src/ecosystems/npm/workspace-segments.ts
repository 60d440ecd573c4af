/** One name of a pattern's path: what its characters may be, or what the whole name may not be. */
export type Segment =
  | { readonly kind: 'glob'; readonly tokens: readonly Token[] }
  | { readonly kind: 'none-of'; readonly globs: readonly (readonly Token[])[] };

type Token =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'char'; readonly char: string }
  | {
      readonly kind: 'class';
      readonly isNegative: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    };

/** Characters that mean something in patterns that are not read: escapes, repetitions, ranges in braces. */
const NOT_READ = /[\\(){}|]/;

/** Reads `*`, `?`, `[a-z]`, `[!a]` and, as the whole of a name, `!(a|b)`; null for what else patterns know. */
export function readSegment(text: string): Segment | null {
  const negated = /^!\(([^()]*)\)$/.exec(text)?.[1];
  if (negated === undefined) {
    const tokens = readTokens(text);
    return tokens === null ? null : { kind: 'glob', tokens };
  }
  const globs: (readonly Token[])[] = [];
  for (const option of negated.split('|')) {
    const tokens = readTokens(option);
    if (tokens === null) return null;
    globs.push(tokens);
  }
  return { kind: 'none-of', globs };
}

/** Whether a name fits. One that begins with a dot fits only a pattern that does. Each step is counted. */
export function matchesSegment(segment: Segment, name: string, work: { steps: number }): boolean {
  if (segment.kind === 'none-of')
    return !name.startsWith('.') && !segment.globs.some((tokens) => matchesTokens(tokens, name, work));
  const [first] = segment.tokens;
  const isDotted = first?.kind === 'char' && first.char === '.';
  return (isDotted || !name.startsWith('.')) && matchesTokens(segment.tokens, name, work);
}

function readTokens(text: string): readonly Token[] | null {
  if (NOT_READ.test(text)) return null;
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'any' });
    else if (char === '[') {
      const read = readClass(text, at);
      if (read === null) return null;
      tokens.push(read.token);
      at = read.end;
    } else tokens.push({ kind: 'char', char });
  }
  return tokens;
}

/** `[…]` from its bracket on; null where it does not end, or names a class of characters (`[:alpha:]`). */
function readClass(text: string, start: number): { readonly token: Token; readonly end: number } | null {
  const isNegative = text[start + 1] === '!' || text[start + 1] === '^';
  const from = start + (isNegative ? 2 : 1);
  const end = text.indexOf(']', from + 1);
  const body = text.slice(from, end);
  if (end === -1 || body.includes('[')) return null;
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < body.length; at += 1) {
    const isRange = body[at + 1] === '-' && at + 2 < body.length;
    ranges.push([body.charAt(at), body.charAt(isRange ? at + 2 : at)]);
    if (isRange) at += 2;
  }
  return { token: { kind: 'class', isNegative, ranges }, end };
}

/** On a mismatch the last `*` takes one character more. */
function matchesTokens(tokens: readonly Token[], name: string, work: { steps: number }): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let index = 0; index < name.length;) {
    work.steps += 1;
    const token = tokens[at];
    if (token?.kind === 'star') {
      star = at;
      taken = index;
      at += 1;
    } else if (token !== undefined && fits(token, name.charAt(index), work)) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      taken += 1;
      index = taken;
    } else return false;
  }
  while (tokens[at]?.kind === 'star') at += 1;
  return at === tokens.length;
}

function fits(token: Token, char: string, work: { steps: number }): boolean {
  if (token.kind === 'any') return true;
  if (token.kind === 'char') return token.char === char;
  if (token.kind === 'star') return false;
  work.steps += token.ranges.length;
  return token.isNegative !== token.ranges.some(([first, last]) => first <= char && char <= last);
}
