import { MAX_FOLDERS } from '../ecosystems/manifest-paths.js';
import { isAppError } from '../errors.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { reconcileFindings } from '../findings/reconcile-findings.js';
import type { GitRemote, GitSnapshot } from '../gitlab/gitlab.js';
import { integrationLane } from '../integrations/integration.js';
import { withIntegration } from '../integrations/with-integration.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import type { Policy } from '../policies/policy.js';
import { nextLook } from '../projects/next-look.js';
import { planProjectJob } from '../projects/project-jobs.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { PARSER_VERSION } from './inventory-hash.js';
import { describeNewProblems } from './manifest-problems.js';
import { readFewBlobs } from './read-few-blobs.js';
import { MAX_GROUPS, type ReadDeps, type ReadManifests, readManifests } from './read-manifests.js';

/** What an analysis needs. */
export type AnalyzeDeps = ReadDeps & { readonly policy: Policy };

/**
 * Reads a project's manifests at the head of its default branch: one look at the branch, unless it was never read; if it moved, the tree
 * without blobs, then the blobs never seen before: up to three one by one, more in one batch. Equal inputs are parsed once in all of Backline. Inventory,
 * findings and the planning job commit together. A project whose head has not moved costs one ls-remote.
 */
export async function analyzeProject(
  deps: AnalyzeDeps,
  { projectId, force }: { readonly projectId: string; readonly force: boolean },
  context: Pick<JobContext, 'signal' | 'progress'>,
): Promise<JobOutcome> {
  const project = await deps.inTransaction((stores) => stores.projects.find(projectId));
  if (project === null) return { kind: 'done', result: 'The project is gone.' };
  if (project.state === 'UNAVAILABLE' || project.defaultBranch === null) {
    return { kind: 'done', result: 'The project cannot be read.' };
  }
  const branch = project.defaultBranch;
  const startedAt = deps.clock();
  return withIntegration(
    deps,
    { integrationId: project.integrationId, signal: context.signal },
    async (open) => {
      await context.progress({ done: 0, total: 4, message: 'Looking at the branch' });
      const before = await deps.inTransaction((stores) => stores.projects.analyzedAs(projectId));
      // What was never read is read whatever its head is: that saves a look at it.
      const head = before === null ? null : await open.git.readHead(project.gitUrl, branch);
      if (before !== null && head === null) return finishEmpty(deps, project, branch, startedAt);
      if (!force && before?.commit === head && before.parserVersion === PARSER_VERSION) {
        await deps.inTransaction(async (stores) => {
          await stores.projects.saveAnalysisState([projectId], 'DONE');
          await saveLook(stores, deps, project, startedAt);
          // Nothing moved here, but there may be newer releases.
          if (isRegistryDue(project, startedAt)) await enqueuePlanning(stores, project);
        });
        return { kind: 'done', result: { commit: head, changed: false } };
      }
      await deps.inTransaction((stores) => stores.projects.saveAnalysisState([projectId], 'RUNNING'));
      const snapshot = await openExisting(open.git, project, branch);
      if (snapshot === null) return finishEmpty(deps, project, branch, startedAt);
      try {
        const few = readFewBlobs(open.gitlab, project, snapshot);
        const read = await readManifests(deps, few, context);
        await context.progress({ done: 3, total: 4, message: 'Matching advisories' });
        const saved = await deps.inTransaction((stores) =>
          saveAnalysis(stores, deps, project, snapshot.commit, read, {
            startedAt,
            requests: open.gitlab.requestCount(),
          }),
        );
        if (saved === null) {
          const reason = 'The project was analysed, or went out of reach, meanwhile.';
          return { kind: 'again', runAt: deps.clock(), reason };
        }
        await context.progress({ done: 4, total: 4, message: 'Done' });
        return { kind: 'done', result: { commit: snapshot.commit, changed: true, ...saved } };
      } finally {
        await snapshot.close();
      }
    },
  )
    .then(async (outcome) => {
      // It waits for GitLab or for a new token: what runs no longer must not look as if it did.
      if (outcome.kind === 'again')
        await deps.inTransaction((stores) => stores.projects.saveAnalysisState([projectId], 'QUEUED'));
      return outcome;
    })
    .catch(async (error: unknown) => {
      if (isAppError(error, 'REPOSITORY_EMPTY')) return finishEmpty(deps, project, branch, startedAt);
      const known = isAppError(error)
        ? { code: error.code, message: error.message }
        : { code: 'INTERNAL', message: 'The analysis failed in an unexpected way.' };
      if (!context.signal.aborted) {
        await deps.inTransaction((stores) => stores.projects.saveAnalysisState([projectId], 'FAILED', known));
      }
      throw error;
    });
}

/** Null when the repository has no such branch; a repository that is not found is an error. */
async function openExisting(git: GitRemote, project: Project, branch: string): Promise<GitSnapshot | null> {
  try {
    return await git.openBranch(project.gitUrl, branch);
  } catch (error) {
    if (!isAppError(error, 'GITLAB_NOT_FOUND')) throw error;
    if ((await git.readHead(project.gitUrl, branch)) !== null) throw error;
    return null;
  }
}

/**
 * Null when another analysis, of another commit, was saved since this one began, whatever the clocks say: only a new
 * look says which is newer. Null too when the project can no longer be read.
 */
async function saveAnalysis(
  stores: Stores,
  deps: AnalyzeDeps,
  project: Project,
  commit: string,
  read: ReadManifests,
  cost: { readonly startedAt: Date; readonly requests: number },
): Promise<{ manifests: number; dependencies: number; opened: number; fixed: number } | null> {
  await stores.projects.lock([project.id]);
  const current = await stores.projects.find(project.id);
  if (current === null || current.state === 'UNAVAILABLE') return null;
  const newest = current.lastAnalysis;
  if (newest?.commit !== commit && newest?.analyzedAt !== project.lastAnalysis?.analyzedAt) return null;
  const before = await stores.inventories.manifests(project.id);
  await stores.inventories.saveTexts(read.texts);
  const fresh = read.groups.flatMap(({ hash, inventory }) =>
    inventory === null ? [] : [{ hash, inventory }],
  );
  const saved = await stores.inventories.save(fresh);
  const known = await stores.inventories.known(read.groups.map(({ hash }) => hash));
  const manifests = read.groups.map(({ group, inputs, hash }) => ({
    path: group.path,
    inputs,
    inventoryId: saved.get(hash) ?? known.get(hash) ?? '',
  }));
  await stores.inventories.replaceManifests(project.id, manifests);
  await stores.inventories.matchNew([...saved.values()]);
  const stored = await stores.inventories.manifests(project.id);
  const sentences = [
    ...describeLeftOut(project.path, read),
    describeNewProblems(project.path, before, stored),
  ];
  const problems = sentences.filter((sentence) => sentence !== null).join(' ');
  if (problems !== '') {
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'project.manifest-problems',
      message: problems,
      subject: `project:${project.id}`,
      projectId: project.id,
    });
  }
  const dependencies = stored.reduce((sum, manifest) => sum + manifest.dependencyCount, 0);
  const now = deps.clock();
  await stores.projects.saveAnalysis(
    project.id,
    {
      commit,
      analyzedAt: now.toISOString(),
      durationMs: now.getTime() - cost.startedAt.getTime(),
      gitlabRequests: cost.requests,
      manifestCount: stored.length,
      lockedManifestCount: stored.filter(({ isLocked }) => isLocked).length,
      dependencyCount: dependencies,
      registryProblem: project.lastAnalysis?.registryProblem ?? null,
      uncheckedPackages: project.lastAnalysis?.uncheckedPackages ?? [],
      registriesAskedAt: project.lastAnalysis?.registriesAskedAt ?? null,
    },
    stored.reduce((sum, manifest) => sum + manifest.problems.length, 0),
    PARSER_VERSION,
  );
  await saveLook(stores, deps, project, cost.startedAt);
  const { opened, fixed } = await reconcileFindings(stores, project, deps.policy, now);
  await enqueuePlanning(stores, project);
  return { manifests: stored.length, dependencies, opened, fixed };
}

/** Queues the planning of a project; one that waits already is enough. */
export async function enqueuePlanning(
  stores: Pick<Stores, 'jobs'>,
  project: Pick<Project, 'id' | 'integrationId'>,
): Promise<void> {
  await enqueuePlannings(stores, [project]);
}

/** Queues the planning of many projects in one statement. */
export async function enqueuePlannings(
  stores: Pick<Stores, 'jobs'>,
  projects: readonly Pick<Project, 'id' | 'integrationId'>[],
): Promise<void> {
  await stores.jobs.enqueueMany(
    planProjectJob,
    projects.map(({ id, integrationId }) => ({
      payload: { projectId: id },
      options: {
        lane: integrationLane(integrationId),
        subject: `project:${id}`,
        dedupeKey: `plan:${id}`,
        priority: 110,
      },
    })),
  );
}

const ASK_DAILY_MS = 24 * 3_600_000;
const ASK_AGAIN_MS = 3_600_000;

/** Whether registries should be asked again: daily, and hourly while one of them does not answer. */
function isRegistryDue({ lastAnalysis }: Project, now: Date): boolean {
  const askedAt = lastAnalysis?.registriesAskedAt ?? null;
  if (lastAnalysis === null || askedAt === null) return true;
  const everyMs = lastAnalysis.registryProblem === null ? ASK_DAILY_MS : ASK_AGAIN_MS;
  return now.getTime() - Date.parse(askedAt) >= everyMs;
}

/** Notes that the head was seen, and when it is to be looked at next. */
async function saveLook(
  stores: Pick<Stores, 'projects'>,
  { clock }: Pick<AnalyzeDeps, 'clock'>,
  { id, lastActivityAt }: Project,
  startedAt: Date,
): Promise<void> {
  const nextAt = nextLook({ id, lastActivityAt, lookedAt: startedAt });
  await stores.projects.saveLook(id, { startedAt, now: clock(), nextAt });
}

async function finishEmpty(
  deps: AnalyzeDeps,
  project: Project,
  branch: string,
  startedAt: Date,
): Promise<JobOutcome> {
  const message = `The branch ${branch} has no commit. The project is analysed after the first push.`;
  await deps.inTransaction(async (stores) => {
    await stores.projects.saveAnalysisState([project.id], 'FAILED', { code: 'REPOSITORY_EMPTY', message });
    await saveLook(stores, deps, project, startedAt);
    if (project.analysisError?.code === 'REPOSITORY_EMPTY') return;
    await stores.audit.record({
      actor: BACKLINE_ACTOR,
      action: 'project.empty',
      message,
      subject: `project:${project.id}`,
      projectId: project.id,
    });
  });
  return { kind: 'done', result: message };
}

/** What of a project was not looked at at all. */
function describeLeftOut(path: string, { leftOut, deep }: ReadManifests): readonly string[] {
  const sentences: string[] = [];
  if (leftOut > 0)
    sentences.push(
      `${path} has ${leftOut} manifests more than the ${MAX_GROUPS} that Backline reads; those were left out.`,
    );
  if (deep.length > 0)
    sentences.push(
      `${path} has ${deep.length} ${deep.length === 1 ? 'manifest' : 'manifests'} below more than ${MAX_FOLDERS} folders, where Backline reads none.`,
    );
  return sentences;
}
