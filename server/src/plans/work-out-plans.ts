import { isStorable } from '../advisories/package-key.js';
import type { Clock } from '../clock.js';
import type { ManifestFile } from '../ecosystems/ecosystem.js';
import { ecosystemOf } from '../ecosystems/registry.js';
import { isReadWhole } from '../inventory/manifest-problems.js';
import type { Project } from '../projects/project.js';
import type { PackageRegistry, Registries } from '../registries/registry.js';
import type { InTransaction } from '../stores.js';
import { type AssembledPlans, makePlans, type SourceReader } from './make-plan.js';
import { matchAdvisories } from './match-advisories.js';
import type { MatchVersions, PlanManifest } from './plan-input.js';
import { changedFields } from '../policies/describe-policy.js';
import { effectivePolicy } from '../policies/effective-policy.js';
import type { Policy } from '../policies/policy.js';
import type { PlacedProject } from '../policies/policy-scope.js';
import { PLANNING_FIELDS } from '../policies/resolve-policy.js';
import type { Resolver } from '../resolution/resolution.js';
import type { SourceOfProject } from '../usage/read-source.js';

/** What working out a project's plans needs. */
export interface PlanningDeps {
  readonly inTransaction: InTransaction;
  readonly registries: Registries;
  /** What holds where no policy says otherwise. */
  readonly policy: Policy;
  readonly resolver: Resolver;
  /** A look at a project's own source; null where there is none to look at. */
  readonly sourceOf: (place: SourceOfProject) => SourceReader | null;
  readonly clock: Clock;
}

/** What a project's plans are worked out by, beside its manifests. */
export interface PlanSite {
  readonly registry: PackageRegistry;
  readonly project: PlacedProject & SourceOfProject['project'];
  readonly targetBranch: string;
  /** The commit that the manifests are of. */
  readonly commit: string;
  readonly signal: AbortSignal;
}

/** What people said at the time of the planning, by which the plans came out as they are. */
export interface PlannedBy {
  readonly policy: Policy;
  readonly dismissed: ReadonlyMap<string, string | null>;
}

/** Plans, and what they were worked out by. */
export interface WorkedOutPlans extends AssembledPlans {
  readonly plannedBy: PlannedBy;
}

/** The plans for these manifests, with advisories, policies and dismissals as they are stored now. Nothing is written. */
export async function workOutPlans(
  { inTransaction, policy, resolver, sourceOf, clock }: Omit<PlanningDeps, 'registries'>,
  { registry, project, targetBranch, commit, signal }: PlanSite,
  manifests: readonly PlanManifest[],
): Promise<WorkedOutPlans> {
  const match = await loadMatcher(inTransaction, manifests);
  const { effective, dismissed } = await inTransaction(async (stores) => ({
    effective: await effectivePolicy(stores, policy, project),
    dismissed: await stores.findings.dismissed(project.id),
  }));
  const plans = await makePlans(
    { registry, resolver, source: sourceOf({ project, branch: targetBranch, commit, signal }), signal },
    {
      targetBranch,
      manifests,
      match,
      policy: effective.policy,
      dismissed,
      now: clock(),
      ecosystemOf,
    },
  );
  return { ...plans, plannedBy: { policy: effective.policy, dismissed } };
}

/** Whether plans would come out otherwise by what people say now. */
export function isSaidOtherwise(before: PlannedBy, now: PlannedBy): boolean {
  return (
    changedFields(before.policy, now.policy).some((field) => PLANNING_FIELDS.has(field)) ||
    before.dismissed.size !== now.dismissed.size ||
    [...before.dismissed].some(([key, until]) => now.dismissed.get(key) !== until)
  );
}

/** What the stored advisories say of every package that these manifests name, as a pure function. */
export async function loadMatcher(
  inTransaction: InTransaction,
  manifests: readonly PlanManifest[],
): Promise<MatchVersions> {
  const packages = packagesOf(manifests);
  return inTransaction(async (stores) => {
    const records = await stores.advisories.advisoriesFor(packages);
    const groups = await stores.advisories.groupsForAdvisories(records.map(({ id }) => id));
    return matchAdvisories(records, groups, ecosystemOf);
  });
}

/** A project's manifests with their texts and inventories, from what the last analysis stored; only those read whole. */
export async function loadManifests(
  inTransaction: InTransaction,
  project: Pick<Project, 'id'>,
): Promise<readonly PlanManifest[]> {
  return inTransaction(async (stores) => {
    const manifests = (await stores.inventories.manifests(project.id)).filter(isReadWhole);
    const inventories = await stores.inventories.load(manifests.map(({ inventoryId }) => inventoryId));
    const texts = await stores.inventories.texts(
      manifests.flatMap(({ inputs }) => inputs.map(({ blob }) => blob)),
    );
    return manifests.flatMap(({ path, ecosystem, inputs, inventoryId }): PlanManifest[] => {
      const inventory = inventories.get(inventoryId);
      if (inventory === undefined) return [];
      const files = inputs.flatMap(({ path: file, blob }): ManifestFile[] => {
        const text = texts.get(blob);
        return text === undefined ? [] : [{ path: file, text }];
      });
      return [{ group: { ecosystem, path, inputs: files.map((file) => file.path) }, files, inventory }];
    });
  });
}

function packagesOf(manifests: readonly PlanManifest[]) {
  const packages = new Map<string, { ecosystem: PlanManifest['inventory']['ecosystem']; name: string }>();
  for (const { inventory } of manifests) {
    for (const { name } of inventory.packages) {
      if (!isStorable({ ecosystem: inventory.ecosystem, name, version: '' })) continue;
      packages.set(`${inventory.ecosystem}|${name}`, { ecosystem: inventory.ecosystem, name });
    }
  }
  return [...packages.values()];
}
