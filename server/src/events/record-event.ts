import type { Severity } from '../advisories/advisory.js';
import { countBySeverity } from '../findings/severity-counts.js';
import { toGlobalId } from '../global-id.js';
import type { Integration } from '../integrations/integration.js';
import type { MergeRequest } from '../merge-requests/merge-request.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { Stores } from '../stores.js';
import { enqueueDelivering } from './event-jobs.js';
import { type BacklineEvent, type EventBody, type EventProject, TYPE_OF } from './events.js';

const MAX_FINDING_IDS = 100;

/** What recording needs of a transaction. */
type EventStores = Pick<Stores, 'events' | 'jobs'>;

/**
 * Writes one delivery for each endpoint that is told of such an event, in the transaction of what happened: both commit or
 * neither does. Where nobody wants it this is one small query, and `makeEvent` is not called.
 */
async function recordEvent<Event extends BacklineEvent>(
  stores: EventStores,
  type: Event['type'],
  at: Date,
  makeEvent: () => Promise<Event | null>,
): Promise<void> {
  const endpointIds = await stores.events.wanting(TYPE_OF[type]);
  if (endpointIds.length === 0) return;
  const event = await makeEvent();
  if (event === null) return;
  await stores.events.addDeliveries(endpointIds, { type: TYPE_OF[type], body: eventBody(event, at), at });
  await enqueueDelivering(stores, endpointIds);
}

/** The JSON that is sent. */
export function eventBody(event: BacklineEvent, at: Date): string {
  const { type, data } = event;
  const body = { type, version: 1, timestamp: at.toISOString(), data } as EventBody;
  return JSON.stringify(body);
}

/** A plan was proposed or approved. */
export function recordPlan(
  stores: EventStores & Pick<Stores, 'projects'>,
  type: 'plan.proposed' | 'plan.approved',
  plan: RemediationPlan,
  at: Date,
): Promise<void> {
  return recordEvent(stores, type, at, async () => {
    const project = await describeProject(stores, plan.projectId);
    if (project === null) return null;
    const { title, kind, revision, digest, fixedCounts, decidedBy } = plan;
    const described = { ...subject(stores, 'RemediationPlan', plan.id), title, kind, revision, digest };
    return { type, data: { project, plan: { ...described, closes: fixedCounts }, decidedBy } };
  });
}

/** A merge request was opened or merged. */
export function recordMergeRequest(
  stores: EventStores & Pick<Stores, 'projects'>,
  type: 'merge_request.opened' | 'merge_request.merged',
  mergeRequest: MergeRequest,
  at: Date,
): Promise<void> {
  return recordEvent(stores, type, at, async () => {
    const project = await describeProject(stores, mergeRequest.projectId);
    if (project === null) return null;
    const { iid, title, webUrl, sourceBranch, targetBranch } = mergeRequest;
    const id = toGlobalId('MergeRequest', mergeRequest.id);
    const plan = subject(stores, 'RemediationPlan', mergeRequest.planId);
    const described = { id, iid, title, webUrl, sourceBranch, targetBranch };
    return { type, data: { project, plan, mergeRequest: described } };
  });
}

/** Findings were opened in a project, or are back again. */
export function recordFindings(
  stores: EventStores & Pick<Stores, 'projects'>,
  projectId: string,
  findings: readonly { readonly id: string; readonly severity: Severity }[],
  at: Date,
): Promise<void> {
  return recordEvent(stores, 'finding.opened', at, async () => {
    const project = await describeProject(stores, projectId);
    if (project === null) return null;
    const findingIds = findings.slice(0, MAX_FINDING_IDS).map(({ id }) => toGlobalId('Finding', id));
    return { type: 'finding.opened', data: { project, counts: countBySeverity(findings), findingIds } };
  });
}

/** The token of an integration ends soon. */
export function recordExpiry(
  stores: EventStores,
  { id, name }: Pick<Integration, 'id' | 'name'>,
  end: { readonly expiresAt: string; readonly daysLeft: number },
  at: Date,
): Promise<void> {
  return recordEvent(stores, 'token.expiring', at, () => {
    const integration = { ...subject(stores, 'Integration', id), name };
    return Promise.resolve({ type: 'token.expiring', data: { integration, ...end } });
  });
}

const PAGES = { RemediationPlan: 'plans', Project: 'projects', Integration: 'integrations' } as const;

function subject({ events }: EventStores, type: keyof typeof PAGES, id: string) {
  const globalId = toGlobalId(type, id);
  const url = events.publicUrl === null ? null : `${events.publicUrl}/${PAGES[type]}/${globalId}`;
  return { id: globalId, url };
}

async function describeProject(
  stores: EventStores & Pick<Stores, 'projects'>,
  id: string,
): Promise<EventProject | null> {
  const project = await stores.projects.find(id);
  if (project === null) return null;
  const { path, webUrl } = project;
  return { ...subject(stores, 'Project', id), path, webUrl };
}
