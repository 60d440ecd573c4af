import type { Ecosystem, ManifestFile, ManifestGroup } from '../ecosystems/ecosystem.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import { isAppError } from '../errors.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { reconcileFindings } from '../findings/reconcile-findings.js';
import type { GitSnapshot } from '../gitlab/gitlab.js';
import { integrationLane } from '../integrations/integration.js';
import { type IntegrationDeps, withIntegration } from '../integrations/with-integration.js';
import type { JobContext, JobOutcome } from '../jobs/job.js';
import { planProjectJob } from '../projects/project-jobs.js';
import type { Project } from '../projects/project.js';
import type { Stores } from '../stores.js';
import { PARSER_VERSION, hashInventoryInputs } from './inventory-hash.js';
import type { Inventory, ManifestProblem } from './inventory.js';
import type { ManifestInput } from './manifest.js';
import { describeNewProblems } from './manifest-problems.js';

/** Larger files are listed as a problem and not read. */
export const MAX_MANIFEST_BYTES = 32 * 1024 * 1024;

/** Manifests of one project beyond this are not read, and the history says so. */
const MAX_GROUPS = 2_000;

/** What an analysis needs; `parse` may run in another thread. */
export interface AnalyzeDeps extends IntegrationDeps {
  readonly parse: (
    ecosystem: Ecosystem,
    group: ManifestGroup,
    files: readonly ManifestFile[],
  ) => Promise<Inventory>;
}

/**
 * Reads a project's manifests at the head of its default branch: one look at the branch; if it moved, the tree without
 * blobs, and in one batch the blobs never seen before. Equal inputs are parsed once in all of Backline. Inventory,
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
  return withIntegration(deps, project.integrationId, async (open) => {
    const startedAt = deps.clock();
    await context.progress({ done: 0, total: 4, message: 'Looking at the branch' });
    const head = await open.git.readHead(project.gitUrl, branch);
    if (head === null) return finishEmpty(deps, project, branch);
    const before = await deps.inTransaction((stores) => stores.projects.analyzedAs(projectId));
    if (!force && before?.commit === head && before.parserVersion === PARSER_VERSION) {
      await deps.inTransaction((stores) => stores.projects.saveAnalysisState([projectId], 'DONE'));
      return { kind: 'done', result: { commit: head, changed: false } };
    }
    await deps.inTransaction((stores) => stores.projects.saveAnalysisState([projectId], 'RUNNING'));
    const snapshot = await open.git.openBranch(project.gitUrl, branch);
    try {
      const read = await readManifests(deps, snapshot, context);
      await context.progress({ done: 3, total: 4, message: 'Matching advisories' });
      const saved = await deps.inTransaction((stores) =>
        saveAnalysis(stores, deps, project, snapshot.commit, read, {
          startedAt,
          requests: open.gitlab.requestCount(),
        }),
      );
      await context.progress({ done: 4, total: 4, message: 'Done' });
      return { kind: 'done', result: { commit: snapshot.commit, changed: true, ...saved } };
    } finally {
      await snapshot.close();
    }
  })
    .then(async (outcome) => {
      // It waits for GitLab or for a new token: what runs no longer must not look as if it did.
      if (outcome.kind === 'again')
        await deps.inTransaction((stores) => stores.projects.saveAnalysisState([projectId], 'QUEUED'));
      return outcome;
    })
    .catch(async (error: unknown) => {
      if (isAppError(error, 'REPOSITORY_EMPTY')) return finishEmpty(deps, project, branch);
      const known = isAppError(error)
        ? { code: error.code, message: error.message }
        : { code: 'INTERNAL', message: 'The analysis failed in an unexpected way.' };
      if (!context.signal.aborted) {
        await deps.inTransaction((stores) => stores.projects.saveAnalysisState([projectId], 'FAILED', known));
      }
      throw error;
    });
}

/** One group as read: its inputs, their hash, and its inventory unless one is stored for that hash. */
interface ReadGroup {
  readonly group: ManifestGroup;
  readonly inputs: readonly ManifestInput[];
  readonly hash: string;
  readonly inventory: Inventory | null;
}

interface ReadManifests {
  readonly groups: readonly ReadGroup[];
  readonly texts: ReadonlyMap<string, string>;
  /** How many groups there are beyond those that one analysis reads. */
  readonly leftOut: number;
}

async function readManifests(
  deps: AnalyzeDeps,
  snapshot: GitSnapshot,
  context: Pick<JobContext, 'progress'>,
): Promise<ReadManifests> {
  await context.progress({ done: 1, total: 4, message: 'Reading manifests' });
  const blobs = new Map(snapshot.files.map(({ path, blob }) => [path, blob]));
  const paths = snapshot.files.map(({ path }) => path);
  const all = ECOSYSTEMS.flatMap((ecosystem) =>
    ecosystem.groupManifests(paths).map((group) => ({ ecosystem, group })),
  );
  const found = all.slice(0, MAX_GROUPS);
  const hashed = found.map(({ ecosystem, group }) => {
    const inputs = group.inputs.flatMap((path) => ({ path, blob: blobs.get(path) ?? '' }));
    return { ecosystem, group, inputs, hash: hashInventoryInputs(PARSER_VERSION, inputs) };
  });
  const known = await deps.inTransaction((stores) =>
    stores.inventories.known(hashed.map(({ hash }) => hash)),
  );
  const missing = hashed.filter(({ hash }) => !known.has(hash));
  const contents = await readBlobs(deps, snapshot, [
    ...new Set(missing.flatMap(({ inputs }) => inputs.map(({ blob }) => blob))),
  ]);
  await context.progress({
    done: 2,
    total: 4,
    message: `Parsing ${missing.length} of ${hashed.length} manifests`,
  });
  const groups: ReadGroup[] = [];
  for (const { ecosystem, group, inputs, hash } of hashed) {
    const inventory = known.has(hash) ? null : await parseGroup(deps, ecosystem, group, inputs, contents);
    // What could not be read this time may be read the next: it is not kept for equal inputs.
    const isPassing = inventory?.problems.some(
      ({ code, path }) => code === 'UNREADABLE' && path === group.path,
    );
    groups.push({
      group,
      inputs,
      hash: isPassing === true ? `${hash}.${snapshot.commit}` : hash,
      inventory,
    });
  }
  const texts = new Map(
    [...contents].flatMap(([blob, content]) =>
      content.kind === 'text' && !content.isStored ? [[blob, content.text] as const] : [],
    ),
  );
  return { groups, texts, leftOut: all.length - found.length };
}

type BlobContent =
  | { readonly kind: 'text'; readonly text: string; readonly isStored: boolean }
  | { readonly kind: 'problem'; readonly problem: Pick<ManifestProblem, 'code' | 'message'> };

async function readBlobs(
  deps: AnalyzeDeps,
  snapshot: GitSnapshot,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, BlobContent>> {
  const stored = await deps.inTransaction((stores) => stores.inventories.texts(wanted));
  const contents = new Map<string, BlobContent>(
    [...stored].map(([blob, text]) => [blob, { kind: 'text', text, isStored: true }]),
  );
  const lacking = wanted.filter((blob) => !contents.has(blob));
  if (lacking.length === 0) return contents;
  for (const [blob, answer] of await snapshot.readBlobs(lacking, { maxBytes: MAX_MANIFEST_BYTES })) {
    contents.set(blob, answer.kind === 'content' ? decode(answer.bytes) : tooLarge(answer.size));
  }
  return contents;
}

function decode(bytes: Uint8Array): BlobContent {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\u0000')) return { kind: 'text', text, isStored: false };
  } catch {
    // Falls through to the problem: the bytes are no UTF-8.
  }
  return {
    kind: 'problem',
    problem: { code: 'NOT_TEXT', message: 'The file is not UTF-8 text, so it was not read.' },
  };
}

function tooLarge(size: number): BlobContent {
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return {
    kind: 'problem',
    problem: {
      code: 'TOO_LARGE',
      message: `The file has ${megabytes(size)} MiB; Backline reads files of up to ${megabytes(MAX_MANIFEST_BYTES)} MiB, so it was not read.`,
    },
  };
}

async function parseGroup(
  deps: AnalyzeDeps,
  ecosystem: Ecosystem,
  group: ManifestGroup,
  inputs: readonly ManifestInput[],
  contents: ReadonlyMap<string, BlobContent>,
): Promise<Inventory> {
  const files: ManifestFile[] = [];
  const problems: ManifestProblem[] = [];
  for (const { path, blob } of inputs) {
    const content = contents.get(blob);
    if (content?.kind === 'text') files.push({ path, text: content.text });
    else
      problems.push({
        path,
        line: null,
        ...(content?.problem ?? {
          code: 'UNREADABLE',
          message: 'GitLab did not give the content of this file.',
        }),
      });
  }
  if (problems.some(({ path }) => path === group.path)) {
    return {
      ecosystem: group.ecosystem,
      path: group.path,
      format: group.path.split('/').at(-1) ?? group.path,
      isLocked: false,
      packages: [],
      problems,
    };
  }
  const inventory = await deps.parse(ecosystem, { ...group, inputs: files.map(({ path }) => path) }, files);
  return { ...inventory, problems: [...problems, ...inventory.problems] };
}

async function saveAnalysis(
  stores: Stores,
  deps: AnalyzeDeps,
  project: Project,
  commit: string,
  read: ReadManifests,
  cost: { readonly startedAt: Date; readonly requests: number },
): Promise<{ manifests: number; dependencies: number; opened: number; fixed: number }> {
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
  const problems =
    read.leftOut > 0
      ? `${project.path} has ${read.leftOut} manifests more than the ${MAX_GROUPS} that Backline reads; those were left out.`
      : describeNewProblems(project.path, before, stored);
  if (problems !== null) {
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
      dependencyCount: dependencies,
      registryProblem: project.lastAnalysis?.registryProblem ?? null,
    },
    stored.reduce((sum, manifest) => sum + manifest.problems.length, 0),
    PARSER_VERSION,
  );
  const { opened, fixed } = await reconcileFindings(stores, project, now);
  await enqueuePlanning(stores, project);
  return { manifests: stored.length, dependencies, opened, fixed };
}

/** Queues the planning of a project; one that waits already is enough. */
export async function enqueuePlanning(
  stores: Pick<Stores, 'jobs'>,
  project: Pick<Project, 'id' | 'integrationId'>,
): Promise<void> {
  await stores.jobs.enqueue(
    planProjectJob,
    { projectId: project.id },
    {
      lane: integrationLane(project.integrationId),
      subject: `project:${project.id}`,
      dedupeKey: `plan:${project.id}`,
      priority: 110,
    },
  );
}

async function finishEmpty(deps: AnalyzeDeps, project: Project, branch: string): Promise<JobOutcome> {
  const message = `The branch ${branch} has no commit. The project is analysed after the first push.`;
  await deps.inTransaction(async (stores) => {
    await stores.projects.saveAnalysisState([project.id], 'FAILED', { code: 'REPOSITORY_EMPTY', message });
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
