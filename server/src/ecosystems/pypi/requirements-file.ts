import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readSourceText } from '../../formats/source-text.js';
import { type Ask, askOfAddress, askOfRequirement, isAddress, withoutCredentials } from './ask.js';
import { readRequirement } from './requirement.js';
import { type LogicalLine, logicalLines, readVia, type Via } from './requirement-lines.js';

/** Options that need no reading: where to download from, what to prefer. With those of pip's command line that stand in old files. */
const KNOWN_OPTION =
  /^(?:-i|-f|--(?:pypi-url|index-url|extra-index-url|no-index|find-links|no-binary|only-binary|prefer-binary|require-hashes|pre|trusted-host|use-feature|use-wheel|no-use-wheel|process-dependency-links|always-unzip|allow-external|allow-unverified|allow-all-external|global-option|config-settings?|config-setting|hash|use-pep517|no-build-isolation|upgrade))/;
const FILE_OPTION = /^(-r|--requirement|-c|--constraint)(?:\s*=\s*|\s+|(?=[^\s-]))(.+)$/;
const EDITABLE_OPTION = /^(?:-e|--editable)(?:\s*=\s*|\s+)(.+)$/;

/** One requirement of a file. */
export interface FileRequirement {
  readonly ask: Ask;
  readonly via: Via | null;
  readonly isHashed: boolean;
}

/** Another file that a file names, as written. */
export interface FileReference {
  readonly target: string;
  readonly line: number;
}

/** One requirements or constraints file. */
export interface RequirementsFile {
  readonly path: string;
  readonly requirements: readonly FileRequirement[];
  readonly includes: readonly FileReference[];
  readonly constraints: readonly FileReference[];
}

/** Reads one file by itself; what it includes is only named. Null, and a problem, for what is no text. */
export function readRequirementsFile(
  path: string,
  text: string,
  problems: ProblemList,
): RequirementsFile | null {
  const source = readSourceText(path, text, problems);
  if (source === null) return null;
  const requirements: FileRequirement[] = [];
  const includes: FileReference[] = [];
  const constraints: FileReference[] = [];
  for (const line of logicalLines(source)) {
    if (problems.isHopeless(path)) break;
    const named = FILE_OPTION.exec(line.text);
    if (named !== null) {
      const [, option = '', target = ''] = named;
      const list = option === '-r' || option === '--requirement' ? includes : constraints;
      list.push({ target: unquote(target.trim()), line: line.line });
      continue;
    }
    const requirement = readLine(line, { path, problems });
    if (requirement !== null) requirements.push(requirement);
  }
  return { path, requirements, includes, constraints };
}

interface LineSite {
  readonly path: string;
  readonly problems: ProblemList;
}

function readLine(line: LogicalLine, site: LineSite): FileRequirement | null {
  const { text, options } = splitOptions(line.text);
  const ask = text === '' ? null : readAsk(text, line.line, site);
  return ask === null ? null : { ask, via: readVia(line.comments), isHashed: options.includes('--hash') };
}

/** Options of one requirement begin with the first word that begins with a dash. */
function splitOptions(text: string): { readonly text: string; readonly options: string } {
  if (text.startsWith('-')) return { text, options: '' };
  const at = text.search(/\s-/);
  return at === -1 ? { text, options: '' } : { text: text.slice(0, at).trim(), options: text.slice(at) };
}

function readAsk(text: string, line: number, site: LineSite): Ask | null {
  const editable = EDITABLE_OPTION.exec(text)?.[1];
  if (editable === undefined && text.startsWith('-')) {
    if (!KNOWN_OPTION.test(text)) {
      const message = `${quote(text.split(/[\s=]/, 1)[0] ?? '')} is no option that Backline knows and was left out.`;
      site.problems.add('BAD_ENTRY', site.path, () => line, message);
    }
    return null;
  }
  const bare = unquote((editable ?? text).trim());
  if (isAddress(bare)) return readAddress(bare, line, site);
  const requirement = readRequirement(bare);
  const isReadable = requirement?.isRangeReadable === true;
  if (!isReadable && bare.includes('${')) {
    const message = `${quote(withoutCredentials(bare))} holds a variable of the environment, which is not known here; it was left out.`;
    site.problems.add('NOT_RESOLVED', site.path, () => line, message);
    return null;
  }
  if (requirement === null) {
    const message = `${quote(withoutCredentials(bare))} is no dependency specifier and was left out.`;
    site.problems.add('BAD_ENTRY', site.path, () => line, message);
    return null;
  }
  if (!isReadable) {
    const message = `The range of ${quote(bare)} could not be read; it is listed as it is written.`;
    site.problems.add('BAD_ENTRY', site.path, () => line, message);
  }
  return askOfRequirement(requirement, 'RUNTIME');
}

/** An address or a path, without its extras and marker; null for the project itself (`.`), and for what has no name. */
function readAddress(text: string, line: number, { path, problems }: LineSite): Ask | null {
  const marker = text.indexOf(' ;');
  const bare = (marker === -1 ? text : text.slice(0, marker)).trim();
  const bracket = bare.endsWith(']') ? bare.lastIndexOf('[') : -1;
  const address = bracket === -1 ? bare : bare.slice(0, bracket);
  const extras = bracket === -1 ? [] : bare.slice(bracket + 1, -1).split(',');
  if (/^(?:file:)?\.\/?$/.test(address)) return null;
  const ask = askOfAddress(address, 'RUNTIME');
  if (ask.name !== '') return { ...ask, extras: extras.map((extra) => extra.trim()) };
  const message = `${quote(ask.range)} does not say which package it is; it was left out.`;
  problems.add('NOT_RESOLVED', path, () => line, message);
  return null;
}

function unquote(text: string): string {
  const mark = text.charAt(0);
  const isQuoted = text.length > 1 && (mark === '"' || mark === "'") && text.endsWith(mark);
  return isQuoted ? text.slice(1, -1) : text;
}
