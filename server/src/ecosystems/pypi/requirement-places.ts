import { isAddress } from './ask.js';
import { type ReadRequirement, readRequirement } from './requirement.js';
import { readVia, type Via } from './requirement-lines.js';
import { UniqueTexts } from './unique-texts.js';

const HASH = /--hash[=\s]\s*([A-Za-z0-9_]+:[0-9A-Za-z]+)/g;

/** A requirement of a requirements or constraints file, and where it stands. */
export interface RequirementPlace {
  /** As the inventory names it. */
  readonly location: string;
  readonly requirement: ReadRequirement;
  /** The specifier as it is written, and its offset. */
  readonly text: string;
  readonly start: number;
  /** What stands behind `--hash=`, in order; the places are those of the whole options. */
  readonly hashes: readonly { readonly hash: string; readonly start: number; readonly end: number }[];
  readonly via: Via | null;
}

/** The requirements of a file that name a package and a range, as far as each stands on one line. */
export function requirementPlaces(path: string, source: string): readonly RequirementPlace[] {
  const locations = new UniqueTexts();
  return statementsOf(source).flatMap((statement): RequirementPlace | readonly [] => {
    const place = placeOf(statement, source);
    if (place === null) return [];
    return { ...place, location: locations.make(`${path}#${place.requirement.name}`) };
  });
}

/** A statement and the comments that follow it. */
interface Statement {
  readonly start: number;
  end: number;
  /** The code of its first line. */
  readonly first: string;
  readonly whole: string;
  readonly comments: string[];
}

/** The statements of a file, those of several lines as one (https://pip.pypa.io/en/stable/reference/requirements-file-format/#structure). */
function statementsOf(source: string): readonly Statement[] {
  const statements: Statement[] = [];
  let open: { readonly start: number; readonly parts: string[] } | null = null;
  let current: Statement | null = null;
  for (const { start, end } of linesOf(source)) {
    const raw = source.slice(start, end);
    const at = commentStart(raw);
    const isComment = at !== -1 && raw.slice(0, at).trim() === '';
    const isContinued = raw.endsWith('\\') && !isComment;
    const code = isContinued ? raw.slice(0, -1) : at === -1 ? raw : raw.slice(0, at);
    open ??= { start, parts: [] };
    open.parts.push(code);
    if (isContinued && end < source.length) continue;
    const whole = open.parts.join('');
    const comment = at === -1 || isContinued ? null : raw.slice(at + 1);
    if (whole.trim() !== '') {
      const first = open.parts[0] ?? '';
      current = { start: open.start, end: start + code.length, first, whole: whole.trim(), comments: [] };
      if (comment !== null) current.comments.push(comment);
      statements.push(current);
    } else if (comment === null) current = null;
    else current?.comments.push(comment);
    open = null;
  }
  return statements;
}

function* linesOf(source: string): Iterable<{ readonly start: number; readonly end: number }> {
  let start = source.startsWith('\ufeff') ? 1 : 0;
  while (start <= source.length) {
    let end = start;
    while (end < source.length && source.charAt(end) !== '\n' && source.charAt(end) !== '\r') end += 1;
    yield { start, end };
    start = end + (source.startsWith('\r\n', end) ? 2 : 1);
  }
}

function placeOf(statement: Statement, source: string): Omit<RequirementPlace, 'location'> | null {
  const { whole, first, start, end, comments } = statement;
  if (whole.startsWith('-')) return null;
  const options = whole.search(/\s-/);
  const text = unquote((options === -1 ? whole : whole.slice(0, options)).trim());
  const at = first.indexOf(text);
  const requirement = at === -1 || isAddress(text) ? null : readRequirement(text);
  if (requirement === null || requirement.url !== null) return null;
  const hashes = [...source.slice(start, end).matchAll(HASH)].map((found) => ({
    hash: found[1] ?? '',
    start: start + found.index,
    end: start + found.index + found[0].length,
  }));
  return { requirement, text, start: start + at, hashes, via: readVia(comments) };
}

/** Where a comment begins: at a `#` that opens the line or follows a space; -1 where there is none. */
function commentStart(line: string): number {
  for (let at = line.indexOf('#'); at !== -1; at = line.indexOf('#', at + 1))
    if (at === 0 || /\s/.test(line.charAt(at - 1))) return at;
  return -1;
}

function unquote(text: string): string {
  const mark = text.charAt(0);
  const isQuoted = text.length > 1 && (mark === '"' || mark === "'") && text.endsWith(mark);
  return isQuoted ? text.slice(1, -1) : text;
}
