import type { Abilities, Ecosystem, RangeChange } from '../ecosystems/ecosystem.js';
import { growTree, withRanges, type DependencyTree } from './dependency-tree.js';
import type { Knowledge } from './knowledge.js';
import { tellTree } from './hidden-edges.js';
import { readOverrides, type Overrides } from './overrides.js';
import type { PlanInput, PlanManifest } from './plan-input.js';

/** A declared range that is raised: of which own package, for the sake of which copy, to which version. */
export interface Raise {
  readonly own: number;
  readonly name: string;
  readonly from: string;
  readonly range: string;
  readonly copy: number;
  readonly to: string;
}

/** A version that is forced on some copies, against the ranges of some of those that ask. */
export interface Force {
  readonly name: string;
  /** The versions that it takes the place of, lowest first. */
  readonly from: readonly string[];
  readonly to: string;
  readonly within: readonly string[];
  readonly copies: readonly number[];
  /** Whose range is broken, and which, for a person: `name@version asks for range`. */
  readonly against: readonly string[];
}

/** One manifest group being planned, with the ranges raised and the versions forced so far. */
export interface PlanningSite {
  readonly manifest: PlanManifest;
  readonly ecosystem: Ecosystem;
  readonly abilities: Abilities;
  readonly tree: DependencyTree;
  readonly overrides: Overrides;
  readonly knowledge: Knowledge;
  readonly raises: readonly Raise[];
  readonly forces: readonly Force[];
  /** Whether installed versions are moved; false where only what is declared can be raised (a packages.config, too). */
  readonly isLocked: boolean;
  /** Whether a resolver may and can be asked. */
  readonly hasResolver: boolean;
}

/** Makes one manifest group ready for the ladder. */
export function openSite(input: PlanInput, manifest: PlanManifest, knowledge: Knowledge): PlanningSite {
  const ecosystem = input.ecosystemOf(manifest.group.ecosystem);
  const abilities = ecosystem.abilities(manifest.inventory);
  return {
    manifest,
    ecosystem,
    abilities,
    tree: tellTree(
      knowledge.memory.trees.recall(manifest, abilities.placement, () =>
        growTree(manifest.inventory, ecosystem, abilities),
      ),
      { ecosystem, knowledge, hides: abilities.hides ?? null },
    ),
    overrides: readOverrides(manifest),
    knowledge,
    raises: [],
    forces: [],
    isLocked:
      manifest.inventory.isLocked && (abilities.versions || !abilities.ranges || abilities.resolver !== null),
    hasResolver:
      manifest.inventory.isLocked && abilities.resolver !== null && input.tools.has(abilities.resolver),
  };
}

/** The same site with these declared ranges raised too. */
export function raiseSite(site: PlanningSite, raises: readonly Raise[]): PlanningSite {
  const changes = raises.map(({ own, name, range }) => ({ from: own, name, range }));
  const others = site.raises.filter(
    ({ own, name, from }) =>
      !raises.some((raise) => raise.own === own && raise.name === name && raise.from === from),
  );
  return { ...site, tree: withRanges(site.tree, changes), raises: [...others, ...raises] };
}

/** The raised ranges as the editor wants them: each declaration once. */
export function rangeChangesOf(site: PlanningSite): readonly RangeChange[] {
  const changes = new Map<string, RangeChange>();
  for (const { own, name, from, range } of site.raises) {
    const declaring = site.tree.packages[own];
    const manifestPath =
      declaring === undefined ? null : site.ecosystem.manifestOf(site.manifest.group, declaring);
    changes.set(JSON.stringify([manifestPath, name, from]), { manifestPath, name, from, range });
  }
  return [...changes.values()];
}
