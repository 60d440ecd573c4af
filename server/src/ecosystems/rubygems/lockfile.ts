import type { PackageSource } from '../../inventory/inventory.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readSourceText } from '../../formats/source-text.js';

/** What any gem is taken for whose requirement is not written down. */
export const ANY_VERSION = '>= 0';

/** One gem of a lock; the variants of one version for several platforms are one. */
export interface LockedGem {
  readonly name: string;
  /** Without the platform. */
  readonly version: string;
  readonly source: PackageSource;
  /** Requirements by the name of the gem that is asked for. */
  readonly asks: Map<string, string>;
}

/** What a Gemfile.lock states. */
export interface GemLock {
  readonly gems: readonly LockedGem[];
  /** What the Gemfile asks for: requirements by name; null where the lock does not say. */
  readonly asks: ReadonlyMap<string, string> | null;
}

type Section = 'SOURCE' | 'DEPENDENCIES' | 'OTHER';

const SOURCES: ReadonlyMap<string, PackageSource> = new Map([
  ['GEM', 'REGISTRY'],
  ['GIT', 'GIT'],
  ['PATH', 'FILE'],
  ['PLUGIN SOURCE', 'TARBALL'],
]);
const OTHER_SECTIONS: ReadonlySet<string> = new Set([
  'PLATFORMS',
  'RUBY VERSION',
  'BUNDLED WITH',
  'CHECKSUMS',
]);
const MAX_LINE_LENGTH = 2000;

/**
 * Reads a lock line by line, by its indentation, as Bundler does
 * (https://github.com/ruby/rubygems/blob/master/bundler/lib/bundler/lockfile_parser.rb). A line that is none of the
 * known is a problem, in sections that Backline needs; the others count.
 */
export function readLock(path: string, text: string, problems: ProblemList): GemLock | null {
  const source = readSourceText(path, text, problems);
  if (source === null) return null;
  const reader = new LockReader(path, problems);
  source.split('\n').forEach((line, index) => reader.readLine(line.trimEnd(), index + 1));
  return reader.finish();
}

class LockReader {
  readonly #gems = new Map<string, LockedGem>();
  #asks: Map<string, string> | null = null;
  #section: Section | null = null;
  #source: PackageSource = 'REGISTRY';
  #current: LockedGem | null = null;
  #lastLine = 1;
  #isEmpty = true;

  constructor(
    private readonly path: string,
    private readonly problems: ProblemList,
  ) {}

  readLine(line: string, number: number): void {
    if (line === '' || this.problems.isHopeless(this.path)) return;
    this.#isEmpty = false;
    this.#lastLine = number;
    if (!line.startsWith(' ')) this.#openSection(line);
    else if (line.length > MAX_LINE_LENGTH) this.#fail(line, number);
    else if (this.#section === 'SOURCE') this.#readSourceLine(line, number);
    else if (this.#section === 'DEPENDENCIES') this.#readAsk(line, number);
  }

  finish(): GemLock | null {
    const { path, problems } = this;
    if (this.#section === null && !this.#isEmpty) {
      const message = 'The file holds no section of a lock of Bundler and was not read.';
      problems.add('BAD_ENTRY', path, () => 1, message);
      return null;
    }
    if (this.#asks === null && this.#gems.size > 0) {
      const message =
        'The file ends before its section DEPENDENCIES; what no gem asks for was taken as asked for by the project.';
      problems.add('TRUNCATED', path, () => this.#lastLine, message);
    }
    return { gems: [...this.#gems.values()], asks: this.#asks };
  }

  #openSection(line: string): void {
    const source = SOURCES.get(line);
    this.#current = null;
    if (source !== undefined) {
      this.#section = 'SOURCE';
      this.#source = source;
    } else if (line === 'DEPENDENCIES') {
      this.#section = 'DEPENDENCIES';
      this.#asks ??= new Map();
    } else if (OTHER_SECTIONS.has(line) || this.#section !== null) {
      this.#section = 'OTHER';
    }
  }

  #readSourceLine(line: string, number: number): void {
    const indent = indentOf(line);
    if (indent === 2) {
      // The project's own gem: its gemspec stands beside the Gemfile.
      if (this.#source === 'FILE' && line === '  remote: .') this.#source = 'WORKSPACE';
      return;
    }
    const entry = readEntry(line.slice(indent));
    if (indent === 4) this.#current = entry === null ? null : this.#addGem(entry);
    if (entry === null || (indent === 4 && this.#current === null)) this.#fail(line, number);
    else if (indent === 6) this.#current?.asks.set(entry.name, entry.detail ?? ANY_VERSION);
    else if (indent !== 4) this.#fail(line, number);
  }

  #addGem({ name, detail }: Entry): LockedGem | null {
    if (detail === null) return null;
    const dash = detail.indexOf('-');
    const version = dash === -1 ? detail : detail.slice(0, dash);
    if (version === '') return null;
    const key = `${name} (${version})`;
    const gem = this.#gems.get(key) ?? { name, version, source: this.#source, asks: new Map() };
    this.#gems.set(key, gem);
    return gem;
  }

  #readAsk(line: string, number: number): void {
    const entry = readEntry(line.trim());
    if (entry === null) this.#fail(line, number);
    else this.#asks?.set(entry.name, entry.detail ?? ANY_VERSION);
  }

  #fail(line: string, number: number): void {
    const message = `The line ${quote(line.trim())} could not be read and was left out.`;
    this.problems.add('BAD_ENTRY', this.path, () => number, message);
  }
}

interface Entry {
  readonly name: string;
  readonly detail: string | null;
}

/** `name`, `name (detail)`, each with a `!` after it where the gem has a source of its own. */
function readEntry(text: string): Entry | null {
  const entry = text.endsWith('!') ? text.slice(0, -1) : text;
  const open = entry.indexOf(' (');
  const name = open === -1 ? entry : entry.slice(0, open);
  if (name === '' || /\s/.test(name)) return null;
  if (open === -1) return { name, detail: null };
  if (!entry.endsWith(')')) return null;
  return { name, detail: entry.slice(open + 2, -1).trim() };
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 0x20) indent += 1;
  return indent;
}
