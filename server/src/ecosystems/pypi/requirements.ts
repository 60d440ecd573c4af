import { normalizeName } from '../../advisories/package-key.js';
import type { ProblemList } from '../../formats/problem-list.js';
import type { DependencyScope, Inventory, Requirement } from '../../inventory/inventory.js';
import { type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import type { ManifestGroup } from '../ecosystem.js';
import { splitPath } from '../manifest-paths.js';
import { declaredVersion } from './manifest.js';
import { readRequirementsTree, type RequirementsTree } from './requirements-tree.js';
import type { FileRequirement, RequirementsFile } from './requirements-file.js';
import { UniqueTexts } from './unique-texts.js';
import { isVersion } from './versions.js';

/** Said of a group that has constraints, where a version can be forced. */
export const WITH_CONSTRAINTS = 'with constraints';

/**
 * Reads the requirements files of one folder as one inventory: each file is one of the project's own packages, each
 * requirement stands once, in the file that declares it, at `<file>#<name>`. Constraints give versions to what they name.
 * It is locked where a tool wrote the files and every requirement has its one version.
 */
export function readRequirements(
  group: ManifestGroup,
  texts: ReadonlyMap<string, string>,
  problems: ProblemList,
): Pick<Inventory, 'format' | 'isLocked' | 'packages'> {
  const tree = readRequirementsTree(group, texts, problems);
  const nodes: GraphNode[] = [];
  if (tree.files[0]?.path !== group.path) nodes.push(ownNode(group.path, { source: 'ROOT', requires: [] }));
  for (const file of tree.files)
    for (const node of nodesOfFile(file, { tree, group, first: nodes.length })) nodes.push(node);
  for (const node of nodesOfConstraints(tree)) nodes.push(node);
  const locations = new UniqueTexts();
  const unique = nodes.map((node) => ({ ...node, location: locations.make(node.location) }));
  const { file } = splitPath(group.path);
  const format = tree.constraints.length > 0 ? `${file} ${WITH_CONSTRAINTS}` : file;
  return { format, isLocked: isLocked(tree, nodes), packages: packagesOfGraph(unique) };
}

interface FileSite {
  readonly tree: RequirementsTree;
  readonly group: ManifestGroup;
  /** The position of the file's own node; its requirements follow. */
  readonly first: number;
}

function nodesOfFile(file: RequirementsFile, { tree, group, first }: FileSite): readonly GraphNode[] {
  const { path, requirements } = file;
  const kind = tree.scopeOf(path);
  const declared = tree.declaredRanges(path);
  const positions = new Map(requirements.map(({ ask }, at) => [normalizeName('PyPI', ask.name), at]));
  const own: Requirement[] = [];
  const edges = requirements.map((): Requirement[] => []);
  requirements.forEach((requirement, at) => {
    const { name, range } = requirement.ask;
    const target = first + 1 + at;
    const askers = askersOf(requirement, declared, positions);
    const ownRange = declared?.get(normalizeName('PyPI', name)) ?? range;
    if (askers === null) own.push({ name, range: ownRange, kind, target });
    for (const asker of askers ?? []) edges[asker]?.push({ name, range: '', kind: 'RUNTIME', target });
  });
  const source = path === group.path ? 'ROOT' : 'WORKSPACE';
  return [
    ownNode(path, { source, requires: own }),
    ...requirements.map(({ ask }, at): GraphNode => ({
      name: ask.name,
      version: versionOf(ask, tree.pinFor(path, normalizeName('PyPI', ask.name))),
      source: ask.source,
      location: `${path}#${ask.name}`,
      flaggedScope: kind,
      isBundled: false,
      requires: edges[at] ?? [],
    })),
  ];
}

/** Who asks for a requirement in a file that a tool wrote, as positions in it; null where the project itself asks. */
function askersOf(
  { ask, via }: FileRequirement,
  declared: ReadonlyMap<string, string> | null,
  positions: ReadonlyMap<string, number>,
): readonly number[] | null {
  if (declared?.has(normalizeName('PyPI', ask.name)) === true || via?.isDirect === true) return null;
  const askers = (via?.names ?? []).flatMap((name) => positions.get(normalizeName('PyPI', name)) ?? []);
  return askers.length === 0 && declared === null ? null : askers;
}

function versionOf(ask: FileRequirement['ask'], constraint: string | null): string {
  const isOpen = ask.source === 'REGISTRY' && ask.pinned === '';
  return isOpen && constraint !== null ? constraint : declaredVersion(ask);
}

/** What a constraint pins and nobody requires may still be installed for another package, so it is listed. */
function nodesOfConstraints(tree: RequirementsTree): readonly GraphNode[] {
  const known = new Set(
    tree.files.flatMap(({ requirements }) => requirements.map(({ ask }) => normalizeName('PyPI', ask.name))),
  );
  return tree.constraints.flatMap(({ path, requirements }) =>
    requirements.flatMap(({ ask }): GraphNode | readonly [] => {
      const key = normalizeName('PyPI', ask.name);
      if (ask.pinned === '' || known.has(key)) return [];
      known.add(key);
      const { name, source, pinned: version } = ask;
      const flaggedScope = tree.scopeOf(path);
      return {
        name,
        version,
        source,
        location: `${path}#${name}`,
        flaggedScope,
        isBundled: false,
        requires: [],
      };
    }),
  );
}

function ownNode(
  location: string,
  { source, requires }: { readonly source: 'ROOT' | 'WORKSPACE'; readonly requires: readonly Requirement[] },
): GraphNode {
  const flaggedScope: DependencyScope = 'RUNTIME';
  return { name: '', version: '', source, location, flaggedScope, isBundled: false, requires };
}

function isLocked(tree: RequirementsTree, nodes: readonly GraphNode[]): boolean {
  const isGenerated = tree.files.some(({ requirements }) =>
    requirements.some(({ via, isHashed }) => via !== null || isHashed),
  );
  return isGenerated && nodes.every(({ source, version }) => source !== 'REGISTRY' || isVersion(version));
}
