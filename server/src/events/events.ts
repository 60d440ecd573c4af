import { z } from 'zod';
import type { EventType } from './event-endpoint.js';

const globalId = z.string().describe('Global id, as the API has it.');
const url = z.string().nullable().describe("Backline's page of it; null where its address is not known.");
const count = z.int().nonnegative();
const severityCounts = z
  .object({
    none: count,
    low: count,
    medium: count,
    high: count,
    critical: count,
    malicious: count,
    total: count,
  })
  .describe('How many there are of each severity.');
const project = z
  .object({ id: globalId, url, path: z.string(), webUrl: z.string().describe('The project in GitLab.') })
  .describe('A project of GitLab.');

const findingsOpened = z
  .object({
    project,
    counts: severityCounts,
    findingIds: z
      .array(z.string())
      .readonly()
      .describe('Global ids of the findings, the most severe first, at most 100.'),
  })
  .describe('One analysis, or one new advisory, opened findings in one project; some may be back again.');

const planEvent = z
  .object({
    project,
    plan: z.object({
      id: globalId,
      url,
      title: z.string(),
      kind: z.string().describe('SAFE, BREAKING, FORCED or UPDATE.'),
      revision: z.int(),
      digest: z.string().describe('What `approvePlan` asks for.'),
      closes: severityCounts.describe('How many findings it closes, by severity.'),
    }),
    decidedBy: z
      .string()
      .nullable()
      .describe("A person's name, or `policy:` and its scope; null: nobody has decided."),
  })
  .describe('A plan was proposed, which asks for a decision, or approved, by a person or by a policy.');

const mergeRequestEvent = z
  .object({
    project,
    plan: z.object({ id: globalId, url }),
    mergeRequest: z.object({
      id: globalId,
      iid: z.int(),
      title: z.string(),
      webUrl: z.string().describe('The merge request in GitLab.'),
      sourceBranch: z.string(),
      targetBranch: z.string(),
    }),
  })
  .describe('A merge request was opened or merged.');

const tokenExpiring = z
  .object({
    integration: z.object({ id: globalId, url, name: z.string() }),
    expiresAt: z.string().describe('`YYYY-MM-DD`; the token is dead from 00:00 UTC of that day.'),
    daysLeft: z.int(),
  })
  .describe('The token of an integration ends in at most 30, 7 or 1 days; told once for each.');

const endpointTest = z
  .object({ endpoint: z.string(), sentBy: z.string() })
  .describe('Somebody tries an endpoint out.');

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('finding.opened'), data: findingsOpened }),
  z.object({ type: z.literal('plan.proposed'), data: planEvent }),
  z.object({ type: z.literal('plan.approved'), data: planEvent }),
  z.object({ type: z.literal('merge_request.opened'), data: mergeRequestEvent }),
  z.object({ type: z.literal('merge_request.merged'), data: mergeRequestEvent }),
  z.object({ type: z.literal('token.expiring'), data: tokenExpiring }),
  z.object({ type: z.literal('endpoint.test'), data: endpointTest }),
]);

/** Every event, by its type. */
export type BacklineEvent = z.infer<typeof eventSchema>;
export type EventProject = z.infer<typeof project>;

/** What is sent to an endpoint, as JSON. */
export const eventBodySchema = eventSchema
  .and(
    z.object({
      version: z.literal(1),
      timestamp: z.iso.datetime().describe('When it happened.'),
    }),
  )
  .describe(
    'The body of an event. New fields may come at any time; what a field means changes only with `version`. The same event may arrive more than once and in another order: the header `webhook-id` names it, `timestamp` says when it happened.',
  );
export type EventBody = z.infer<typeof eventBodySchema>;

/** The contract of outgoing events as JSON Schema, as it is committed in events.schema.json. */
export function printEventContract(): string {
  return `${JSON.stringify(z.toJSONSchema(eventBodySchema, { io: 'input' }), null, 2)}\n`;
}

/** How the API names an event's type. */
export const TYPE_OF: Readonly<Record<BacklineEvent['type'], EventType>> = {
  'finding.opened': 'FINDING_OPENED',
  'plan.proposed': 'PLAN_PROPOSED',
  'plan.approved': 'PLAN_APPROVED',
  'merge_request.opened': 'MERGE_REQUEST_OPENED',
  'merge_request.merged': 'MERGE_REQUEST_MERGED',
  'token.expiring': 'TOKEN_EXPIRING',
  'endpoint.test': 'ENDPOINT_TEST',
};
