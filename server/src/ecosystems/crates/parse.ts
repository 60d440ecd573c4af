import { ProblemList, quote } from '../../formats/problem-list.js';
import type { Inventory, InventoryPackage } from '../../inventory/inventory.js';
import { type GraphEdge, type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { splitPath, textsOfGroup } from '../manifest-paths.js';
import { graphOfLock } from './lock-graph.js';
import { type LockedCrate, readCargoLock } from './lockfile.js';
import { type CargoDependency, type CargoManifest, readManifests } from './manifest.js';
import { pinnedVersion } from './ranges.js';
import { isVersion } from './versions.js';

/**
 * Reads one group: a Cargo.lock with the manifests that it covers, or a Cargo.toml alone, whose versions are declared
 * ranges (`isLocked` false). Any input gives an inventory, never an exception.
 */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = textsOfGroup(group, files, problems);
  const manifests = readManifests(
    group.inputs.flatMap((path) => {
      const text = splitPath(path).file === 'Cargo.toml' ? texts.get(path) : undefined;
      return text === undefined ? [] : [{ path, text }];
    }),
    problems,
  );
  const inputs = { group, text: texts.get(group.path), manifests, problems };
  const contents = splitPath(group.path).file === 'Cargo.toml' ? readDeclared(inputs) : readLocked(inputs);
  return { ecosystem: 'crates.io', path: group.path, ...contents, problems: problems.list() };
}

interface GroupInputs {
  readonly group: ManifestGroup;
  readonly text: string | undefined;
  readonly manifests: readonly CargoManifest[];
  readonly problems: ProblemList;
}

type Contents = Pick<Inventory, 'format' | 'isLocked' | 'packages'>;

function readLocked({ group, text, manifests, problems }: GroupInputs): Contents {
  const lock = text === undefined ? null : readCargoLock(group.path, text, problems);
  if (lock === null) return { format: 'Cargo.lock', isLocked: true, packages: [] };
  const crates = withoutRepeats(lock.crates, group.path, problems);
  const { nodes, covered } = graphOfLock(group.path, crates, manifests);
  for (const manifest of manifests) {
    if (covered.has(manifest) || manifest.dependencies.length === 0) continue;
    const message = `The lock ${quote(group.path)} does not know this package, and it has no lock of its own: its ${manifest.dependencies.length} dependencies were left out.`;
    problems.add('UNREADABLE', manifest.path, () => null, message);
  }
  const format = lock.version === null ? 'Cargo.lock' : `Cargo.lock v${lock.version}`;
  return { format, isLocked: true, packages: packagesOfGraph(nodes) };
}

function withoutRepeats(
  crates: readonly LockedCrate[],
  path: string,
  problems: ProblemList,
): readonly LockedCrate[] {
  const seen = new Set<string>();
  return crates.filter(({ name, version, source }) => {
    const key = `${name} ${version} ${source ?? ''}`;
    if (!seen.has(key)) return seen.add(key);
    const message = `The package ${quote(`${name} ${version}`)} stands in the lock twice; the first one counts.`;
    problems.add('BAD_ENTRY', path, () => null, message);
    return false;
  });
}

function readDeclared({ group, manifests, problems }: GroupInputs): Contents {
  const manifest = manifests.find(({ path }) => path === group.path);
  if (manifest === undefined) return { format: 'Cargo.toml', isLocked: false, packages: [] };
  if (manifest.hasReplacements) {
    const message =
      'What the file patches or replaces is not read without a Cargo.lock; the dependencies are listed as they are declared.';
    problems.add(
      'NOT_SUPPORTED',
      group.path,
      () => manifest.lineOf('[patch') ?? manifest.lineOf('[replace'),
      message,
    );
  }
  return { format: 'Cargo.toml', isLocked: false, packages: declaredPackages(manifest, problems) };
}

/** The project's own package, and one package for each declaration. */
function declaredPackages(manifest: CargoManifest, problems: ProblemList): readonly InventoryPackage[] {
  const nodes: GraphNode[] = [];
  const requires: GraphEdge[] = [];
  for (const dependency of manifest.dependencies) {
    const { key, range, kind } = dependency;
    if (dependency.source === 'GIT' && dependency.commit === null) {
      const message = `The git dependency ${quote(key)} names no commit, so without a Cargo.lock nobody can say what it is; it is not listed.`;
      problems.add('NOT_RESOLVED', manifest.path, () => manifest.lineOf(key), message);
      requires.push({ name: key, range, kind, target: null });
    } else {
      nodes.push(declaredNode(dependency));
      requires.push({ name: key, range, kind, target: nodes.length });
    }
  }
  const root: GraphNode = {
    name: manifest.name ?? '',
    version: manifest.version,
    source: 'ROOT',
    location: '',
    flaggedScope: 'RUNTIME',
    isBundled: false,
    requires,
  };
  return packagesOfGraph([root, ...nodes]);
}

/** A bare `1.2.3` is a range in a Cargo.toml: it is written as what it means, lest it be taken for a version. */
function declaredNode({ package: name, range, kind, source, location }: CargoDependency): GraphNode {
  const version = pinnedVersion(range) ?? (isVersion(range) ? `^${range}` : range);
  return { name, version, source, location, flaggedScope: kind, isBundled: false, requires: [] };
}
