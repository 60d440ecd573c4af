import { SCOPE_ORDER } from '../../inventory/graph.js';
import type { DependencyScope, Inventory, InventoryPackage } from '../../inventory/inventory.js';
import { type GraphEdge, type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import { ProblemList } from '../../formats/problem-list.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { splitPath, textsOfGroup } from '../manifest-paths.js';
import { type DeclaredGem, type Gemfile, readGemfile } from './gemfile.js';
import { isLockPath } from './groups.js';
import { ANY_VERSION, type GemLock, readLock } from './lockfile.js';
import { satisfies } from './versions.js';

/** A gem has a version of its own for each of a few platforms at most; edges to more would be hostile. */
const MAX_VARIANTS = 16;

/** Reads one group: a lock with its Gemfile, or a Gemfile alone. Any input gives an inventory, never an exception. */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = textsOfGroup(group, files, problems);
  const isLocked = isLockPath(group.path);
  const manifestPath = isLocked ? group.inputs.find((path) => !isLockPath(path)) : group.path;
  const manifestText = manifestPath === undefined ? undefined : texts.get(manifestPath);
  const gemfile =
    manifestPath === undefined || manifestText === undefined
      ? null
      : readGemfile(manifestPath, manifestText, problems);
  const { file } = splitPath(group.path);
  const base = { ecosystem: 'RubyGems', path: group.path, format: file, isLocked } as const;
  if (isLocked) {
    const text = texts.get(group.path);
    const lock = text === undefined ? null : readLock(group.path, text, problems);
    const packages = lock === null ? [] : lockedPackages(lock, gemfile);
    return { ...base, packages, problems: problems.list() };
  }
  if (gemfile !== null) reportUnread(group.path, gemfile, problems);
  const packages = gemfile === null ? [] : declaredPackages(group.path, gemfile);
  return { ...base, packages, problems: problems.list() };
}

function lockedPackages(lock: GemLock, gemfile: Gemfile | null): readonly InventoryPackage[] {
  const indexes = new Map<string, number[]>();
  lock.gems.forEach(({ name }, index) => {
    const copies = indexes.get(name);
    if (copies === undefined) indexes.set(name, [index + 1]);
    else if (copies.length < MAX_VARIANTS) copies.push(index + 1);
  });
  const scopes = scopesOf(gemfile?.gems ?? []);
  const known = new Map<string, readonly number[]>();
  const answers = (name: string, range: string): readonly number[] => {
    const found = indexes.get(name) ?? [];
    if (found.length < 2) return found;
    const key = `${name} ${range}`;
    const fitting = known.get(key) ?? found.filter((at) => fits(lock, at, range));
    known.set(key, fitting);
    return fitting.length > 0 ? fitting : found;
  };
  const edge = (name: string, range: string, kind: DependencyScope): readonly GraphEdge[] => {
    const targets: readonly (number | null)[] = answers(name, range);
    return (targets.length === 0 ? [null] : targets).map((target) => ({ name, range, kind, target }));
  };
  const asked = lock.asks ?? unasked(lock);
  const root: GraphNode = {
    ...OWN,
    location: '',
    requires: [...asked].flatMap(([name, range]) => edge(name, range, scopes.get(name) ?? 'RUNTIME')),
  };
  const placed = new Map<string, number>();
  const gems = lock.gems.map(({ name, version, source, asks }): GraphNode => ({
    name,
    version,
    source,
    location: nextLocation(name, placed),
    isBundled: false,
    flaggedScope: 'RUNTIME',
    requires: [...asks].flatMap(([askedName, range]) => edge(askedName, range, 'RUNTIME')),
  }));
  return packagesOfGraph([root, ...gems]);
}

/** A gem's name is its place, whatever its version; no name holds a space, so that other versions of it get places too. */
function nextLocation(name: string, placed: Map<string, number>): string {
  const count = (placed.get(name) ?? 0) + 1;
  placed.set(name, count);
  return count === 1 ? name : `${name} #${count}`;
}

/** One version of each gem is the rule; where platforms have their own, each that fits is an answer. */
function fits(lock: GemLock, index: number, range: string): boolean {
  return satisfies(lock.gems[index - 1]?.version ?? '', range);
}

function unasked({ gems }: GemLock): ReadonlyMap<string, string> {
  const asked = new Set(gems.flatMap(({ asks }) => [...asks.keys()]));
  return new Map(
    gems.filter(({ name }) => !asked.has(name)).map(({ name, version }) => [name, `= ${version}`]),
  );
}

/** A gem that is declared more than once is there for the strongest reason. */
function scopesOf(gems: readonly DeclaredGem[]): ReadonlyMap<string, DependencyScope> {
  const scopes = new Map<string, DependencyScope>();
  for (const { name, scope } of gems) {
    const known = scopes.get(name);
    if (known === undefined || SCOPE_ORDER.indexOf(scope) < SCOPE_ORDER.indexOf(known))
      scopes.set(name, scope);
  }
  return scopes;
}

function declaredPackages(path: string, { gems }: Gemfile): readonly InventoryPackage[] {
  const scopes = scopesOf(gems);
  const unique = new Map(gems.map((gem) => [`${path}#${gem.name} (${gem.requirement})`, gem]));
  const root: GraphNode = {
    ...OWN,
    location: path,
    requires: Array.from(unique.values(), ({ name, requirement }, index): GraphEdge => ({
      name,
      range: requirement === '' ? ANY_VERSION : requirement,
      kind: scopes.get(name) ?? 'RUNTIME',
      target: index + 1,
    })),
  };
  const declared = Array.from(unique, ([location, { name, requirement, source }]): GraphNode => ({
    name,
    version: requirement === '' ? ANY_VERSION : requirement.replace(/^=\s*/, ''),
    source,
    location,
    isBundled: false,
    flaggedScope: 'RUNTIME',
    requires: [],
  }));
  return packagesOfGraph([root, ...declared]);
}

const OWN = { name: '', version: '', source: 'ROOT', isBundled: false, flaggedScope: 'RUNTIME' } as const;

function reportUnread(path: string, { unreadLines }: Gemfile, problems: ProblemList): void {
  for (const line of unreadLines) {
    const message =
      'Gems are named here by Ruby code, which Backline does not run; without a lock beside this file they are left out.';
    problems.add('NOT_SUPPORTED', path, () => line, message);
  }
}
