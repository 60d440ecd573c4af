/** A line of a requirements file as pip sees it: continued lines as one, comments apart. */
export interface LogicalLine {
  readonly text: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** The comments in it and in the lines after it that hold nothing else. */
  readonly comments: readonly string[];
}

/** The lines of a requirements file (https://pip.pypa.io/en/stable/reference/requirements-file-format/), empty ones left out. */
export function logicalLines(source: string): readonly LogicalLine[] {
  const lines: { text: string; line: number; comments: string[] }[] = [];
  let parts: string[] = [];
  let start = 1;
  let isOpen = false;
  source.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const at = commentStart(raw);
    const isComment = at !== -1 && raw.slice(0, at).trim() === '';
    const isContinued = raw.endsWith('\\') && !isComment;
    if (parts.length === 0) start = index + 1;
    const code = isContinued ? raw.slice(0, -1) : at === -1 ? raw : raw.slice(0, at);
    parts.push(code);
    if (isContinued) return;
    const text = parts.join('').trim();
    parts = [];
    const comment = at === -1 ? null : raw.slice(at + 1);
    if (text !== '') {
      lines.push({ text, line: start, comments: comment === null ? [] : [comment] });
      isOpen = true;
    } else if (comment === null) isOpen = false;
    else if (isOpen) lines.at(-1)?.comments.push(comment);
  });
  const rest = parts.join('').trim();
  if (rest !== '') lines.push({ text: rest, line: start, comments: [] });
  return lines;
}

/** Who asks for a package, as pip-compile and uv note it: names, and whether the project itself does. */
export interface Via {
  readonly names: readonly string[];
  readonly isDirect: boolean;
}

/** Reads `# via flask` and the lists below a bare `# via`; null where the comments say nothing of it. */
export function readVia(comments: readonly string[]): Via | null {
  const first = comments.findIndex((comment) => /^\s*via(?:\s|$)/.test(comment));
  if (first === -1) return null;
  const names: string[] = [];
  let isDirect = false;
  comments.slice(first).forEach((comment, index) => {
    const text = comment.trim();
    for (const part of (index === 0 ? text.slice(3) : text).split(',')) {
      const item = part.trim();
      if (item.startsWith('-r') || item.endsWith(')')) isDirect = true;
      else if (item !== '' && !item.startsWith('-')) names.push(item);
    }
  });
  return { names, isDirect };
}

/** Where a comment begins: at a `#` that opens the line or follows a space; -1 where there is none. */
function commentStart(line: string): number {
  for (let at = line.indexOf('#'); at !== -1; at = line.indexOf('#', at + 1))
    if (at === 0 || /\s/.test(line.charAt(at - 1))) return at;
  return -1;
}
