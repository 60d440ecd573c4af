import type { ProblemList } from './problem-list.js';

/** Longer texts are not read: the largest real lock that we know has 3 million characters. */
const MAX_TEXT_LENGTH = 32 * 1024 * 1024;
const CONFLICT_START = /^<{7}(?: .*)?\r?$/m;

/**
 * A file's text as parsers take it: without a byte order mark, and of a merge conflict only our side (the lines of the
 * other one are empty, so that line numbers hold). Null, and a problem, for what is too large or no text.
 */
export function readSourceText(path: string, text: string, problems: ProblemList): string | null {
  if (!isReadable(path, text, problems)) return null;
  const conflict = findConflict(text);
  if (conflict !== null) {
    const message =
      'The file holds an unresolved merge conflict; the side above the ======= was read where possible.';
    problems.add('MERGE_CONFLICT', path, () => lineAt(text, conflict), message);
  }
  return stripByteOrderMark(conflict === null ? text : keepOurSide(text));
}

/** Whether a file's text is worth parsing; a problem where it is too large or binary. */
export function isReadable(path: string, text: string, problems: ProblemList): boolean {
  if (text.length > MAX_TEXT_LENGTH) {
    const message = `The file has ${text.length} characters; more than ${MAX_TEXT_LENGTH} are not read.`;
    problems.add('TOO_LARGE', path, () => null, message);
    return false;
  }
  const nul = text.indexOf('\0');
  if (nul === -1) return true;
  problems.add('NOT_TEXT', path, () => lineAt(text, nul), 'The file holds binary data and was not read.');
  return false;
}

/** Where an unresolved merge conflict begins; null where there is none. */
export function findConflict(text: string): number | null {
  if (!text.includes('<<<<<<<')) return null;
  const conflict = CONFLICT_START.exec(text);
  return conflict !== null && /^={7}\r?$/m.test(text) ? conflict.index : null;
}

/** The line of an offset, counted from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** The text without the mark that some editors put first; offsets in it are one less. */
export function stripByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The text with the other side of each merge conflict made empty, line by line. */
export function keepOurSide(text: string): string {
  let side: 'BOTH' | 'OURS' | 'THEIRS' = 'BOTH';
  return text
    .split('\n')
    .map((line) => {
      if (line.startsWith('<<<<<<<')) side = 'OURS';
      else if (line.startsWith('|||||||') || line.startsWith('======='))
        side = side === 'BOTH' ? 'BOTH' : 'THEIRS';
      else if (line.startsWith('>>>>>>>')) side = 'BOTH';
      else return side === 'THEIRS' ? '' : line;
      return '';
    })
    .join('\n');
}

/** The line of the first place where a text stands, counted from 1; null where it stands nowhere. */
export function lineOfText(text: string, wanted: string): number | null {
  const offset = text.indexOf(wanted);
  return offset === -1 ? null : lineAt(text, offset);
}
