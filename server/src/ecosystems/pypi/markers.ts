const MAX_LENGTH = 4_000;
const MAX_DEPTH = 50;
const TOKEN = /\s*(?:([()])|(===|~=|==|!=|<=|>=|<|>)|(?:"([^"]*)"|'([^']*)')|([A-Za-z_][A-Za-z0-9_.]*))/y;

/** One comparison of a marker, such as `extra == 'socks'` or `'dev' in dependency_groups`. */
export interface Comparison {
  /** What stands on the side that is no text in quotes, or on the left where both are. */
  readonly variable: string;
  readonly operator: string;
  readonly value: string;
}

/**
 * Whether an environment marker (https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers)
 * holds, each comparison answered by `decide`. What cannot be read holds.
 */
export function markerHolds(marker: string, decide: (comparison: Comparison) => boolean): boolean {
  if (marker.length > MAX_LENGTH) return true;
  const tokens = tokensOf(marker);
  if (tokens === null || tokens.length === 0) return true;
  const state: ParserState = { tokens, at: 0, depth: 0, decide };
  const result = readOr(state);
  return state.at === tokens.length && result !== null ? result : true;
}

interface Token {
  readonly kind: 'bracket' | 'operator' | 'text' | 'word';
  readonly text: string;
}

interface ParserState {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  readonly decide: (comparison: Comparison) => boolean;
}

function tokensOf(marker: string): readonly Token[] | null {
  const trimmed = marker.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const found = TOKEN.exec(trimmed);
    if (found === null) return null;
    const [, bracket, operator, double, single, word] = found;
    if (bracket !== undefined) tokens.push({ kind: 'bracket', text: bracket });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'text', text: double ?? single ?? '' });
  }
  return tokens;
}

function readOr(state: ParserState): boolean | null {
  let result = readAnd(state);
  while (result !== null && takeWord(state, 'or')) {
    const next = readAnd(state);
    result = next === null ? null : result || next;
  }
  return result;
}

function readAnd(state: ParserState): boolean | null {
  let result = readOne(state);
  while (result !== null && takeWord(state, 'and')) {
    const next = readOne(state);
    result = next === null ? null : result && next;
  }
  return result;
}

function readOne(state: ParserState): boolean | null {
  const token = state.tokens[state.at];
  if (token?.kind === 'bracket' && token.text === '(') {
    if (state.depth >= MAX_DEPTH) return null;
    state.at += 1;
    state.depth += 1;
    const result = readOr(state);
    state.depth -= 1;
    const end = state.tokens[state.at];
    state.at += 1;
    return end?.text === ')' ? result : null;
  }
  const left = state.tokens[state.at];
  const operator = readOperator(state);
  const right = state.tokens[state.at];
  state.at += 1;
  if (left === undefined || operator === null || right === undefined) return null;
  const [variable, value] = left.kind === 'text' && right.kind !== 'text' ? [right, left] : [left, right];
  return state.decide({ variable: variable.text, operator, value: value.text });
}

/** The operator after the present token: a sign, `in` or `not in`. Leaves the state at what follows it. */
function readOperator(state: ParserState): string | null {
  const token = state.tokens[state.at + 1];
  state.at += 2;
  if (token?.kind === 'operator') return token.text;
  if (token?.text === 'in') return 'in';
  if (token?.text === 'not' && takeWord(state, 'in')) return 'not in';
  return null;
}

function takeWord(state: ParserState, word: string): boolean {
  const token = state.tokens[state.at];
  if (token?.kind !== 'word' || token.text !== word) return false;
  state.at += 1;
  return true;
}
