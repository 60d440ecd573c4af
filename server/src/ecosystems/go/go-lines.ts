/** One statement of a go.mod or go.work, taken out of its block; quotes are gone. */
export interface GoLine {
  readonly directive: string;
  readonly words: readonly string[];
  /** What follows `//`, trimmed. */
  readonly comment: string;
  /** Counted from 1. */
  readonly number: number;
}

/** No statement has more than five words; of a longer line the rest is not read. */
const MAX_WORDS = 16;
/** What ends a word without quotes: a space, a quote, a parenthesis or a comment. */
const WORD_END = /[ \t\r"`()]|\/\//g;

/** The statements of a file in order (https://go.dev/ref/mod#go-mod-file-lexical); comments and empty lines are none. */
export function* readGoLines(text: string): Generator<GoLine> {
  let block: string | null = null;
  let number = 0;
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    number += 1;
    const { words, comment } = readWords(text.slice(start, end));
    start = end + 1;
    const [first] = words;
    if (first === undefined) continue;
    if (block !== null) {
      if (first === ')' && words.length === 1) block = null;
      else yield { directive: block, words, comment, number };
    } else if (words.at(-1) === '(' && words.length === 2) block = first;
    else if (words.length === 3 && words[1] === '(' && words[2] === ')') continue;
    else yield { directive: first, words: words.slice(1), comment, number };
  }
}

function readWords(line: string): { readonly words: readonly string[]; readonly comment: string } {
  const words: string[] = [];
  let at = 0;
  while (at < line.length && words.length < MAX_WORDS) {
    const first = line.charAt(at);
    if (first === ' ' || first === '\t' || first === '\r') {
      at += 1;
    } else if (first === '"' || first === '`') {
      const { word, end } = readQuoted(line, at);
      words.push(word);
      at = end;
    } else if (first === '(' || first === ')') {
      words.push(first);
      at += 1;
    } else if (line.startsWith('//', at)) {
      return { words, comment: line.slice(at + 2).trim() };
    } else {
      WORD_END.lastIndex = at;
      const end = WORD_END.exec(line)?.index ?? line.length;
      words.push(line.slice(at, end));
      at = end;
    }
  }
  return { words, comment: '' };
}

/** A text in quotes, with Go's escapes as far as a path or a version can need them; an open one ends with its line. */
function readQuoted(line: string, start: number): { readonly word: string; readonly end: number } {
  const quote = line.charAt(start);
  let word = '';
  let at = start + 1;
  for (; at < line.length && line.charAt(at) !== quote; at += 1) {
    if (quote === '"' && line.charAt(at) === '\\') at += 1;
    word += line.charAt(at);
  }
  return { word, end: at + 1 };
}
