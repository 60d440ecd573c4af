import { type ProblemList, quote } from '../../formats/problem-list.js';
import { lineOfText, readSourceText } from '../../formats/source-text.js';
import type { DependencyScope } from '../../inventory/inventory.js';
import { type Ask, askOfText, type AskSite } from './ask.js';
import type { Manifest } from './manifest.js';
import { scopeOfExtra } from './scopes.js';

const OPTIONS = 'options';
const EXTRAS = 'options.extras_require';

/** A setup.cfg, and whether it declares dependencies at all: many hold only the settings of tools. */
export interface SetupCfg extends Manifest {
  readonly declares: boolean;
}

/**
 * Reads the dependencies of a setup.cfg (https://setuptools.pypa.io/en/latest/userguide/declarative_config.html):
 * `install_requires`, `tests_require` and `extras_require`. Null, and a problem, for what is no text.
 */
export function readSetupCfg(path: string, text: string, problems: ProblemList): SetupCfg | null {
  const source = readSourceText(path, text, problems);
  if (source === null) return null;
  const site: AskSite = { path, problems, lineOf: (wanted) => lineOfText(source, wanted) };
  const values = readValues(source);
  const metadata = (key: string): string => values.get(`metadata\n${key}`)?.[0] ?? '';
  const asks: Ask[] = [];
  let declares = false;
  for (const [at, lines] of values) {
    const [section = '', key = ''] = at.split('\n');
    const kind = scopeOfKey(section, key);
    if (kind === null) continue;
    declares = true;
    for (const line of partsOf(lines)) for (const ask of readLine(line, kind, site)) asks.push(ask);
  }
  const version = metadata('version');
  return {
    path,
    name: metadata('name'),
    version: /^(?:attr|file):/.test(version) ? '' : version,
    asks,
    declares,
  };
}

/** A line that declares a requirement, and its offset. */
export interface SetupLine {
  readonly text: string;
  readonly start: number;
}

/** The requirements of a setup.cfg with their places; those that stand several to a line are left out. */
export function setupLines(source: string): readonly SetupLine[] {
  const found: SetupLine[] = [];
  let section = '';
  let isDeclared = false;
  let start = 0;
  for (const line of source.split('\n')) {
    const text = line.replace(/^\ufeff/, '').trim();
    const isNote = text === '' || text.startsWith('#') || text.startsWith(';');
    const at = /^\s/.test(line) || isNote || text.startsWith('[') ? -1 : line.search(/[=:]/);
    if (text.startsWith('[') && !/^\s/.test(line)) {
      section = text.slice(1, text.endsWith(']') ? -1 : undefined).trim();
      isDeclared = false;
    } else if (!isNote && !/^\s/.test(line))
      isDeclared = at !== -1 && scopeOfKey(section, line.slice(0, at).trim().toLowerCase()) !== null;
    if (isDeclared && !isNote) {
      const value = withoutComment(line.slice(at + 1).trim());
      if (partsOf([value]).length === 1 && value !== '')
        found.push({ text: value, start: start + line.indexOf(value, at + 1) });
    }
    start += line.length + 1;
  }
  return found;
}

function scopeOfKey(section: string, key: string): DependencyScope | null {
  if (section === EXTRAS) return scopeOfExtra(key);
  if (section !== OPTIONS) return null;
  if (key === 'install_requires' || key === 'install-requires') return 'RUNTIME';
  return key === 'tests_require' || key === 'tests-require' ? 'TEST' : null;
}

/** A list of one line may stand apart by semicolons; in a longer one they begin markers. */
function partsOf(lines: readonly string[]): readonly string[] {
  const parts = lines.length === 1 ? (lines[0] ?? '').split(';') : lines;
  const isMarker = parts.some((part) => /^\s*(?:python_|sys_|os_|platform_|implementation_|\()/.test(part));
  return (isMarker ? lines : parts).map((part) => part.trim()).filter((part) => part !== '');
}

function readLine(line: string, kind: DependencyScope, site: AskSite): readonly Ask[] {
  if (line.startsWith('file:')) {
    const message = `The dependencies stand in ${quote(line.slice(5).trim())}; Backline reads that file only by itself.`;
    site.problems.add('NOT_SUPPORTED', site.path, () => site.lineOf(line), message);
    return [];
  }
  const ask = askOfText(line, kind, site);
  return ask === null ? [] : [ask];
}

/** The lines of every value, by `<section>\n<key>`: what is indented continues the value above. */
function readValues(source: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  let section = '';
  let lines: string[] | null = null;
  for (const line of source.split(/\r?\n/)) {
    const text = line.trim();
    if (text === '' || text.startsWith('#') || text.startsWith(';')) continue;
    if (/^\s/.test(line)) {
      lines?.push(withoutComment(text));
      continue;
    }
    lines = null;
    if (text.startsWith('[')) {
      section = text.slice(1, text.endsWith(']') ? -1 : undefined).trim();
      continue;
    }
    const at = text.search(/[=:]/);
    if (at === -1) continue;
    lines = [];
    const first = withoutComment(text.slice(at + 1).trim());
    if (first !== '') lines.push(first);
    values.set(`${section}\n${text.slice(0, at).trim().toLowerCase()}`, lines);
  }
  return values;
}

/** A `#` after a space begins a comment. */
function withoutComment(text: string): string {
  const at = text.startsWith('#') ? 0 : text.indexOf(' #');
  return at === -1 ? text : text.slice(0, at).trim();
}
