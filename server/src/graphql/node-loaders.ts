import DataLoader from 'dataloader';
import { parseCampaignKey } from '../campaigns/campaign-key.js';
import { campaignKey } from '../campaigns/campaign.js';
import type { Stores } from '../stores.js';
import type { NodeType } from './global-id.js';

/** A loader for each type that `node` and `nodes` answer, by the noun's own id; null for what is not there. */
export type NodeLoaders = Readonly<Record<NodeType, DataLoader<string, object | null>>>;

/** Fresh loaders for one request: many ids of one type are one statement. */
export function createNodeLoaders(read: Stores): NodeLoaders {
  const rows = (findMany: (ids: readonly string[]) => Promise<readonly { readonly id: string }[]>) =>
    new DataLoader<string, object | null>(async (ids) => {
      const byId = new Map((await findMany(ids)).map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    });
  return {
    Account: rows((ids) => read.accounts.findAccounts(ids)),
    Advisory: rows((ids) => read.advisories.getAdvisories(ids)),
    AdvisoryGroup: new DataLoader<string, object | null>(async (ids) => {
      const groups = await read.advisories.groupsByIds(ids);
      return ids.map((id) => {
        const group = groups.get(id);
        return group === undefined ? null : { ...group, id: group.groupId };
      });
    }),
    ApiToken: rows((ids) => read.accounts.findApiTokens(ids)),
    AuditEvent: rows((ids) => read.audit.findMany(ids)),
    Campaign: new DataLoader<string, object | null>(async (keys) => {
      const subjects = keys.map(parseCampaignKey);
      const found = await read.campaigns.findMany(subjects.filter((subject) => subject !== null));
      return subjects.map((subject) => (subject === null ? null : (found.get(campaignKey(subject)) ?? null)));
    }),
    Dependency: rows((ids) => read.inventories.findDependencies(ids)),
    EventDelivery: rows((ids) => read.events.findDeliveries(ids)),
    EventEndpoint: rows((ids) => read.events.findMany(ids)),
    Finding: rows((ids) => read.findings.findMany(ids)),
    GitLabApplication: rows(() => read.gitlabApplications.list()),
    Integration: rows((ids) => read.integrations.findMany(ids)),
    Invitation: rows((ids) => read.accounts.findInvitations(ids)),
    Job: rows((ids) => read.jobHistory.findMany(ids)),
    Manifest: rows((ids) => read.inventories.findManifests(ids)),
    MergeRequest: rows((ids) => read.mergeRequests.findMany(ids)),
    Project: rows((ids) => read.projects.findMany(ids)),
    RemediationPlan: rows((ids) => read.plans.findMany(ids)),
    Session: rows((ids) => read.accounts.findSessions(ids)),
  };
}
