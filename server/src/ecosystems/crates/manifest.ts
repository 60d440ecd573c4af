import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readTomlText, type TomlText } from '../../formats/toml-text.js';
import type { DependencyScope } from '../../inventory/inventory.js';
import { resolvePath, splitPath } from '../manifest-paths.js';

/** What a Cargo.toml asks for, under `key`; `package` is the crate's own name behind a renaming. */
export interface CargoDependency {
  readonly key: string;
  readonly package: string;
  /** As written; empty where the file names none. */
  readonly range: string;
  readonly kind: DependencyScope;
  readonly source: 'REGISTRY' | 'GIT' | 'FILE';
  /** Of a git dependency that names a commit. */
  readonly commit: string | null;
  /** Where it stands: unique in the file. */
  readonly location: string;
}

/** One Cargo.toml; a virtual one (a workspace without a package of its own) has no name. */
export interface CargoManifest {
  readonly path: string;
  readonly name: string | null;
  readonly version: string;
  readonly dependencies: readonly CargoDependency[];
  /** `patch` and `replace`: what stands in for a dependency wherever it is asked for. */
  readonly hasReplacements: boolean;
  lineOf(key: string): number | null;
}

interface ManifestText {
  readonly path: string;
  readonly toml: TomlText;
  readonly value: JsonObject;
}

/** What the members of a workspace inherit. */
interface CargoWorkspace {
  readonly version: string;
  readonly dependencies: ReadonlyMap<string, unknown>;
}

const TABLES: readonly (readonly [string, DependencyScope])[] = [
  ['dependencies', 'RUNTIME'],
  ['dev-dependencies', 'DEVELOPMENT'],
  ['dev_dependencies', 'DEVELOPMENT'],
  ['build-dependencies', 'DEVELOPMENT'],
  ['build_dependencies', 'DEVELOPMENT'],
];

/**
 * Reads Cargo.toml files that belong together (https://doc.rust-lang.org/cargo/reference/manifest.html): what a
 * member inherits from its workspace is looked up in the others. One that is no TOML is a problem and left out.
 */
export function readManifests(
  files: readonly { readonly path: string; readonly text: string }[],
  problems: ProblemList,
): readonly CargoManifest[] {
  const texts = files.flatMap(({ path, text }): readonly ManifestText[] => {
    const toml = readTomlText(path, text, problems);
    return toml.value === null ? [] : [{ path, toml, value: toml.value }];
  });
  const workspaces = new Map(
    texts.flatMap(({ path, value }) =>
      isJsonObject(value['workspace']) ? [[splitPath(path).folder, readWorkspace(value['workspace'])]] : [],
    ),
  );
  return texts.map((file) => readManifest(file, workspaceOf(file, workspaces), problems));
}

function readWorkspace(table: JsonObject): CargoWorkspace {
  return {
    version: textOr(tableAt(table, 'package')['version'], ''),
    dependencies: new Map(Object.entries(tableAt(table, 'dependencies'))),
  };
}

/** The workspace that a package names, or the nearest one at or above it. */
function workspaceOf(
  { path, value }: ManifestText,
  workspaces: ReadonlyMap<string, CargoWorkspace>,
): CargoWorkspace | null {
  const { folder } = splitPath(path);
  const named = tableAt(value, 'package')['workspace'];
  if (typeof named === 'string') return workspaces.get(resolvePath(folder, named) ?? '') ?? null;
  for (let at = folder; ; at = splitPath(at).folder) {
    const workspace = workspaces.get(at);
    if (workspace !== undefined) return workspace;
    if (at === '') return null;
  }
}

function readManifest(
  { path, toml, value }: ManifestText,
  workspace: CargoWorkspace | null,
  problems: ProblemList,
): CargoManifest {
  const own = tableAt(value, 'package');
  const version = isInherited(own['version']) ? workspace?.version : own['version'];
  const reader = new DependencyReader({ path, toml, workspace, problems });
  reader.readTables(value, '');
  for (const [target, tables] of Object.entries(tableAt(value, 'target')))
    if (isJsonObject(tables)) reader.readTables(tables, `target.${target}.`);
  return {
    path,
    name: typeof own['name'] === 'string' ? own['name'] : null,
    version: textOr(version, ''),
    dependencies: reader.dependencies,
    hasReplacements: Object.hasOwn(value, 'patch') || Object.hasOwn(value, 'replace'),
    lineOf: (key) => lineOfKey(toml, key),
  };
}

interface ReaderInput {
  readonly path: string;
  readonly toml: TomlText;
  readonly workspace: CargoWorkspace | null;
  readonly problems: ProblemList;
}

class DependencyReader {
  readonly dependencies: CargoDependency[] = [];
  readonly #input: ReaderInput;

  constructor(input: ReaderInput) {
    this.#input = input;
  }

  readTables(value: JsonObject, prefix: string): void {
    for (const [table, kind] of TABLES)
      for (const [key, entry] of Object.entries(tableAt(value, table)))
        this.#readEntry({ key, kind, location: `${prefix}${table}.${key}` }, entry);
  }

  #readEntry(at: Pick<CargoDependency, 'key' | 'kind' | 'location'>, entry: unknown): void {
    if (!isJsonObject(entry) || !isInherited(entry)) {
      this.#add(at, entry, entry);
      return;
    }
    const inherited = this.#input.workspace?.dependencies.get(at.key);
    if (inherited !== undefined) {
      this.#add(at, inherited, entry);
      return;
    }
    const { path, problems } = this.#input;
    const message = `${quote(at.key)} inherits its version from a workspace that is not in the repository or does not name it; it was left out.`;
    problems.add('NOT_RESOLVED', path, () => this.#lineOf(at.key), message);
  }

  /** `entry` says what it is; `own`, which is the same unless it was inherited, whether it is optional. */
  #add(
    { key, kind, location }: Pick<CargoDependency, 'key' | 'kind' | 'location'>,
    entry: unknown,
    own: unknown,
  ): void {
    const fields = dependencyFields(entry);
    if (fields === null) {
      const { path, problems } = this.#input;
      const message = `The dependency ${quote(key)} is neither a version nor a table that Cargo knows; it was left out.`;
      problems.add('BAD_ENTRY', path, () => this.#lineOf(key), message);
      return;
    }
    const isOptional = isJsonObject(own) && own['optional'] === true && kind === 'RUNTIME';
    const commit = /^[0-9a-f]{40}$/.test(fields.rev) ? fields.rev : null;
    this.dependencies.push({
      key,
      package: fields.package === '' ? key : fields.package,
      range: fields.version,
      kind: isOptional ? 'OPTIONAL' : kind,
      source: fields.git !== '' ? 'GIT' : fields.path !== '' ? 'FILE' : 'REGISTRY',
      commit,
      location,
    });
  }

  #lineOf(key: string): number | null {
    return lineOfKey(this.#input.toml, key);
  }
}

type DependencyFields = Readonly<Record<'version' | 'package' | 'git' | 'rev' | 'path', string>>;

/** The fields of a dependency, empty where they are not given; null where one is no text. */
function dependencyFields(entry: unknown): DependencyFields | null {
  const given = typeof entry === 'string' ? { version: entry } : entry;
  if (!isJsonObject(given)) return null;
  const [version, name, git, rev, path] = ['version', 'package', 'git', 'rev', 'path'].map((field) =>
    Object.hasOwn(given, field) ? given[field] : '',
  );
  if (typeof version !== 'string' || typeof name !== 'string' || typeof git !== 'string') return null;
  return typeof rev !== 'string' || typeof path !== 'string'
    ? null
    : { version, package: name, git, rev, path };
}

function isInherited(value: unknown): boolean {
  return isJsonObject(value) && value['workspace'] === true;
}

function tableAt(value: JsonObject, name: string): JsonObject {
  const table = Object.hasOwn(value, name) ? value[name] : undefined;
  return isJsonObject(table) ? table : {};
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** The line on which a key begins, else the first that has it at all. */
function lineOfKey(toml: TomlText, key: string): number | null {
  const before = toml.lineOf(`\n${key} `) ?? toml.lineOf(`\n${key}=`);
  return before === null ? toml.lineOf(key) : before + 1;
}
