import { structuredPatch } from 'diff';

/** One changed region of a file: lines with their mark (space, `-`, `+`), and where it begins on both sides (from 1). */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly string[];
}

const CONTEXT_LINES = 3;
/** Inserted and removed lines up to which the least difference is looked for; beyond, one region is replaced whole. */
const MAXIMUM_EDIT_LENGTH = 3_000;

/** The changed regions between two texts with three lines of context, in order; none where they are equal. */
export function hunksBetween(oldText: string, newText: string): readonly Hunk[] {
  if (oldText === newText) return [];
  const oldLines = splitLines(oldText);
  const newLines = splitLines(newText);
  const start = commonStart(oldLines, newLines);
  const end = commonEnd(oldLines, newLines, start);
  const from = Math.max(0, start - CONTEXT_LINES);
  const tail = Math.max(0, end - CONTEXT_LINES);
  const oldPart = oldLines.slice(from, oldLines.length - tail);
  const newPart = newLines.slice(from, newLines.length - tail);
  const patch = structuredPatch('', '', oldPart.join(''), newPart.join(''), '', '', {
    context: CONTEXT_LINES,
    maxEditLength: MAXIMUM_EDIT_LENGTH,
  });
  const hunks: readonly Hunk[] = patch?.hunks ?? [replaceWhole(oldPart, newPart)];
  return hunks.map((hunk) => ({
    oldStart: hunk.oldStart + from,
    oldLines: hunk.oldLines,
    newStart: hunk.newStart + from,
    newLines: hunk.newLines,
    lines: hunk.lines,
  }));
}

/** A unified diff of one file, as `git diff` prints it without its index line; empty where nothing changed. */
export function unifiedDiff(path: string, hunks: readonly Hunk[]): string {
  if (hunks.length === 0) return '';
  const lines = [`--- ${quoted(`a/${path}`)}`, `+++ ${quoted(`b/${path}`)}`];
  for (const hunk of hunks) {
    lines.push(`@@ -${span(hunk.oldStart, hunk.oldLines)} +${span(hunk.newStart, hunk.newLines)} @@`);
    for (const line of hunk.lines) lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

function splitLines(text: string): readonly string[] {
  return text === '' ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

function commonStart(left: readonly string[], right: readonly string[]): number {
  const limit = Math.min(left.length, right.length);
  let count = 0;
  while (count < limit && left[count] === right[count]) count += 1;
  return count;
}

function commonEnd(left: readonly string[], right: readonly string[], start: number): number {
  const limit = Math.min(left.length, right.length) - start;
  let count = 0;
  while (count < limit && left[left.length - 1 - count] === right[right.length - 1 - count]) count += 1;
  return count;
}

function replaceWhole(oldPart: readonly string[], newPart: readonly string[]): Hunk {
  return {
    oldStart: 1,
    oldLines: oldPart.length,
    newStart: 1,
    newLines: newPart.length,
    lines: [...oldPart.flatMap((line) => marked('-', line)), ...newPart.flatMap((line) => marked('+', line))],
  };
}

function marked(mark: string, line: string): readonly string[] {
  return line.endsWith('\n') ? [mark + line.slice(0, -1)] : [mark + line, '\\ No newline at end of file'];
}

/** A name that could be taken for something else is quoted, as git does. */
function quoted(name: string): string {
  return /["\\\p{Cc}]/u.test(name) ? JSON.stringify(name) : name;
}

/** A region without lines is named by the line before it. */
function span(start: number, count: number): string {
  if (count === 0) return `${start - 1},0`;
  return count === 1 ? String(start) : `${start},${count}`;
}
