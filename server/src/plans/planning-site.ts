import type { Ecosystem, EcosystemId, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFactsResult } from '../registries/registry.js';
import { growTree, type NodeModulesTree } from './node-modules-tree.js';
import { readOverrides, type Overrides } from './npm-overrides.js';
import {
  factsKey,
  type GroupMatch,
  type NeededFacts,
  type PlanInput,
  type PlanManifest,
} from './plan-input.js';
import type { PlanPolicy } from '../policies/policy.js';
import { reaches } from './severity-weight.js';

/** What the project's facts say, remembering what was asked for and is not there. */
export interface Knowledge {
  readonly policy: PlanPolicy;
  readonly now: Date;
  /** What the registry answered; undefined, and noted as needed, where it was not asked yet. */
  ask(ecosystem: EcosystemId, name: string): PackageFactsResult | undefined;
  /** The published versions, lowest first; empty where the registry has none to tell. */
  versionsOf(ecosystem: EcosystemId, name: string): readonly PackageVersionFacts[];
  /** The advisory groups at or above the policy's threshold that concern a version. */
  threats(ecosystem: EcosystemId, name: string, version: string): readonly GroupMatch[];
  /** What was asked and is lacking, sorted. */
  needed(): readonly NeededFacts[];
}

/** One manifest group being planned. */
export interface PlanningSite {
  readonly manifest: PlanManifest;
  readonly ecosystem: Ecosystem;
  readonly tree: NodeModulesTree;
  readonly overrides: Overrides;
  readonly knowledge: Knowledge;
}

/** Opens the facts of an input for questions; answers are remembered for the time of one planning. */
export function gatherKnowledge(input: PlanInput): Knowledge {
  const lacking = new Map<string, NeededFacts>();
  const sorted = new Map<string, readonly PackageVersionFacts[]>();
  const threats = new Map<string, readonly GroupMatch[]>();
  const ask = (ecosystem: EcosystemId, name: string): PackageFactsResult | undefined => {
    const key = factsKey(ecosystem, name);
    const result = input.facts.get(key);
    if (result === undefined) lacking.set(key, { ecosystem, name, versions: [] });
    return result;
  };
  return {
    policy: input.policy,
    now: input.now,
    ask,
    versionsOf(ecosystem, name) {
      const result = ask(ecosystem, name);
      if (result?.kind !== 'facts') return [];
      const key = factsKey(ecosystem, name);
      const { compareVersions } = input.ecosystemOf(ecosystem);
      const known =
        sorted.get(key) ?? result.facts.versions.toSorted((a, b) => compareVersions(a.version, b.version));
      sorted.set(key, known);
      return known;
    },
    threats(ecosystem, name, version) {
      const key = `${factsKey(ecosystem, name)}@${version}`;
      const known =
        threats.get(key) ??
        input
          .match([{ ecosystem, name, version }])
          .filter((match) => reaches(match.severity, input.policy.minimumSeverity));
      threats.set(key, known);
      return known;
    },
    needed: () =>
      [...lacking.values()].toSorted((a, b) =>
        compareText(factsKey(a.ecosystem, a.name), factsKey(b.ecosystem, b.name)),
      ),
  };
}

/** Makes one manifest group ready for the ladder. */
export function openSite(input: PlanInput, manifest: PlanManifest, knowledge: Knowledge): PlanningSite {
  const ecosystem = input.ecosystemOf(manifest.group.ecosystem);
  return {
    manifest,
    ecosystem,
    tree: growTree(manifest.inventory, ecosystem),
    overrides: readOverrides(manifest),
    knowledge,
  };
}

/** Orders texts by code units: the same on every machine. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
