import { normalizeName } from '../../advisories/package-key.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import type { DependencyScope, PackageSource, Requirement } from '../../inventory/inventory.js';
import { scopesByReach } from '../../inventory/reach.js';
import type { ManifestGroup } from '../ecosystem.js';
import { resolvePath, splitPath } from '../manifest-paths.js';
import { withoutCredentials } from './ask.js';
import { homeOf, isConstraints, isRequirements } from './requirement-groups.js';
import { type FileReference, readRequirementsFile, type RequirementsFile } from './requirements-file.js';
import { scopeOfName } from './scopes.js';

/** The requirements files of a group, with what they include and which constraints hold where. */
export interface RequirementsTree {
  /** Those that declare something to install, the group's own file first. */
  readonly files: readonly RequirementsFile[];
  /** Those that only say which version, as far as they belong to the group. */
  readonly constraints: readonly RequirementsFile[];
  /** An included file has the strongest scope of those that include it, unless its own name says one. */
  scopeOf(path: string): DependencyScope;
  /** What the `.in` file declares that a file was compiled from, by normalised name; null where there is none. */
  declaredRanges(path: string): ReadonlyMap<string, string> | null;
  /** The version that constraints pin for a requirement of a file, by normalised name. */
  pinFor(path: string, name: string): string | null;
}

/** Reads the files of a group and follows what they name; what is missing or goes in a circle is a problem. */
export function readRequirementsTree(
  group: ManifestGroup,
  texts: ReadonlyMap<string, string>,
  problems: ProblemList,
): RequirementsTree {
  const reader = new TreeReader(group, texts, problems);
  const own = group.inputs.filter((path) => homeOf(path) === homeOf(group.path));
  const compiled = compiledFiles(own);
  const sources = new Set(compiled.values());
  const start = own.filter((path) => isRequirements(path) && !sources.has(path));
  const opened = reader.openAll(
    [group.path, ...start].filter((path) => !isConstraints(path)),
    (path) => (sources.has(path) ? `${path.slice(0, -3)}.txt` : path),
  );
  reportCycles(opened, problems);
  const files = opened.map(({ file }) => file);
  const inForce = constraintsInForce(opened);
  const constraintPaths = [...own.filter(isConstraints), ...opened.flatMap(({ constraints }) => constraints)];
  const isInstalled = new Set(files.map(({ path }) => path));
  const constraints = [...new Set(constraintPaths)]
    .filter((path) => !isInstalled.has(path) && own.includes(path))
    .flatMap((path) => reader.open(path)?.file ?? []);
  const scopes = scopesOfFiles(opened);
  return {
    files,
    constraints,
    scopeOf: (path) => scopes.get(path) ?? scopeOfFile(path),
    declaredRanges: memoize((path) => {
      const source = compiled.get(path);
      return source === undefined ? null : reader.rangesOf(source);
    }),
    pinFor: (path, name) => {
      for (const constraint of inForce.get(path) ?? []) {
        const pinned = reader.pinsOf(constraint).get(name);
        if (pinned !== undefined) return pinned;
      }
      return null;
    },
  };
}

/** A file that is read, and the files of the group's inputs that it names. */
interface OpenedFile {
  readonly file: RequirementsFile;
  /** Only those of the group itself: others are groups of their own. */
  readonly includes: readonly string[];
  readonly constraints: readonly string[];
}

class TreeReader {
  readonly open: (path: string) => OpenedFile | null;
  readonly pinsOf: (path: string) => ReadonlyMap<string, string>;
  readonly #home: string;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #problems: ProblemList;

  constructor(group: ManifestGroup, texts: ReadonlyMap<string, string>, problems: ProblemList) {
    this.#home = homeOf(group.path);
    this.#texts = texts;
    this.#problems = problems;
    this.open = memoize((path) => this.#open(path));
    this.pinsOf = memoize((path) => {
      const pins = new Map<string, string>();
      for (const { ask } of this.open(path)?.file.requirements ?? []) {
        const key = normalizeName('PyPI', ask.name);
        if (ask.pinned !== '' && !pins.has(key)) pins.set(key, ask.pinned);
      }
      return pins;
    });
  }

  /** Opens some files and what they include, each once; `insteadOf` leads a file to the one compiled from it. */
  openAll(paths: readonly string[], insteadOf: (path: string) => string): readonly OpenedFile[] {
    const order = new Set(paths);
    const opened: OpenedFile[] = [];
    for (const path of order) {
      const found = this.open(path);
      if (found === null) continue;
      const includes = found.includes.map(insteadOf);
      opened.push({ ...found, includes });
      for (const included of includes) order.add(included);
    }
    return opened;
  }

  /** The ranges that a file and all that it includes declare, by normalised name. */
  rangesOf(path: string): ReadonlyMap<string, string> {
    const ranges = new Map<string, string>();
    for (const { file } of this.openAll([path], (included) => included))
      for (const { ask } of file.requirements) {
        const key = normalizeName('PyPI', ask.name);
        if (!ranges.has(key)) ranges.set(key, ask.range);
      }
    return ranges;
  }

  #open(path: string): OpenedFile | null {
    const text = this.#texts.get(path);
    const file = text === undefined ? null : readRequirementsFile(path, text, this.#problems);
    if (file === null) return null;
    const includes = file.includes.flatMap((reference) => this.#find(path, reference) ?? []);
    return {
      file,
      includes: includes.filter((included) => homeOf(included) === this.#home),
      constraints: file.constraints.flatMap((reference) => this.#find(path, reference) ?? []),
    };
  }

  #find(path: string, { target, line }: FileReference): string | null {
    const isAddress = /^[A-Za-z][A-Za-z0-9+.-]+:/.test(target);
    const found = isAddress ? null : resolvePath(splitPath(path).folder, target);
    if (found !== null && this.#texts.has(found)) return found;
    const why = isAddress
      ? 'is an address, and addresses are not fetched'
      : 'is not there, or not among the requirements files of its folder and the folders above, which are read together';
    this.#problems.add(
      'NOT_RESOLVED',
      path,
      () => line,
      `The file names ${quote(withoutCredentials(target))}, which ${why}.`,
    );
    return null;
  }
}

/** The `.txt` files with an `.in` file of the same name beside them, which they were compiled from. */
function compiledFiles(own: readonly string[]): ReadonlyMap<string, string> {
  const all = new Set(own);
  const sources = own.filter((path) => path.endsWith('.in') && all.has(`${path.slice(0, -3)}.txt`));
  return new Map(sources.map((source) => [`${source.slice(0, -3)}.txt`, source]));
}

/** The constraints that a file names, and those of all files that include it. */
function constraintsInForce(opened: readonly OpenedFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byPath = new Map(opened.map((item) => [item.file.path, item]));
  const inForce = new Map(opened.map(({ file, constraints }) => [file.path, new Set(constraints)]));
  const waiting = opened.map(({ file }) => file.path);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const given = inForce.get(path) ?? new Set<string>();
    for (const included of given.size === 0 ? [] : (byPath.get(path)?.includes ?? [])) {
      const known = inForce.get(included);
      const before = known?.size ?? 0;
      for (const constraint of given) known?.add(constraint);
      if ((known?.size ?? 0) > before) waiting.push(included);
    }
  }
  return inForce;
}

/** The scope of each file by how it is reached from those that nothing includes. */
function scopesOfFiles(opened: readonly OpenedFile[]): ReadonlyMap<string, DependencyScope> {
  const positions = new Map(opened.map(({ file }, at) => [file.path, at + 1]));
  const included = new Set(opened.flatMap(({ includes }) => includes));
  const edge = (path: string, kind: DependencyScope): Requirement => {
    return { name: '', range: '', kind, target: positions.get(path) ?? null };
  };
  const tops = opened.map(({ file }) => file.path).filter((path) => !included.has(path));
  const nodes: { source: PackageSource; requires: readonly Requirement[] }[] = [
    { source: 'ROOT', requires: tops.map((path) => edge(path, scopeOfFile(path))) },
    ...opened.map(({ includes }) => ({
      source: 'FILE' as const,
      requires: includes.map((path) => edge(path, scopeOfName(splitPath(path).file) ?? 'RUNTIME')),
    })),
  ];
  const scopes = scopesByReach(nodes);
  return new Map(opened.map(({ file }, at) => [file.path, scopes[at + 1] ?? scopeOfFile(file.path)]));
}

/** What a file's name, or a folder that is named for just that, says of its purpose. */
function scopeOfFile(path: string): DependencyScope {
  const { folder, file } = splitPath(path);
  const parent = splitPath(folder).file;
  const ofFolder = /^(?:dev|docs?|tests?)$/.test(parent) ? scopeOfName(parent) : null;
  return scopeOfName(file) ?? ofFolder ?? 'RUNTIME';
}

/** Files that lead back to themselves: what is left when those that nothing includes, or that include nothing, are taken away. */
function reportCycles(opened: readonly OpenedFile[], problems: ProblemList): void {
  const left = new Map(opened.map((item) => [item.file.path, item]));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [path, { includes }] of left)
      if (!includes.some((included) => left.has(included))) left.delete(path);
    const included = new Set([...left.values()].flatMap(({ includes }) => includes));
    for (const path of left.keys()) if (!included.has(path)) left.delete(path);
  }
  for (const [path, { file }] of left) {
    const line = file.includes[0]?.line ?? null;
    const message = 'The file includes itself, by itself or through others; each file was read once.';
    problems.add('BAD_ENTRY', path, () => line, message);
  }
}

function memoize<T>(work: (path: string) => T): (path: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (path) => {
    const found = known.get(path) ?? { value: work(path) };
    known.set(path, found);
    return found.value;
  };
}
