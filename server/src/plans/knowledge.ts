import type { EcosystemId, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PlanPolicy } from '../policies/policy.js';
import type { PackageFactsResult } from '../registries/registry.js';
import { resolutionKey, type ResolutionRequest, type ResolutionResult } from '../resolution/resolution.js';
import type { PlanningMemory } from './attempt-memory.js';
import { compareText } from './compare-text.js';
import { factsKey, type GroupMatch, type NeededFacts, type PlanInput } from './plan-input.js';
import { reaches } from './severity-weight.js';
import { Tracker } from './tracked.js';

/** What the project's facts say, remembering what was asked for and is not there. */
export interface Knowledge {
  readonly memory: PlanningMemory;
  readonly tracker: Tracker;
  readonly policy: PlanPolicy;
  readonly now: Date;
  /** What the registry answered; undefined, and noted as needed, where it was not asked yet. */
  ask(ecosystem: EcosystemId, name: string): PackageFactsResult | undefined;
  /** The published versions, lowest first; empty where the registry has none to tell. */
  versionsOf(ecosystem: EcosystemId, name: string): readonly PackageVersionFacts[];
  /** Those that nobody took back, with or without prereleases. */
  usableVersions(
    ecosystem: EcosystemId,
    name: string,
    withPrereleases: boolean,
  ): readonly PackageVersionFacts[];
  /** Asks for requirements, artifacts and date of a version: ASKED now, or UNKNOWN because that was asked in vain. */
  askDetails(ecosystem: EcosystemId, name: string, version: string): 'ASKED' | 'UNKNOWN';
  /** The advisory groups at or above the policy's threshold that concern a version. */
  threats(ecosystem: EcosystemId, name: string, version: string): readonly GroupMatch[];
  /** What a resolver answered; undefined, and noted as needed, where it was not asked yet. */
  resolve(request: ResolutionRequest): ResolutionResult | undefined;
  /** What was asked and is lacking, sorted. */
  needed(): readonly NeededFacts[];
  /** Which requests were made and not answered yet, in the order in which they were made. */
  neededResolutions(): readonly ResolutionRequest[];
}

/** Versions of one package that are asked about in one round. */
const MAXIMUM_DETAILS = 6;

/** Opens the facts of an input for questions; answers are remembered for the time of one planning. */
export function gatherKnowledge(input: PlanInput, memory: PlanningMemory): Knowledge {
  const lacking = new Map<string, { readonly ecosystem: EcosystemId; name: string; versions: Set<string> }>();
  const requests = new Map<string, ResolutionRequest>();
  const sorted = new Map<string, readonly PackageVersionFacts[]>();
  const usable = new Map<string, readonly PackageVersionFacts[]>();
  const threats = new Map<string, Map<string, readonly GroupMatch[]>>();
  const tracker = new Tracker(input);
  const lack = (ecosystem: EcosystemId, name: string): Set<string> => {
    const key = factsKey(ecosystem, name);
    const known = lacking.get(key) ?? { ecosystem, name, versions: new Set<string>() };
    lacking.set(key, known);
    return known.versions;
  };
  const ask = (ecosystem: EcosystemId, name: string): PackageFactsResult | undefined => {
    const key = factsKey(ecosystem, name);
    const result = input.facts.get(key);
    tracker.sawFacts(key, result);
    if (result === undefined) lack(ecosystem, name);
    return result;
  };
  const versionsOf: Knowledge['versionsOf'] = (ecosystem, name) => {
    const key = factsKey(ecosystem, name);
    const result = ask(ecosystem, name);
    const known = sorted.get(key);
    if (known !== undefined) return known;
    if (result?.kind !== 'facts') return [];
    const { compareVersions } = input.ecosystemOf(ecosystem);
    const versions = result.facts.versions.toSorted((a, b) => compareVersions(a.version, b.version));
    sorted.set(key, versions);
    return versions;
  };
  return {
    memory,
    tracker,
    policy: input.policy,
    now: input.now,
    ask,
    versionsOf,
    usableVersions(ecosystem, name, withPrereleases) {
      const key = `${withPrereleases}|${factsKey(ecosystem, name)}`;
      ask(ecosystem, name);
      const known = usable.get(key);
      if (known !== undefined) return known;
      const { isPrerelease } = input.ecosystemOf(ecosystem);
      const versions = versionsOf(ecosystem, name).filter(
        ({ version, yanked }) => yanked === null && (withPrereleases || !isPrerelease(version)),
      );
      if (input.facts.has(factsKey(ecosystem, name))) usable.set(key, versions);
      return versions;
    },
    askDetails(ecosystem, name, version) {
      const result = ask(ecosystem, name);
      if (result?.kind !== 'facts' || result.facts.undated?.includes(version) === true) return 'UNKNOWN';
      tracker.lacks();
      const versions = lack(ecosystem, name);
      if (versions.size < MAXIMUM_DETAILS) versions.add(version);
      return 'ASKED';
    },
    threats(ecosystem, name, version) {
      const key = factsKey(ecosystem, name);
      const byVersion = threats.get(key) ?? new Map<string, readonly GroupMatch[]>();
      threats.set(key, byVersion);
      const known = byVersion.get(version);
      if (known !== undefined) return known;
      const found = input
        .match([{ ecosystem, name, version }])
        .filter((match) => reaches(match.severity, input.policy.minimumSeverity));
      byVersion.set(version, found);
      return found;
    },
    resolve(request) {
      const key = resolutionKey(request);
      const result = input.resolutions.get(key);
      tracker.sawResolution(key, result);
      if (result === undefined) requests.set(key, request);
      return result;
    },
    needed: () =>
      [...lacking.values()]
        .map(({ ecosystem, name, versions }) => ({
          ecosystem,
          name,
          versions: [...versions].toSorted(compareText),
        }))
        .toSorted((a, b) => compareText(factsKey(a.ecosystem, a.name), factsKey(b.ecosystem, b.name))),
    neededResolutions: () => [...requests.values()],
  };
}
