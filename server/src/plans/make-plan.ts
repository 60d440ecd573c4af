import type { Ecosystem, EcosystemId } from '../ecosystems/ecosystem.js';
import type { PackageFactsResult, PackageRegistry } from '../registries/registry.js';
import { resolutionKey, type ResolutionResult, type Resolver } from '../resolution/resolution.js';
import { createMemory } from './attempt-memory.js';
import { assemblePlans } from './assemble-plan.js';
import {
  factsKey,
  type NeededFacts,
  type NeededUsage,
  type PlanInput,
  type PlanOutcome,
  type UsageBook,
} from './plan-input.js';
import type { Usage } from './plan.js';
import { rememberVersions } from './remembered-versions.js';

/** Finished plans: nothing is lacking any more. */
export type AssembledPlans = Extract<PlanOutcome, { kind: 'plans' }>;

/** What planning a project needs beside what others must be asked for. */
export type PlanQuestion = Omit<PlanInput, 'facts' | 'resolutions' | 'usage' | 'tools'>;

/** Finds where a project's own files, at the commit that is planned, import packages. Never an exception. */
export interface SourceReader {
  usage(packages: readonly NeededUsage[]): Promise<UsageBook>;
}

/** Whom planning may ask. `source` is null where the project's own files cannot be looked at. */
export interface PlanPorts {
  readonly registry: PackageRegistry;
  readonly resolver: Resolver;
  readonly source: SourceReader | null;
  readonly signal: AbortSignal;
}

const MAXIMUM_ROUNDS = 40;
const MAXIMUM_PACKAGES = 3_000;

/**
 * Plans a project, asking the registry in rounds for just the packages that matter. What is still lacking when
 * the rounds or the packages run out counts as not answered.
 */
export async function makePlans(
  { registry, resolver, source, signal }: PlanPorts,
  question: PlanQuestion,
): Promise<AssembledPlans> {
  const facts = new Map<string, PackageFactsResult>();
  const resolutions = new Map<string, ResolutionResult>();
  const usage = source === null ? null : new Map<string, Usage>();
  const ecosystemOf = rememberEcosystems(question.ecosystemOf);
  const memory = createMemory();
  for (let round = 1; ; round += 1) {
    const outcome = assemblePlans(
      {
        ...question,
        ecosystemOf,
        facts,
        resolutions,
        usage,
        tools: resolver.tools,
      },
      memory,
    );
    if (outcome.kind === 'plans') return outcome;
    signal.throwIfAborted();
    for (const request of outcome.resolutions)
      resolutions.set(
        resolutionKey(request),
        await resolver.resolve(request, { registry, match: question.match, signal }),
      );
    if (usage !== null && outcome.usage.length > 0) await lookForUsage(source, outcome.usage, usage);
    if (outcome.packages.length === 0) continue;
    const mayAsk = round <= MAXIMUM_ROUNDS && facts.size + outcome.packages.length <= MAXIMUM_PACKAGES;
    const answers = mayAsk ? await askFor(registry, outcome.packages) : new Map<string, PackageFactsResult>();
    for (const needed of outcome.packages) {
      const key = factsKey(needed.ecosystem, needed.name);
      facts.set(key, takeIn(facts.get(key), answers.get(key), { needed, mayAsk }));
    }
  }
}

/** What nobody says anything of is not looked for again. */
async function lookForUsage(
  source: SourceReader | null,
  packages: readonly NeededUsage[],
  usage: Map<string, Usage>,
): Promise<void> {
  const found = await source?.usage(packages);
  for (const { ecosystem, name } of packages) {
    const key = factsKey(ecosystem, name);
    usage.set(key, found?.get(key) ?? { files: [], count: 0, isComplete: false });
  }
}

/**
 * An answer on top of what was known before: versions that were told in detail stay so, and versions that were asked about
 * by name and not told stand in `undated`, so that nobody asks again.
 */
function takeIn(
  before: PackageFactsResult | undefined,
  answer: PackageFactsResult | undefined,
  { needed, mayAsk }: { readonly needed: NeededFacts; readonly mayAsk: boolean },
): PackageFactsResult {
  const result = answer?.kind === 'facts' || before === undefined ? answer : before;
  if (result === undefined) return notAnswered(needed.name, mayAsk);
  if (result.kind !== 'facts' || needed.versions.length === 0) return result;
  const earlier = new Map(
    before?.kind === 'facts' ? before.facts.versions.map((version) => [version.version, version]) : [],
  );
  const versions = result.facts.versions.map((version) => {
    const known = earlier.get(version.version);
    return known?.isDetailed === true && !version.isDetailed ? known : version;
  });
  const told = new Map(versions.map((version) => [version.version, version]));
  const wasUndated = before?.kind === 'facts' ? (before.facts.undated ?? []) : [];
  const inVain = needed.versions.filter((version) => {
    const facts = told.get(version);
    return facts === undefined || !facts.isDetailed || facts.publishedAt === null;
  });
  const undated = [...new Set([...(result.facts.undated ?? []), ...wasUndated, ...inVain])];
  return { ...result, facts: { ...result.facts, versions, undated } };
}

function rememberEcosystems(ecosystemOf: PlanInput['ecosystemOf']): PlanInput['ecosystemOf'] {
  const remembered = new Map<EcosystemId, Ecosystem>();
  return (id) => {
    const known = remembered.get(id) ?? rememberVersions(ecosystemOf(id));
    remembered.set(id, known);
    return known;
  };
}

async function askFor(
  registry: PackageRegistry,
  packages: readonly NeededFacts[],
): Promise<ReadonlyMap<string, PackageFactsResult>> {
  const names = new Map<EcosystemId, Map<string, readonly string[]>>();
  for (const { ecosystem, name, versions } of packages)
    names.set(ecosystem, (names.get(ecosystem) ?? new Map<string, readonly string[]>()).set(name, versions));
  const answers = new Map<string, PackageFactsResult>();
  for (const [ecosystem, asked] of names) {
    const dated = new Map([...asked].filter(([, versions]) => versions.length > 0));
    const found = await registry.facts(ecosystem, [...asked.keys()], ...(dated.size > 0 ? [dated] : []));
    for (const [name, result] of found) answers.set(factsKey(ecosystem, name), result);
  }
  return answers;
}

function notAnswered(name: string, wasAsked: boolean): PackageFactsResult {
  const message = wasAsked ? 'it gave no answer.' : 'planning needed more packages than Backline asks for.';
  return { kind: 'failed', name, status: null, message };
}
