import type { EcosystemId } from '../ecosystems/ecosystem.js';
import { ecosystemOf } from '../ecosystems/registry.js';
import type { Inventory } from '../inventory/inventory.js';
import type { LimitedRegistry } from './limited-registry.js';
import { createOffers, type KnownFacts, type Offers, RangeEffort } from './offer.js';
import {
  directVersions,
  findOutdated,
  type OutdatedDependency,
  type UncheckedDependency,
} from './outdated.js';
import type { PackageFactsResult } from './registry.js';
import { countUnchecked, type UncheckedPackages } from './unchecked-packages.js';
import { versionFacts } from './version-facts.js';

/** A package by its name in its ecosystem. */
export interface NamedPackage {
  readonly ecosystem: EcosystemId;
  readonly name: string;
}

/** What is outdated in a project, and what could not be checked. */
export interface ProjectReport {
  readonly packages: readonly OutdatedDependency[];
  readonly unchecked: readonly UncheckedPackages[];
}

const BATCH = 200;

/**
 * What is outdated in all manifests of a project. Each direct dependency is asked about once, the vulnerable ones first
 * and then by name, as long as the registry may be asked; the others are told as unchecked.
 */
export async function outdatedOfProject(
  registry: LimitedRegistry,
  inventories: readonly Inventory[],
  vulnerable: readonly NamedPackage[],
): Promise<ProjectReport> {
  const facts = await askAll(registry, directPackages(inventories, vulnerable));
  const effort = new RangeEffort();
  const offers = new Map<EcosystemId, Offers>();
  const packages: OutdatedDependency[] = [];
  const unchecked: UncheckedDependency[] = [];
  for (const inventory of inventories) {
    const { ecosystem } = inventory;
    const offered =
      offers.get(ecosystem) ??
      createOffers(facts.get(ecosystem) ?? new Map(), ecosystemOf(ecosystem), effort);
    offers.set(ecosystem, offered);
    const report = findOutdated(inventory, offered);
    for (const row of report.outdated) packages.push(row);
    for (const row of report.unchecked) unchecked.push(row);
  }
  return { packages, unchecked: countUnchecked(unchecked) };
}

/** A direct dependency, with the versions of it in all manifests. */
interface DirectPackage extends NamedPackage {
  readonly versions: Set<string>;
}

/** In the order in which they are asked about. */
function directPackages(
  inventories: readonly Inventory[],
  vulnerable: readonly NamedPackage[],
): readonly DirectPackage[] {
  const direct = new Map<string, DirectPackage>();
  for (const inventory of inventories) {
    const { ecosystem } = inventory;
    for (const [name, versions] of directVersions(inventory)) {
      const known = direct.get(keyOf({ ecosystem, name })) ?? { ecosystem, name, versions: new Set() };
      direct.set(keyOf(known), known);
      for (const version of versions) known.versions.add(version);
    }
  }
  const first = new Set(vulnerable.map(keyOf));
  const byName = [...direct.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return [
    ...byName.filter((each) => first.has(keyOf(each))),
    ...byName.filter((each) => !first.has(keyOf(each))),
  ];
}

/** Answers by ecosystem and name, in batches, of which only what is compared is kept. */
async function askAll(
  registry: LimitedRegistry,
  direct: readonly DirectPackage[],
): Promise<ReadonlyMap<EcosystemId, ReadonlyMap<string, KnownFacts>>> {
  const facts = new Map<EcosystemId, Map<string, KnownFacts>>();
  const keep = ({ ecosystem, name }: NamedPackage, known: KnownFacts): void => {
    const ofEcosystem = facts.get(ecosystem) ?? new Map<string, KnownFacts>();
    facts.set(ecosystem, ofEcosystem.set(name, known));
  };
  const asked = direct.filter((each) => {
    const isAdmitted = registry.admit(each.ecosystem, each.name);
    if (!isAdmitted) keep(each, { kind: 'unasked' });
    return isAdmitted;
  });
  for (let start = 0; start < asked.length; start += BATCH) {
    const batch = asked.slice(start, start + BATCH);
    for (const ecosystem of new Set(batch.map((each) => each.ecosystem))) {
      const own = batch.filter((each) => each.ecosystem === ecosystem);
      const dated = new Map(own.map(({ name, versions }) => [name, [...versions]]));
      for (const [name, result] of await registry.facts(ecosystem, [...dated.keys()], dated))
        keep({ ecosystem, name }, slim(result));
    }
  }
  return facts;
}

/** Without what is needed for planning only: thousands of packages are held at once. */
function slim(result: PackageFactsResult): PackageFactsResult {
  if (result.kind !== 'facts') return result;
  const versions = result.facts.versions.map(({ version, publishedAt, deprecated, yanked }) =>
    versionFacts(version, { publishedAt, deprecated, yanked }),
  );
  return { kind: 'facts', facts: { ...result.facts, versions } };
}

function keyOf({ ecosystem, name }: NamedPackage): string {
  return `${ecosystem} ${name}`;
}
