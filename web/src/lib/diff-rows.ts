import type { DiffLine } from './diff.js';

/** One line, with the line on the other side that it came from or became, where there is one. */
export interface UnifiedRow {
  readonly line: DiffLine;
  readonly partner: string | null;
}

/** One row of both sides: a line of a hunk's head or a note over both, else old and new beside each other. */
export type SplitRow =
  | { readonly kind: 'whole'; readonly line: DiffLine }
  | { readonly kind: 'pair'; readonly old: DiffLine | null; readonly new: DiffLine | null };

/** Old and new beside each other: the removed lines of a run go with its added lines, in order. */
export function splitRows(lines: readonly DiffLine[]): readonly SplitRow[] {
  const rows: SplitRow[] = [];
  let at = 0;
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    if (line.kind === 'hunk' || line.kind === 'note') {
      rows.push({ kind: 'whole', line });
      at += 1;
    } else if (line.kind === 'context') {
      rows.push({ kind: 'pair', old: line, new: line });
      at += 1;
    } else {
      const { removed, added, end } = runFrom(lines, at);
      for (let index = 0; index < Math.max(removed.length, added.length); index += 1)
        rows.push({ kind: 'pair', old: removed[index] ?? null, new: added[index] ?? null });
      at = end;
    }
  }
  return rows;
}

/** The lines one below the other, each with its partner of the same run. */
export function unifiedRows(lines: readonly DiffLine[]): readonly UnifiedRow[] {
  const rows: UnifiedRow[] = [];
  let at = 0;
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    if (line.kind !== 'added' && line.kind !== 'removed') {
      rows.push({ line, partner: null });
      at += 1;
      continue;
    }
    const { removed, added, end } = runFrom(lines, at);
    const indexes = { added: 0, removed: 0 };
    for (let each = lines[at]; at < end && each !== undefined; each = lines[at]) {
      if (each.kind === 'removed') rows.push({ line: each, partner: added[indexes.removed++]?.text ?? null });
      else rows.push({ line: each, partner: removed[indexes.added++]?.text ?? null });
      at += 1;
    }
  }
  return rows;
}

/** What differs between two lines: the text before, the part that is another, the text after. */
export function changedPart(text: string, partner: string | null): readonly [string, string, string] {
  if (partner === null || text.length > LONGEST_MARKED || partner.length > LONGEST_MARKED)
    return [text, '', ''];
  const most = Math.min(text.length, partner.length);
  let start = 0;
  while (start < most && text[start] === partner[start]) start += 1;
  let end = 0;
  while (end < most - start && text[text.length - 1 - end] === partner[partner.length - 1 - end]) end += 1;
  // Where most of the line is another, marking it all says nothing.
  if (start + end < most / 2) return [text, '', ''];
  return [text.slice(0, start), text.slice(start, text.length - end), text.slice(text.length - end)];
}

/** How many columns a line takes, at most `most`; tabs are eight, wide signs two. */
export function columnsOf(text: string, most: number): number {
  let columns = 0;
  for (let index = 0; index < text.length && columns < most; index += 1) {
    const code = text.charCodeAt(index);
    columns += code === 9 ? 8 : code > 0x2e7f ? 2 : 1;
  }
  return Math.min(columns, most);
}

const LONGEST_MARKED = 1_000;

/** The run of removed and added lines that begins here. */
function runFrom(lines: readonly DiffLine[], start: number) {
  const removed: DiffLine[] = [];
  const added: DiffLine[] = [];
  let end = start;
  for (let line = lines[end]; line !== undefined; line = lines[end]) {
    if (line.kind === 'removed') removed.push(line);
    else if (line.kind === 'added') added.push(line);
    else break;
    end += 1;
  }
  return { removed, added, end };
}
