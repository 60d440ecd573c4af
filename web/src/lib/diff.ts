/** One line of a unified diff, with its number on each side; null where the side lacks the line. */
export interface DiffLine {
  readonly kind: 'hunk' | 'context' | 'added' | 'removed' | 'note';
  readonly text: string;
  readonly oldNumber: number | null;
  readonly newNumber: number | null;
}

/** Reads a unified diff into numbered lines. Total: a line that it does not know becomes a note. File headers are left out. */
export function parseDiff(diff: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  const texts = diff.split('\n');
  if (texts[texts.length - 1] === '') texts.pop();
  let oldNumber = 0;
  let newNumber = 0;
  let isInHunk = false;
  for (const text of texts) {
    const hunk = readHunkHeader(text);
    if (hunk !== null) {
      isInHunk = true;
      oldNumber = hunk.oldStart;
      newNumber = hunk.newStart;
      lines.push({ kind: 'hunk', text, oldNumber: null, newNumber: null });
    } else if (!isInHunk) {
      if (!isFileHeader(text)) lines.push({ kind: 'note', text, oldNumber: null, newNumber: null });
    } else if (text.startsWith('+')) {
      lines.push({ kind: 'added', text: text.slice(1), oldNumber: null, newNumber });
      newNumber += 1;
    } else if (text.startsWith('-')) {
      lines.push({ kind: 'removed', text: text.slice(1), oldNumber, newNumber: null });
      oldNumber += 1;
    } else if (text.startsWith('\\')) {
      lines.push({ kind: 'note', text: text.slice(2), oldNumber: null, newNumber: null });
    } else {
      lines.push({ kind: 'context', text: text.slice(1), oldNumber, newNumber });
      oldNumber += 1;
      newNumber += 1;
    }
  }
  return lines;
}

function readHunkHeader(text: string): { oldStart: number; newStart: number } | null {
  const match = /^@@ -(\d{1,9})(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/.exec(text);
  return match === null ? null : { oldStart: Number(match[1]), newStart: Number(match[2]) };
}

function isFileHeader(text: string): boolean {
  return /^(--- |\+\+\+ |diff |index |new file|old mode|new mode|===)/.test(text) || text === '';
}
