import { createHash } from 'node:crypto';
import semver from 'semver';
import type { Severity } from '../src/advisories/advisory.js';
import type {
  Abilities,
  Ecosystem,
  ManifestFile,
  PackageVersionFacts,
  ResolverTool,
} from '../src/ecosystems/ecosystem.js';
import { npm } from '../src/ecosystems/npm/index.js';
import { makePlans, type AssembledPlans, type PlanPorts, type PlanQuestion } from '../src/plans/make-plan.js';
import type { MatchVersions, PlanManifest } from '../src/plans/plan-input.js';
import { DEFAULT_POLICY, type PlanPolicy } from '../src/policies/policy.js';
import type { PackageFactsResult, PackageRegistry } from '../src/registries/registry.js';
import {
  NO_RESOLVER,
  type ResolutionRequest,
  type ResolutionResult,
  type Resolver,
} from '../src/resolution/resolution.js';

/** What a package asks for, in a lock and in the registry. */
export interface Asks {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A published version: what it asks for, and what differs from a plain, old one. */
export type Published = Asks & Partial<Omit<PackageVersionFacts, 'version' | keyof Asks>>;

/** A lock's entry, by location; `version` first, the rest as npm writes it. */
export type Locked = Asks & { readonly version: string; readonly [field: string]: unknown };

/** That versions inside a range are vulnerable. */
export interface Flaw {
  readonly group: string;
  readonly name: string;
  readonly range: string;
  readonly severity?: Severity;
}

/** A project with one lock, a registry and what is known to be vulnerable. */
export interface World {
  readonly root?: Asks & { readonly [field: string]: unknown };
  readonly lock: Readonly<Record<string, Locked>>;
  readonly registry: Readonly<Record<string, Readonly<Record<string, Published>> | PackageFactsResult>>;
  readonly flaws: readonly Flaw[];
  readonly policy?: Partial<PlanPolicy>;
  /** What of npm's abilities is to differ. */
  readonly abilities?: Partial<Abilities>;
  /** What a resolver answers; without one there is none. */
  readonly resolve?: (request: ResolutionRequest) => ResolutionResult;
}

/** Rung 1 by text and nothing else. */
export const ONLY_LIFTS: Partial<Abilities> = { ranges: false, forces: null, resolver: null };

export const WORLD_NOW = new Date('2026-06-30T00:00:00.000Z');
const LONG_AGO = '2020-01-01T00:00:00.000Z';

/** The files of a world's project: package.json and a lock of version 3, as npm writes them. */
export function worldFiles({ root = {}, lock }: World): readonly ManifestFile[] {
  const own = { name: 'app', version: '1.0.0', ...root };
  const packages = Object.fromEntries(
    Object.entries(lock).map(([location, entry]) => {
      const name = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const facts = publishedFacts(name, entry.version, {});
      const isOwn = !location.includes('node_modules/');
      const origin =
        isOwn || entry['inBundle'] === true ? {} : { resolved: facts.tarballUrl, integrity: facts.integrity };
      return [location, { ...origin, ...entry }];
    }),
  );
  const lockfile = {
    name: 'app',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': own, ...packages },
  };
  return [
    { path: 'package-lock.json', text: `${JSON.stringify(lockfile, null, 2)}\n` },
    { path: 'package.json', text: `${JSON.stringify(own, null, 2)}\n` },
  ];
}

/** Ports of which only the registry answers. */
export function registryAlone({ registry }: Pick<PlanPorts, 'registry'>): PlanPorts {
  return { registry, resolver: NO_RESOLVER, source: null, signal: new AbortController().signal };
}

/** Reads files as the product does. */
export function worldManifests(files: readonly ManifestFile[]): readonly PlanManifest[] {
  return npm.groupManifests(files.map((file) => file.path)).map((group) => {
    const inputs = files.filter((file) => group.inputs.includes(file.path));
    return { group, files: inputs, inventory: npm.parse(group, inputs) };
  });
}

/** The question that a world puts to the planner. */
export function worldQuestion(world: World): PlanQuestion {
  const ecosystem = worldEcosystem(world);
  return {
    targetBranch: 'main',
    manifests: worldManifests(worldFiles(world)),
    match: matchFlaws(world.flaws),
    policy: { ...DEFAULT_POLICY, ...world.policy },
    now: WORLD_NOW,
    ecosystemOf: () => ecosystem,
    dismissed: new Map(),
  };
}

/** npm with some of its abilities taken or given. */
function worldEcosystem({ abilities }: World): Ecosystem {
  return { ...npm, abilities: (inventory) => ({ ...npm.abilities(inventory), ...abilities }) };
}

/** A resolver whose answers are values. */
export function worldResolver(resolve: NonNullable<World['resolve']>): Resolver {
  return { tools: new Set<ResolverTool>(['npm']), resolve: (request) => Promise.resolve(resolve(request)) };
}

/** Plans a world, asking its registry as the product does. */
export function planWorld(world: World): Promise<AssembledPlans> {
  const ports = registryAlone({ registry: worldRegistry(world.registry) });
  const resolver = world.resolve === undefined ? NO_RESOLVER : worldResolver(world.resolve);
  return makePlans({ ...ports, resolver }, worldQuestion(world));
}

/** A registry of plain values. */
export function worldRegistry(registry: World['registry']): PackageRegistry {
  return {
    facts: async (_ecosystem, names) => new Map(names.map((name) => [name, answerOf(registry, name)])),
  };
}

/** A matcher of plain values. */
export function matchFlaws(flaws: readonly Flaw[]): MatchVersions {
  return (versions) =>
    versions.flatMap((asked) =>
      flaws
        .filter(
          ({ name, range }) =>
            name === asked.name && semver.satisfies(asked.version, range, { includePrerelease: true }),
        )
        .map(({ group, severity = 'HIGH' }) => ({
          ...asked,
          group,
          advisories: [group],
          severity,
          score: null,
        })),
    );
}

/** All facts about one version, as a registry would tell them. */
export function publishedFacts(name: string, version: string, published: Published): PackageVersionFacts {
  return {
    version,
    publishedAt: LONG_AGO,
    deprecated: null,
    yanked: null,
    integrity: `sha512-${createHash('sha512').update(`${name}@${version}`).digest('base64')}`,
    tarballUrl: `https://registry.example/${name}/-/${name.split('/').at(-1) ?? ''}-${version}.tgz`,
    dependencies: {},
    optionalDependencies: {},
    peerDependencies: {},
    optionalPeers: [],
    engines: {},
    bin: {},
    os: [],
    cpu: [],
    libc: [],
    license: null,
    funding: null,
    hasInstallScript: false,
    bundleDependencies: [],
    hasShrinkwrap: false,
    isDetailed: true,
    artifacts: [],
    document: null,
    ...published,
  };
}

function answerOf(registry: World['registry'], name: string): PackageFactsResult {
  const known = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (known === undefined) return { kind: 'missing', name };
  if (isAnswer(known)) return known;
  const versions = Object.entries(known).map(([version, published]) =>
    publishedFacts(name, version, published),
  );
  const facts = {
    ecosystem: 'npm' as const,
    name,
    latest: null,
    versions,
    repositoryUrl: null,
    undated: null,
    fetchedAt: LONG_AGO,
  };
  return { kind: 'facts', facts };
}

function isAnswer(
  known: Readonly<Record<string, Published>> | PackageFactsResult,
): known is PackageFactsResult {
  return 'kind' in known;
}
