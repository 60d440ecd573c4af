import DataLoader from 'dataloader';
import type { Advisory } from '../advisories/advisory.js';
import type { AdvisoryGroup } from '../advisories/grouping.js';
import type { FindingPlace, OpenFinding } from '../findings/finding.js';
import type { IntegrationRegistry } from '../integrations/integration-registry.js';
import { discoverProjects } from '../integrations/integration-jobs.js';
import type { Integration } from '../integrations/integration.js';
import type { Inventory } from '../inventory/inventory.js';
import { createPathFinder, type PathFinder } from '../inventory/graph.js';
import type { Job } from '../jobs/job.js';
import type { MergeRequest } from '../merge-requests/merge-request.js';
import type { PlanView } from '../plans/plan.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import { effectivePolicies } from '../policies/effective-policy.js';
import type { Policy } from '../policies/policy.js';
import { type EffectivePolicy, resolvePolicy } from '../policies/resolve-policy.js';
import type { Project } from '../projects/project.js';
import { NO_HEALTH, type ProjectHealth } from '../projects/project-health.js';
import {
  type Campaign,
  type CampaignProgress,
  type CampaignSubject,
  type CampaignTotals,
  campaignKey,
  NO_PROGRESS,
} from '../campaigns/campaign.js';
import type { EventAttempt } from '../events/event-endpoint.js';
import type { Stores } from '../stores.js';
import { createNodeLoaders, type NodeLoaders } from './node-loaders.js';
import type { GitLabHookRow, HookState } from '../webhooks/gitlab-hook.js';

/** An inventory's paths, by name and version. */
export interface InventoryPaths {
  pathsOf(name: string, version: string): readonly (readonly string[])[];
}

/** Rows by key, each read once per request and many at a time. */
export interface Loaders {
  readonly project: DataLoader<string, Project | null>;
  /** By the id of a fork, what it is a fork of. */
  readonly forkOrigin: DataLoader<string, Project | null>;
  /** By a project's id; counted at the instant of the first one asked. */
  readonly projectHealth: DataLoader<{ readonly id: string; readonly now: Date }, ProjectHealth, string>;
  readonly campaignProgress: DataLoader<CampaignSubject, CampaignProgress, string>;
  readonly campaign: DataLoader<CampaignSubject, Campaign, string>;
  readonly campaignTotals: DataLoader<CampaignSubject, CampaignTotals | null, string>;
  /** The newest job about a subject, such as `plan:12`. */
  readonly newestJob: DataLoader<string, Job | null>;
  /** The discovery of an integration that waits or runs. */
  readonly syncJob: DataLoader<string, Job | null>;
  readonly advisory: DataLoader<string, Advisory | null>;
  /** What `node` and `nodes` answer. */
  readonly node: NodeLoaders;
  readonly integration: DataLoader<string, Integration | null>;
  readonly integrationCounts: DataLoader<string, { readonly projects: number; readonly writable: number }>;
  readonly integrationRegistries: DataLoader<string, readonly IntegrationRegistry[]>;
  /** How many webhooks an integration has in each state. */
  readonly webhookCounts: DataLoader<string, Readonly<Record<HookState, number>> | null>;
  readonly webhookOfProject: DataLoader<string, GitLabHookRow | null>;
  readonly plan: DataLoader<string, RemediationPlan | null>;
  /** What a plan does in full, which may be large. */
  readonly planView: DataLoader<string, PlanView | null>;
  readonly mergeRequestOfPlan: DataLoader<string, MergeRequest | null>;
  /** Other live plans that close a finding which this plan closes too. */
  readonly alternatives: DataLoader<string, readonly RemediationPlan[]>;
  /** The live plan of a key. */
  readonly livePlan: DataLoader<PlanKey, RemediationPlan | null, string>;
  /** What a project's policy says, by its id. */
  readonly policy: DataLoader<string, EffectivePolicy>;
  readonly group: DataLoader<string, AdvisoryGroup | null>;
  /** By an advisory's id how many findings of it are open or in progress. */
  readonly openFindingsOfAdvisory: DataLoader<string, number>;
  readonly paths: DataLoader<string, InventoryPaths>;
  /** By the id of a delivery, newest first. */
  readonly eventAttempts: DataLoader<string, readonly EventAttempt[]>;
  readonly openFindings: DataLoader<FindingPlace, readonly OpenFinding[], string>;
}

/** What a plan is found by; its newest revision answers. */
export type PlanKey = Pick<RemediationPlan, 'projectId' | 'kind' | 'group'>;

/** Fresh loaders for one request; `defaults` is what holds where no policy says otherwise. */
export function createLoaders(read: Stores, defaults: Policy): Loaders {
  return {
    project: new DataLoader(async (ids) => inOrder(ids, await read.projects.findMany(ids), ({ id }) => id)),
    forkOrigin: new DataLoader(async (ids) => {
      const origins = await read.projects.forkOrigins(ids);
      return ids.map((id) => origins.get(id) ?? null);
    }),
    projectHealth: new DataLoader(
      async (keys) => {
        const now = keys[0]?.now ?? new Date(0);
        const health = await read.projectHealth.ofMany(
          keys.map(({ id }) => id),
          now,
        );
        return keys.map(({ id }) => health.get(id) ?? NO_HEALTH);
      },
      { cacheKeyFn: ({ id }) => id },
    ),
    campaignProgress: new DataLoader(
      async (subjects) => {
        const progress = await read.campaigns.progress(subjects);
        return subjects.map((subject) => progress.get(campaignKey(subject)) ?? NO_PROGRESS);
      },
      { cacheKeyFn: campaignKey },
    ),
    campaign: new DataLoader(
      async (subjects) => {
        const found = await read.campaigns.findMany(subjects);
        return subjects.map(
          (subject) => found.get(campaignKey(subject)) ?? { subject, openFindings: 0, openProjects: 0 },
        );
      },
      { cacheKeyFn: campaignKey },
    ),
    campaignTotals: new DataLoader(
      async (subjects) => {
        const totals = await read.campaigns.totals(subjects);
        return subjects.map((subject) => totals.get(campaignKey(subject)) ?? null);
      },
      { cacheKeyFn: campaignKey },
    ),
    newestJob: new DataLoader(async (subjects) => {
      const jobs = await read.jobHistory.newestOf(subjects, {});
      return subjects.map((subject) => jobs.get(subject) ?? null);
    }),
    syncJob: new DataLoader(async (ids) => {
      const subjects = ids.map((id) => `integration:${id}`);
      const filter = { names: [discoverProjects.name], states: ['QUEUED', 'RUNNING'] as const };
      const jobs = await read.jobHistory.newestOf(subjects, filter);
      return subjects.map((subject) => jobs.get(subject) ?? null);
    }),
    advisory: new DataLoader(async (ids) =>
      inOrder(ids, await read.advisories.getAdvisories(ids), ({ id }) => id),
    ),
    node: createNodeLoaders(read),
    integration: new DataLoader(async (ids) =>
      inOrder(ids, await read.integrations.findMany(ids), ({ id }) => id),
    ),
    integrationCounts: new DataLoader(async (ids) => {
      const counts = await read.integrations.counts(ids);
      return ids.map((id) => counts.get(id) ?? { projects: 0, writable: 0 });
    }),
    integrationRegistries: new DataLoader(async (ids) => {
      const registries = await read.integrationRegistries.ofMany(ids);
      return ids.map((id) => registries.filter(({ integrationId }) => integrationId === id));
    }),
    webhookCounts: new DataLoader(async (ids) => {
      const counts = await read.gitLabHooks.counts(ids);
      return ids.map((id) => counts.get(id) ?? null);
    }),
    webhookOfProject: new DataLoader(async (ids) =>
      inOrder(ids, await read.gitLabHooks.findByProjects(ids), ({ projectId }) => projectId),
    ),
    plan: new DataLoader(async (ids) => inOrder(ids, await read.plans.findMany(ids), ({ id }) => id)),
    planView: new DataLoader(async (ids) => {
      const views = await read.plans.views(ids);
      return ids.map((id) => views.get(id) ?? null);
    }),
    mergeRequestOfPlan: new DataLoader(async (ids) =>
      inOrder(ids, await read.mergeRequests.findByPlans(ids), ({ planId }) => planId),
    ),
    alternatives: new DataLoader(async (ids) => {
      const found = await read.plans.alternatives(ids);
      return ids.map((id) => found.get(id) ?? []);
    }),
    livePlan: new DataLoader(
      async (keys) => {
        const plans = new Map((await read.plans.findLive(keys)).map((plan) => [planKey(plan), plan]));
        return keys.map((key) => plans.get(planKey(key)) ?? null);
      },
      { cacheKeyFn: planKey },
    ),
    policy: new DataLoader(async (ids) => {
      const policies = await effectivePolicies(read, defaults, await read.projects.findMany(ids));
      return ids.map((id) => policies.get(id) ?? resolvePolicy(defaults, []));
    }),
    group: new DataLoader(async (ids) => {
      const groups = await read.advisories.groupsByIds(ids);
      return ids.map((id) => groups.get(id) ?? null);
    }),
    openFindingsOfAdvisory: new DataLoader(async (ids) => {
      const counts = await read.advisories.openFindingCounts(ids);
      return ids.map((id) => counts.get(id) ?? 0);
    }),
    eventAttempts: new DataLoader(async (ids) => {
      const attempts = await read.events.attempts(ids);
      return ids.map((id) => attempts.get(id) ?? []);
    }),
    paths: new DataLoader(async (ids) => {
      const inventories = await read.inventories.load(ids);
      return ids.map((id) => inventoryPaths(inventories.get(id)));
    }),
    openFindings: new DataLoader(
      async (places) => {
        const open = await read.findings.listOpenIn(places);
        return places.map(({ projectId, manifestPath, packageName }) =>
          open.filter(
            (finding) =>
              finding.projectId === projectId &&
              finding.manifestPath === manifestPath &&
              (packageName === null || finding.packageName === packageName),
          ),
        );
      },
      {
        cacheKeyFn: ({ projectId, manifestPath, packageName }) =>
          JSON.stringify([projectId, manifestPath, packageName]),
      },
    ),
  };
}

function planKey({ projectId, kind, group }: PlanKey): string {
  return JSON.stringify([projectId, kind, group]);
}

function inOrder<Row>(
  keys: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

function inventoryPaths(inventory: Inventory | undefined): InventoryPaths {
  if (inventory === undefined) return { pathsOf: () => [] };
  let finder: PathFinder | null = null;
  return {
    pathsOf(name, version) {
      finder ??= createPathFinder(inventory);
      const paths = new Map<string, readonly string[]>();
      inventory.packages.forEach((item, index) => {
        if (item.name !== name || item.version !== version) return;
        for (const path of finder?.shortestPaths(index) ?? []) paths.set(path.join('\n'), path);
      });
      return [...paths.values()].sort((left, right) => left.length - right.length).slice(0, 5);
    },
  };
}
