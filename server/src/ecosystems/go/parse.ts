import { ProblemList, quote } from '../../formats/problem-list.js';
import type { Inventory, PackageSource } from '../../inventory/inventory.js';
import { type GraphEdge, type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { joinPath, resolvePath, splitPath, textsOfGroup } from '../manifest-paths.js';
import { type GoFile, type GoReplace, type GoRequire, readGoFile } from './go-mod.js';
import { readGoSum } from './go-sum.js';
import { compareVersions } from './versions.js';

const MAX_TOOL_LENGTH = 1_000;

/**
 * Reads one go.mod with its go.sum and go.work. It is a lock of its own: Go selects no other versions than those that
 * stand in it (from Go 1.17 on; before, the go.sum names the others). README.md says what is read and what is not.
 */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = textsOfGroup(group, files, problems);
  const text = texts.get(group.path);
  const file = text === undefined ? null : readGoFile(group.path, text, problems);
  const packages = file === null ? [] : packagesOfGraph(nodesOf(group, file, { texts, problems }));
  return {
    ecosystem: 'Go',
    path: group.path,
    format: 'go.mod',
    isLocked: true,
    packages,
    problems: problems.list(),
  };
}

interface GroupInputs {
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: ProblemList;
}

function nodesOf(group: ManifestGroup, file: GoFile, inputs: GroupInputs): readonly GraphNode[] {
  const workspace = workspaceOf(group, inputs);
  const selection = new Selection([...(workspace?.replaces ?? []), ...file.replaces]);
  const tools = toolModules(file);
  for (const required of file.requires) {
    if (file.excludes.has(`${required.module} ${required.version}`)) {
      const name = quote(`${required.module} ${required.version}`);
      const message = `The file requires ${name} and excludes it: Go ignores the requirement, and it was left out.`;
      inputs.problems.add('BAD_ENTRY', group.path, () => required.line, message);
    } else selection.require(required, edgeKind(required, tools));
  }
  if (isBeforePruning(file.goVersion)) addSummed(group, file, { selection, ...inputs });
  const standard = standardLibraryOf([file, workspace]);
  if (standard !== null) selection.addStandardLibrary(standard);
  return selection.nodes(file.module ?? '');
}

/** The go.work of the group, where it uses this module. */
function workspaceOf(group: ManifestGroup, { texts, problems }: GroupInputs): GoFile | null {
  const path = group.inputs.find((input) => splitPath(input).file === 'go.work');
  const text = path === undefined ? undefined : texts.get(path);
  if (path === undefined || text === undefined) return null;
  const workspace = readGoFile(path, text, problems);
  const [at, own] = [splitPath(path).folder, splitPath(group.path).folder];
  return workspace?.uses.some((folder) => resolvePath(at, folder) === own) === true ? workspace : null;
}

/** The required modules that hold the packages which are run as tools: the longest path that begins a tool's. */
function toolModules(file: GoFile): ReadonlySet<string> {
  const required = new Set(file.requires.map(({ module }) => module));
  const found = new Set<string>();
  for (const tool of file.tools) {
    let path = tool.slice(0, MAX_TOOL_LENGTH);
    while (path !== '' && !required.has(path)) path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    found.add(path);
  }
  return found;
}

/** What a package of the project imports is asked for; of the rest only what provides a tool. */
function edgeKind({ module, isIndirect }: GoRequire, tools: ReadonlySet<string>): GraphEdge['kind'] | null {
  if (!isIndirect) return 'RUNTIME';
  return tools.has(module) ? 'DEVELOPMENT' : null;
}

/** Before Go 1.17 a go.mod lists only what its own packages import (https://go.dev/ref/mod#graph-pruning). */
function isBeforePruning(goVersion: string | null): boolean {
  return goVersion === null || compareVersions(goVersion, '1.17') < 0;
}

/** Of a module that only the go.sum names, the highest version there is the one that Go selects. */
function addSummed(
  group: ManifestGroup,
  file: GoFile,
  { selection, texts, problems }: GroupInputs & { readonly selection: Selection },
): void {
  const path = joinPath(splitPath(group.path).folder, 'go.sum');
  const text = texts.get(path);
  if (text === undefined) return;
  const listed = new Set(file.requires.map(({ module }) => module));
  const replacing = new Set(file.replaces.map(({ by }) => by));
  const replacements = new Set(file.replaces.map(({ by, byVersion }) => `${by} ${byVersion ?? ''}`));
  const highest = new Map<string, string>();
  for (const { module, version } of readGoSum(path, text, problems)) {
    const asked = `${module} ${version}`;
    if (listed.has(module) || file.excludes.has(asked)) continue;
    if (replacing.has(module) && !replacements.has(asked)) continue;
    const known = highest.get(module);
    if (known === undefined || compareVersions(known, version) < 0) highest.set(module, version);
  }
  for (const [module, version] of highest) selection.require({ module, version }, null);
}

/** Go builds with the highest of the language version and the toolchain, of the module and its workspace. */
function standardLibraryOf(files: readonly (GoFile | null)[]): string | null {
  let highest: string | null = null;
  for (const file of files) {
    const toolchain = /^go(\d[^-\s]*)/.exec(file?.toolchain ?? '')?.[1];
    for (const version of [file?.goVersion, toolchain]) {
      if (version === undefined || version === null) continue;
      if (highest === null || compareVersions(version, highest) > 0) highest = version;
    }
  }
  return highest;
}

/** What is selected, each module and version once, and how the project asks for it. */
class Selection {
  readonly #replaces = new Map<string, GoReplace>();
  readonly #chosen = new Map<string, GraphNode>();
  readonly #indexes = new Map<string, number>();
  readonly #edges: GraphEdge[] = [];

  /** Of several replacements of the same the first counts, so that a workspace's go before its modules'. */
  constructor(replaces: readonly GoReplace[]) {
    for (const replace of replaces) {
      const key = replacementKey(replace.module, replace.version);
      if (!this.#replaces.has(key)) this.#replaces.set(key, replace);
    }
  }

  /** Takes a module, or what replaces it; `kind` is null where the project itself does not ask for it. */
  require(required: Pick<GoRequire, 'module' | 'version'>, kind: GraphEdge['kind'] | null): void {
    const { module, version } = required;
    const replace =
      this.#replaces.get(replacementKey(module, version)) ?? this.#replaces.get(replacementKey(module, null));
    const target = this.#add(
      replace?.by ?? module,
      replace === undefined ? version : (replace.byVersion ?? ''),
      replace !== undefined && replace.byVersion === null ? 'FILE' : 'REGISTRY',
    );
    if (kind !== null) this.#edges.push({ name: module, range: version, kind, target });
  }

  /** Advisories know it as the package `stdlib`. */
  addStandardLibrary(version: string): void {
    const target = this.#add('stdlib', version, 'REGISTRY');
    this.#edges.push({ name: 'stdlib', range: version, kind: 'RUNTIME', target });
  }

  nodes(rootName: string): readonly GraphNode[] {
    const root: GraphNode = {
      name: rootName,
      version: '',
      source: 'ROOT',
      location: '',
      flaggedScope: 'RUNTIME',
      isBundled: false,
      requires: this.#edges,
    };
    return [root, ...this.#chosen.values()];
  }

  /** The root is the first of the nodes, so the first one here has index 1. */
  #add(name: string, written: string, source: PackageSource): number {
    const version = /^v\d/.test(written) ? written.slice(1) : written;
    const location = `${name}@${version}`;
    const known = this.#indexes.get(location);
    if (known !== undefined) return known;
    const index = this.#chosen.size + 1;
    this.#indexes.set(location, index);
    this.#chosen.set(location, {
      name,
      version,
      source,
      location,
      flaggedScope: 'RUNTIME',
      isBundled: false,
      requires: [],
    });
    return index;
  }
}

function replacementKey(module: string, version: string | null): string {
  return `${module} ${version ?? ''}`;
}
