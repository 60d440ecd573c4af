import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { AppError, isAppError, type ErrorCode } from '../errors.js';
import type { Job, JobContext, JobOutcome } from '../jobs/job.js';
import { judgeTokenError, type OpenIntegration, withIntegration } from '../integrations/with-integration.js';
import type { Project } from '../projects/project.js';
import { dropHook, forgetHook } from './drop-hook.js';
import type { GitLabHookRow } from './gitlab-hook.js';
import { keepHook, type KeptHook, wantedHook, type WebhookDeps } from './keep-hook.js';
import { keepWebhooksJob, type KeepWebhooksPayload } from './webhook-jobs.js';

/** What a person is told where webhooks are wanted and GitLab has no way to Backline. */
export const NO_PUBLIC_ADDRESS = 'Set BACKLINE_PUBLIC_URL to the address at which GitLab reaches Backline.';

/** A hook in order is looked at once in this time. */
export const CHECK_MS = 24 * 3_600_000;

const AT_ONCE = 200;
/** GitLab takes 5 a minute. */
const TESTS = 4;
const NEXT_MS = 60_000;
const WAIT_FOR_OTHER_MS = 10_000;
const ROLE_TOO_LOW = 'The role is below Maintainer';

/** Say nothing about one project: the run ends with them. */
const ENDS_RUN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CANCELLED',
  'GITLAB_THROTTLED',
  'GITLAB_TLS',
  'GITLAB_UNREACHABLE',
  'NOT_GITLAB',
  'TOKEN_EXPIRED',
  'TOKEN_INVALID',
  'TOKEN_REVOKED',
  'TOKEN_SCOPE_MISSING',
]);

/** May be over by the next run. */
const PASSES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'GITLAB_ANSWER_INVALID',
  'GITLAB_CONFLICT',
  'GITLAB_FAILED',
  'GITLAB_OUTCOME_UNKNOWN',
  'GITLAB_TIMEOUT',
]);

/** One run over an integration's hooks. */
interface Run {
  readonly deps: WebhookDeps;
  readonly open: OpenIntegration;
  readonly context: Pick<JobContext, 'signal'>;
  readonly counts: Record<Outcome, number>;
}

type Outcome = KeptHook['what'] | 'removed' | 'failed';

/**
 * Makes the webhooks that are missing, repairs or wakes those that are due for a look, and removes those that are not wanted any
 * more. With everything in order and nothing due it asks GitLab nothing.
 */
export async function keepWebhooks(
  deps: WebhookDeps,
  { integrationId }: KeepWebhooksPayload,
  context: Pick<JobContext, 'job' | 'signal'>,
): Promise<JobOutcome> {
  if (await isAnotherRunning(deps, context.job))
    return again(deps, WAIT_FOR_OTHER_MS, 'Another run keeps these webhooks.');
  return withIntegration(deps, { integrationId, signal: context.signal }, async (open) => {
    const run: Run = { deps, open, context, counts: noCounts() };
    const { makesWebhooks } = open.integration.settings;
    if (makesWebhooks && deps.publicUrl === null) return { kind: 'done', result: NO_PUBLIC_ADDRESS };
    const { hooks, isMore } = await takeHooks(deps, integrationId, makesWebhooks);
    const projects = await projectsOf(deps, hooks);
    for (const hook of hooks) {
      context.signal.throwIfAborted();
      const project = projects.get(hook.projectId);
      if (project === undefined) continue;
      if (makesWebhooks && isWanted(project, hook)) await keepOne(run, hook, project);
      else await dropOne(run, hook, project);
    }
    return isMore
      ? again(deps, NEXT_MS, 'More webhooks are to be kept.')
      : { kind: 'done', result: tell(run) };
  });
}

/** Two runs at once could make a hook twice; the one that began later waits. */
async function isAnotherRunning({ inTransaction }: WebhookDeps, job: Job): Promise<boolean> {
  const filter = { names: [keepWebhooksJob.name], subject: job.subject ?? '', states: ['RUNNING'] as const };
  const running = await inTransaction(({ jobHistory }) =>
    jobHistory.list(filter, { before: null, limit: 10 }),
  );
  const began = (one: Job) => one.startedAt?.getTime() ?? 0;
  return running.jobs.some((other) =>
    began(other) === began(job) ? BigInt(other.id) < BigInt(job.id) : began(other) < began(job),
  );
}

/** What this run is about, at most 200; missing hooks get their rows and secrets first. */
async function takeHooks(
  deps: WebhookDeps,
  integrationId: string,
  makesWebhooks: boolean,
): Promise<{ readonly hooks: readonly GitLabHookRow[]; readonly isMore: boolean }> {
  const now = deps.clock();
  return deps.inTransaction(async (stores) => {
    if (!makesWebhooks) {
      const all = await stores.gitLabHooks.listOfIntegration(integrationId);
      return { hooks: all.slice(0, AT_ONCE), isMore: all.length > AT_ONCE };
    }
    const missing = await stores.gitLabHooks.listMissing(integrationId, AT_ONCE);
    for (const projectId of missing)
      await stores.gitLabHooks.create({ projectId, integrationId, publicId: deps.randomToken(), now });
    const before = new Date(now.getTime() - CHECK_MS);
    const hooks = await stores.gitLabHooks.listDue(integrationId, before, AT_ONCE);
    return { hooks, isMore: missing.length === AT_ONCE };
  });
}

async function projectsOf(
  { inTransaction }: WebhookDeps,
  hooks: readonly GitLabHookRow[],
): Promise<ReadonlyMap<string, Project>> {
  const ids = hooks.map(({ projectId }) => projectId);
  const found = ids.length === 0 ? [] : await inTransaction(({ projects }) => projects.findMany(ids));
  return new Map(found.map((project) => [project.id, project]));
}

/** As `GitLabHookStore.listMissing` has it. */
function isWanted({ accessLevel, integrationId, state }: Project, hook: GitLabHookRow): boolean {
  return integrationId === hook.integrationId && state !== 'UNAVAILABLE' && (accessLevel ?? 0) >= 40;
}

async function keepOne(run: Run, hook: GitLabHookRow, project: Project): Promise<void> {
  const { deps, open, counts } = run;
  const { publicUrl } = deps;
  const mayTest = counts.woken + counts.asleep < TESTS;
  if (publicUrl === null || (hook.state === 'DISABLED' && !mayTest)) return;
  try {
    const wanted = await deps.inTransaction((stores) => wantedHook(stores, { ...deps, publicUrl }, hook));
    const kept = await keepHook({ gitlab: open.gitlab, project, hook, wanted, mayTest });
    counts[kept.what] += 1;
    if (!(await saveKept(deps, { hook, project, kept })))
      // Disconnected, or switched off, while it was made.
      await open.gitlab.deleteHook(project.gitlabProjectId, kept.gitlabHookId);
  } catch (thrown) {
    const error = await readError(run, thrown);
    if (PASSES.has(error.code) && hook.state !== 'MAKING') return;
    counts.failed += 1;
    const state = PASSES.has(error.code) ? 'MAKING' : 'FAILED';
    const failure = { state, problem: problemOf(error), checkedAt: deps.clock() } as const;
    await deps.inTransaction(({ gitLabHooks }) => gitLabHooks.save(hook.id, failure));
  }
}

/** False when the hook is not known any more. */
async function saveKept(
  { inTransaction, clock }: WebhookDeps,
  { hook, project, kept }: { hook: GitLabHookRow; project: Project; kept: KeptHook },
): Promise<boolean> {
  const { gitlabHookId, what, problem } = kept;
  const isStopped = what === 'asleep' || what === 'waiting';
  return inTransaction(async (stores) => {
    const saved = await stores.gitLabHooks.save(hook.id, {
      gitlabHookId,
      problem,
      state: isStopped ? 'DISABLED' : 'ACTIVE',
      ...(what === 'waiting' ? {} : { checkedAt: clock() }),
    });
    const told = TOLD[what];
    if (saved === null || told === undefined) return saved !== null;
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: `project.webhook-${what}`,
      message: told(project.path),
      subject: `project:${project.id}`,
      projectId: project.id,
    });
    return true;
  });
}

const TOLD: Partial<Record<KeptHook['what'], (path: string) => string>> = {
  made: (path) => `Made a webhook in ${path}.`,
  repaired: (path) => `Repaired the webhook in ${path}.`,
  woken: (path) => `Woke the webhook in ${path}, which GitLab had stopped.`,
};

async function dropOne(run: Run, hook: GitLabHookRow, project: Project): Promise<void> {
  const { deps, open } = run;
  try {
    await dropHook(open.gitlab, project.gitlabProjectId, hook);
  } catch (thrown) {
    const error = await readError(run, thrown);
    if (error.code !== 'GITLAB_FORBIDDEN') {
      const left = { state: 'REMOVING', problem: error.message, checkedAt: deps.clock() } as const;
      await deps.inTransaction(({ gitLabHooks }) => gitLabHooks.save(hook.id, left));
      return;
    }
  }
  run.counts.removed += 1;
  await deps.inTransaction(async (stores) => {
    await forgetHook(stores, hook.id);
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'project.webhook-removed',
      message: `Removed the webhook from ${project.path}.`,
      subject: `project:${project.id}`,
      projectId: project.id,
    });
  });
}

/** What an error says about this one project; one that says more is thrown on. */
async function readError({ open, context }: Run, thrown: unknown): Promise<AppError> {
  if (context.signal.aborted) throw thrown;
  const error = await judgeTokenError(open.gitlab, thrown);
  if (!isAppError(error) || ENDS_RUN.has(error.code)) throw error;
  return error;
}

function problemOf(error: AppError): string {
  if (error.code === 'GITLAB_FORBIDDEN') return `${ROLE_TOO_LOW}.`;
  const { reason } = error.details;
  return error.code === 'GITLAB_REFUSED' && typeof reason === 'string'
    ? `GitLab refused the webhook: ${reason.replace(/\.$/, '')}.`
    : error.message;
}

function noCounts(): Run['counts'] {
  return { fine: 0, made: 0, repaired: 0, woken: 0, asleep: 0, waiting: 0, removed: 0, failed: 0 };
}

function tell({ counts }: Run): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.length === 0
    ? 'Nothing was due.'
    : parts.map(([what, count]) => `${count} ${what}`).join(', ');
}

function again({ clock }: WebhookDeps, afterMs: number, reason: string): JobOutcome {
  return { kind: 'again', runAt: new Date(clock().getTime() + afterMs), reason };
}
