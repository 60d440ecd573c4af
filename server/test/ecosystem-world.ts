import { ecosystemOf } from '../src/ecosystems/registry.js';
import type { EcosystemId, ManifestFile, PackageVersionFacts } from '../src/ecosystems/ecosystem.js';
import { makePlans, type AssembledPlans } from '../src/plans/make-plan.js';
import type { PlanManifest } from '../src/plans/plan-input.js';
import { DEFAULT_POLICY, type PlanPolicy } from '../src/policies/policy.js';
import type { PackageFactsResult, PackageRegistry } from '../src/registries/registry.js';
import { versionFacts } from '../src/registries/version-facts.js';
import { registryAlone, WORLD_NOW } from './planning-world.js';

/** What a version is beside its number; what is not told is as a plain, old one has it. */
export type Release = Partial<Omit<PackageVersionFacts, 'version'>>;

/** A project of any ecosystem as its files, a registry of values and which versions are vulnerable. */
export interface EcosystemWorld {
  readonly ecosystem: EcosystemId;
  readonly files: Readonly<Record<string, string>>;
  /** By name and version. */
  readonly registry: Readonly<Record<string, Readonly<Record<string, Release>>>>;
  /** By name: the version below which all are vulnerable. */
  readonly vulnerable: Readonly<Record<string, string>>;
  readonly policy?: Partial<PlanPolicy>;
}

/** Plans a world as the product does; each plan's edits are read back by the ecosystem. */
export async function planEcosystem(world: EcosystemWorld): Promise<AssembledPlans> {
  return makePlans(registryAlone({ registry: registryOf(world) }), {
    targetBranch: 'main',
    manifests: manifestsOf(world),
    match: (versions) =>
      versions.flatMap((asked) => {
        const { name, version } = asked;
        const below = Object.hasOwn(world.vulnerable, name) ? world.vulnerable[name] : undefined;
        const ecosystem = ecosystemOf(asked.ecosystem);
        if (below === undefined || !ecosystem.isVersion(version)) return [];
        if (ecosystem.compareVersions(version, below) >= 0) return [];
        const group = `G-${name}`;
        return [{ ...asked, group, advisories: [group], severity: 'HIGH', score: null }];
      }),
    policy: { ...DEFAULT_POLICY, ...world.policy },
    now: WORLD_NOW,
    ecosystemOf,
    dismissed: new Map(),
  });
}

/**
 * What the planner proposes, a line each: `KIND: name from > to MEANS`, the lines that leave and come by file, what is fixed,
 * and why the rest stays. What repeats a character long is cut.
 */
export function tellOutcome(
  { files }: EcosystemWorld,
  { plans, unfixed }: AssembledPlans,
): readonly string[] {
  const lines = plans.flatMap(({ kind, changes, edits, proof }) => [
    ...changes.map(({ name, from, to, means }) => `${kind}: ${name} ${from} > ${to} ${means}`),
    ...edits.flatMap(({ path, newText }) => [path, ...differingLines(files[path] ?? '', newText)]),
    `fixes ${proof.fixed.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
  ]);
  const left = unfixed.map(
    ({ finding, reason }) => `${finding.name} ${finding.version} ${reason.code}: ${reason.message}`,
  );
  return [...lines, ...left].map((line) => line.replace(/(.)\1{15,}/g, '$1…'));
}

function manifestsOf({ ecosystem: id, files }: EcosystemWorld): readonly PlanManifest[] {
  const ecosystem = ecosystemOf(id);
  const all = Object.entries(files).map(([path, text]): ManifestFile => ({ path, text }));
  return ecosystem.groupManifests(all.map(({ path }) => path).toSorted()).map((group) => {
    const inputs = all.filter(({ path }) => group.inputs.includes(path));
    return { group, files: inputs, inventory: ecosystem.parse(group, inputs) };
  });
}

function registryOf({ registry }: EcosystemWorld): PackageRegistry {
  return {
    facts: async (ecosystem, names) =>
      new Map(
        names.map((name): [string, PackageFactsResult] => {
          const known = Object.hasOwn(registry, name) ? registry[name] : undefined;
          if (known === undefined) return [name, { kind: 'missing' as const, name }];
          const versions = Object.entries(known).map(([version, release]) =>
            versionFacts(version, { publishedAt: '2020-01-01T00:00:00.000Z', isDetailed: true, ...release }),
          );
          const facts = {
            ecosystem,
            name,
            latest: null,
            versions,
            repositoryUrl: null,
            undated: null,
            fetchedAt: '2026-06-30T00:00:00.000Z',
          };
          return [name, { kind: 'facts' as const, facts }];
        }),
      ),
  };
}

function differingLines(before: string, now: string): readonly string[] {
  const [old, fresh] = [before.split('\n'), now.split('\n')];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((line) => `-${line}`),
    ...fresh.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}
