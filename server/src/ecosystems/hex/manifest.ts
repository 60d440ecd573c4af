import { type ProblemList, quote } from '../../formats/problem-list.js';
import { lineAt, readSourceText } from '../../formats/source-text.js';
import type { DependencyScope } from '../../inventory/inventory.js';
import { pairsOf, type Term, TermReader } from './elixir-terms.js';
import { TokenReader } from './elixir-tokens.js';

/** What a mix.exs asks for in so many words. */
export interface MixDependency {
  readonly app: string;
  /** The package's name at its registry. */
  readonly name: string;
  /** As written; empty where there is none. */
  readonly range: string;
  readonly kind: DependencyScope;
  readonly source: 'REGISTRY' | 'GIT' | 'FILE';
}

/** One mix.exs, as far as it can be read without running it. */
export interface MixManifest {
  readonly path: string;
  /** The application's name; empty where it is not written out. */
  readonly app: string;
  readonly dependencies: readonly MixDependency[];
  /** False where a part of the dependencies is code. */
  readonly isWhole: boolean;
}

const FUNCTION = /^[ \t]*defp? +deps\b/m;
const INLINE = /^[ \t]*deps: *\[/m;
/** What may stand behind a whole list: the end of the project's list, or of the function. */
const ENDS: readonly string[] = [']', ',', '@'];
const APP = /\bapp: *:([A-Za-z_][A-Za-z0-9_]{0,200})/;

/**
 * Reads the list that `deps` gives in a mix.exs (https://hexdocs.pm/mix/Mix.Tasks.Deps.html#module-dependency-definition-options).
 * The file is a program and is never run: tuples that are written out count, and a problem names what is not.
 */
export function readMixManifest(path: string, text: string, problems: ProblemList): MixManifest | null {
  const source = readSourceText(path, text, problems);
  if (source === null) return null;
  const start = startOfDependencies(source);
  const list = start === null ? null : readList(source, start);
  const dependencies = new Map<string, MixDependency>();
  let isWhole = list !== null && !list.isContinued;
  for (const term of list?.items ?? []) {
    const read = readDependency(term);
    if (read === null || hasCode(term)) isWhole = false;
    if (read !== null) dependencies.set(read.app, read);
  }
  if (!isWhole) {
    const message =
      start === null
        ? `No list of dependencies stands in ${quote(path)}: Backline reads only what is written out, and runs no code.`
        : 'A part of the dependencies is code, which Backline does not run; those that are written out were read.';
    problems.add('NOT_SUPPORTED', path, () => (start === null ? null : lineAt(source, start)), message);
  }
  return { path, app: APP.exec(source)?.[1] ?? '', dependencies: [...dependencies.values()], isWhole };
}

/** Behind `defp deps`, or behind `deps:` in the project itself. */
function startOfDependencies(source: string): number | null {
  const found = FUNCTION.exec(source);
  if (found !== null) return found.index + found[0].length;
  const inline = INLINE.exec(source);
  return inline === null ? null : inline.index + inline[0].length - 1;
}

interface DependencyList {
  readonly items: readonly Term[];
  /** Whether more follows behind the list, or it is damaged. */
  readonly isContinued: boolean;
}

/** Null where something else than a list follows. */
function readList(source: string, start: number): DependencyList | null {
  const tokens = new TokenReader(source, start);
  for (let token = tokens.peek(); token.text !== '['; token = tokens.peek()) {
    if (!['(', ')', ',', 'do'].includes(token.text) && !token.text.startsWith('_')) return null;
    tokens.take();
  }
  const reader = new TermReader(tokens);
  const { items, isClosed } = readItems(tokens, reader);
  const { kind, text } = tokens.peek();
  return {
    items,
    isContinued: !isClosed || reader.isDamaged || (kind === 'mark' && !ENDS.includes(text)),
  };
}

function readItems(
  tokens: TokenReader,
  reader: TermReader,
): { readonly items: readonly Term[]; readonly isClosed: boolean } {
  const items: Term[] = [];
  tokens.take();
  while (!reader.isDamaged) {
    const { kind, text } = tokens.peek();
    if (kind === 'end' || text === '}' || text === ')') return { items, isClosed: false };
    if (kind === 'mark' && text === ']') {
      tokens.take();
      return { items, isClosed: true };
    }
    if (kind === 'mark' && text === ',') tokens.take();
    else items.push(reader.read());
  }
  return { items, isClosed: false };
}

function readDependency(term: Term): MixDependency | null {
  if (term.kind === 'pair') return dependency(term.key, [term.value]);
  const [app, ...rest] = term.kind === 'tuple' ? term.items : [];
  return app?.kind === 'atom' ? dependency(app.text, rest) : null;
}

function dependency(app: string, rest: readonly Term[]): MixDependency {
  const [range] = rest;
  const options = pairsOf(rest);
  const only = options.get('only');
  const hex = options.get('hex');
  const isGit = ['git', 'github', 'gitlab', 'bitbucket'].some((option) => options.has(option));
  return {
    app,
    name: hex?.kind === 'atom' || hex?.kind === 'text' ? hex.text : app,
    range: range?.kind === 'text' ? range.text : '',
    kind: only === undefined ? kindOf(options) : kindOfOnly(only),
    source: isGit ? 'GIT' : options.has('path') || options.has('in_umbrella') ? 'FILE' : 'REGISTRY',
  };
}

function kindOf(options: ReadonlyMap<string, Term>): DependencyScope {
  const optional = options.get('optional');
  return optional?.kind === 'word' && optional.text === 'true' ? 'OPTIONAL' : 'RUNTIME';
}

/** Of several environments the strongest reason counts, and of one that is code the strongest of all. */
function kindOfOnly(only: Term): DependencyScope {
  const items = only.kind === 'list' ? only.items : [only];
  const environments = new Set(items.map((item) => (item.kind === 'atom' ? item.text : 'prod')));
  if (environments.has('prod')) return 'RUNTIME';
  return environments.has('test') ? 'TEST' : 'DEVELOPMENT';
}

/** Whether a part of a dependency that matters here is no literal. */
function hasCode(term: Term): boolean {
  const parts = term.kind === 'tuple' ? term.items : [term];
  return parts.some((part) => {
    if (part.kind === 'pair') return part.key === 'only' && part.value.kind === 'code';
    return part.kind === 'code';
  });
}
