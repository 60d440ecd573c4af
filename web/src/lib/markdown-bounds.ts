/** The most that is shown of a text. */
const LONGEST = 50_000;

/** A text cut at the end of a line where it is too long to be shown. */
export function cutText(text: string, longest = LONGEST): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= longest) return { text, isCut: false };
  const head = text.slice(0, longest);
  const end = head.lastIndexOf('\n');
  return { text: `${end > longest * 0.75 ? head.slice(0, end) : head}\n\n…`, isCut: true };
}

/**
 * Whether reading a text as Markdown would cost more than it is worth: deeper in quotes, brackets and emphasis, or wider
 * in tables, than a person writes. Such a text is shown as it is.
 */
export function isTangled(text: string): boolean {
  let inParagraph = 0;
  let brackets = 0;
  let columns = 0;
  let lines = 0;
  for (const line of text.split('\n')) {
    const { marks, opening, pipes } = countSigns(line);
    lines += 1;
    inParagraph = line.trim() === '' ? 0 : inParagraph + marks;
    brackets += opening;
    columns = Math.max(columns, pipes);
    if (inParagraph > MOST_MARKS || brackets > MOST_MARKS || depthOf(line) > DEEPEST) return true;
    if (line.trimStart().startsWith('[') && line.length > LONGEST_DEFINITION) return true;
  }
  return columns * lines > MOST_CELLS;
}

/** The host of an https address; null for every other address. */
export function outsideHost(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return url.host;
}

const MOST_MARKS = 1000;
const DEEPEST = 20;
const MOST_CELLS = 20_000;
const LONGEST_DEFINITION = 1000;

function countSigns(line: string): {
  readonly marks: number;
  readonly opening: number;
  readonly pipes: number;
} {
  let marks = 0;
  let opening = 0;
  let pipes = 0;
  for (const sign of line) {
    if (sign === '|') pipes += 1;
    else if (sign === '[') opening += 1;
    if (MARKS.has(sign)) marks += 1;
  }
  return { marks, opening, pipes };
}

/** How many quotes and lists begin at the start of a line. */
function depthOf(line: string): number {
  let depth = 0;
  for (const sign of line) {
    if (sign === '>' || sign === '-' || sign === '+' || sign === '*' || sign === '.' || sign === ')')
      depth += 1;
    else if (sign !== ' ' && sign !== '\t' && !(sign >= '0' && sign <= '9')) return depth;
  }
  // A line of nothing else is a rule.
  return new Set(line.replaceAll(' ', '').trim()).size === 1 ? (line.includes('>') ? depth : 0) : depth;
}

const MARKS: ReadonlySet<string> = new Set(['*', '_', '~', '[', ']', '<', '`', '!']);
