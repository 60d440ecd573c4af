import { createHash } from 'node:crypto';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { Clock } from '../clock.js';
import { followMergeRequests } from '../integrations/integration-jobs.js';
import { integrationLane } from '../integrations/integration.js';
import { analyzeProjectJob } from '../projects/project-jobs.js';
import { hookSigningPlace, hookTokenPlace } from '../secrets/secret-store.js';
import type { InTransaction, Stores } from '../stores.js';
import type { CalledHook, HookHint } from './gitlab-hook.js';
import { type HookEvent, readEvent } from './read-event.js';
import { type DeliveryProof, type HookSecrets, verifyDelivery } from './verify-delivery.js';

/** What receiving needs. */
export interface ReceiveDeps {
  readonly inTransaction: InTransaction;
  /** Outside any transaction. */
  readonly read: Pick<Stores, 'gitLabHooks' | 'secrets' | 'jobs'>;
  readonly clock: Clock;
}

/** One call of a webhook, before anything of it is believed. */
export interface Delivery {
  readonly publicId: string;
  readonly proof: DeliveryProof;
  /** GitLab's `Idempotency-Key`, the same when it sends again; null: it sent none. */
  readonly idempotencyKey: string | null;
  readonly body: Uint8Array;
}

/**
 * ACCEPTED: what it hints at is looked at; DUPLICATE: it came before; IGNORED: it is not about the project of the webhook;
 * REFUSED: there is no such webhook or it proves nothing; GONE: the integration is disconnected; UNREADABLE: no JSON object.
 */
export type DeliveryOutcome = 'ACCEPTED' | 'DUPLICATE' | 'IGNORED' | 'REFUSED' | 'GONE' | 'UNREADABLE';

/** Events come in swarms: what they ask for waits so long, and is done once for all of them. */
const SETTLE_MS = 2_000;

/**
 * Takes one call of a webhook, each once: the look that it asks for is queued in the same transaction. Nothing of what it
 * says is stored; it only makes Backline look (GitLab facts, 5).
 */
export async function receiveDelivery(deps: ReceiveDeps, delivery: Delivery): Promise<DeliveryOutcome> {
  const { read, clock } = deps;
  const hook = isPublicId(delivery.publicId) ? await read.gitLabHooks.findCalled(delivery.publicId) : null;
  const now = clock();
  const secrets = await readSecrets(read, hook, delivery.proof);
  const proven = verifyDelivery(secrets, { proof: delivery.proof, body: delivery.body, now });
  if (hook === null || proven === null) return 'REFUSED';
  if (hook.integrationState === 'DISCONNECTED') return 'GONE';
  const event = readEvent(delivery.body);
  if (event === null) return 'UNREADABLE';
  if (event.projectId !== null && event.projectId !== hook.project.gitlabProjectId)
    return ignoreForeign(deps, hook, event.projectId);
  const key = deliveryKey(delivery, proven, now);
  // Of a swarm nearly all end here: an analysis that still waits sees what this event tells of.
  if (isDefaultPush(hook, event) && (await read.jobs.isQueued(analyzeProjectJob, analysisKey(hook))))
    return (await read.gitLabHooks.takeDelivery(hook.id, key, now)) ? 'ACCEPTED' : 'DUPLICATE';
  return deps.inTransaction(async (stores) => {
    if (!(await stores.gitLabHooks.takeDelivery(hook.id, key, now))) return 'DUPLICATE';
    await followHint(stores, { hook, event, now });
    return 'ACCEPTED';
  });
}

const isPublicId = (text: string) => /^[\w-]{1,100}$/.test(text);

/** Only the secret that is to be proven, also of a webhook that does not exist: then there is none. */
async function readSecrets(
  { secrets }: Pick<Stores, 'secrets'>,
  hook: CalledHook | null,
  { signature }: DeliveryProof,
): Promise<HookSecrets> {
  const id = hook?.id ?? '0';
  return signature === null
    ? { token: await secrets.get(hookTokenPlace(id)), signingToken: null }
    : { token: null, signingToken: await secrets.get(hookSigningPlace(id)) };
}

/** What is signed comes first, so that nobody passes a signed event for a new one; without a key, the same text in one minute. */
function deliveryKey(
  { proof, idempotencyKey, body }: Delivery,
  proven: 'SIGNATURE' | 'TOKEN',
  now: Date,
): string {
  const hash = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('base64url');
  const key = proven === 'SIGNATURE' ? proof.id : (idempotencyKey ?? proof.id);
  if (key !== null && key !== '') return `key:${hash(key)}`;
  return `body:${hash(body)}:${Math.floor(now.getTime() / 60_000)}`;
}

/** Said once in the history, until deliveries are forgotten. */
function ignoreForeign(
  { inTransaction, clock }: ReceiveDeps,
  { id, project }: CalledHook,
  told: number,
): Promise<DeliveryOutcome> {
  return inTransaction<DeliveryOutcome>(async (stores) => {
    if (await stores.gitLabHooks.takeDelivery(id, 'foreign-project', clock())) {
      await stores.audit.record({
        actor: BACKLINE_ACTOR,
        action: 'webhook.foreign-project',
        message:
          `The webhook of ${project.path} received an event about project ${told} of GitLab, which is another one. ` +
          'Such events are ignored.',
        subject: `project:${project.id}`,
        projectId: project.id,
      });
    }
    return 'IGNORED';
  });
}

async function followHint(
  stores: Stores,
  { hook, event, now }: { readonly hook: CalledHook; readonly event: HookEvent; readonly now: Date },
): Promise<void> {
  const { project } = hook;
  const { hint, projectId } = event;
  if (hint === null || projectId === null || project.state === 'UNAVAILABLE') return;
  const soon = new Date(now.getTime() + SETTLE_MS);
  if (isDefaultPush(hook, event)) return enqueueAnalysis(stores, hook, soon);
  if (!(await stores.mergeRequests.lookNow(project.id, followedBy(hint), now))) return;
  const { integrationId } = project;
  await stores.jobs.enqueue(
    followMergeRequests,
    { integrationId },
    {
      lane: integrationLane(integrationId),
      subject: `integration:${integrationId}`,
      dedupeKey: `follow:${integrationId}`,
      priority: 30,
      runAt: soon,
    },
  );
}

function followedBy(hint: HookHint) {
  return hint.kind === 'mergeRequest' ? { iid: hint.iid } : { sourceBranch: hint.branch };
}

const analysisKey = ({ project }: CalledHook) => `analyze:${project.id}:false`;

/** The analysis reads the head as it is then: which commit was pushed does not matter. */
const isDefaultPush = ({ project }: CalledHook, { projectId, hint }: HookEvent) =>
  projectId !== null && hint?.kind === 'push' && hint.branch === project.defaultBranch;

async function enqueueAnalysis(stores: Stores, hook: CalledHook, runAt: Date): Promise<void> {
  const { id, integrationId } = hook.project;
  await stores.jobs.enqueue(
    analyzeProjectJob,
    { projectId: id, force: false },
    {
      lane: integrationLane(integrationId),
      subject: `project:${id}`,
      dedupeKey: analysisKey(hook),
      priority: 50,
      runAt,
    },
  );
}
