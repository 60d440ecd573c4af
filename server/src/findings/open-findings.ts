import type { Exploitation } from '../advisories/exploit-scores.js';
import type { AdvisoryGroup } from '../advisories/grouping.js';
import type { Clock } from '../clock.js';
import { enqueuePlanning } from '../inventory/analyze-project.js';
import type { MatchedDependency } from '../inventory/manifest.js';
import { BACKLINE_LANE, type JobContext, type JobOutcome } from '../jobs/job.js';
import { openFindingsJob, type OpenFindingsPayload } from '../projects/project-jobs.js';
import { inProjectPages } from '../projects/project-pages.js';
import type { InTransaction, Stores } from '../stores.js';
import type { ObservedFinding } from './finding.js';
import { cvesOf, observeFindings } from './reconcile-findings.js';
import { enqueueProjectRefreshes } from './refresh-findings.js';

const VERSIONS_A_JOB = 1_000;

/**
 * Opens what newly matched package versions mean in all projects, many projects in one transaction, so that a new advisory
 * is everywhere within seconds. What takes a project's whole graph (paths, what is fixed, its plan) follows project by project.
 * Whoever is stopped in between throws: done once more, it opens what is missing and nothing twice.
 */
export async function openFindings(
  { inTransaction, clock }: { readonly inTransaction: InTransaction; readonly clock: Clock },
  { packageVersionIds }: OpenFindingsPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<JobOutcome> {
  const inPages = (work: (stores: Stores, projectIds: readonly string[]) => Promise<number>) =>
    inProjectPages(
      { inTransaction, signal },
      (stores, page) => stores.inventories.projectsWith(packageVersionIds, page),
      work,
    );
  const opened = await inPages((stores, ids) => openIn(stores, ids, packageVersionIds, clock()));
  const projects = await inPages(enqueueProjectRefreshes);
  return { kind: 'done', result: { opened, projects } };
}

/** Queues `openFindings` for package versions whose matches changed. */
export async function enqueueOpenFindings(
  stores: Pick<Stores, 'jobs'>,
  packageVersionIds: readonly string[],
): Promise<void> {
  const jobs: { payload: OpenFindingsPayload; options: { lane: string; priority: number } }[] = [];
  for (let start = 0; start < packageVersionIds.length; start += VERSIONS_A_JOB) {
    const ids = packageVersionIds.slice(start, start + VERSIONS_A_JOB);
    jobs.push({ payload: { packageVersionIds: ids }, options: { lane: BACKLINE_LANE, priority: 10 } });
  }
  await stores.jobs.enqueueMany(openFindingsJob, jobs);
}

/** Holds the projects from before it reads what is in them: an analysis may be replacing it. */
async function openIn(
  stores: Stores,
  projectIds: readonly string[],
  packageVersionIds: readonly string[],
  now: Date,
): Promise<number> {
  await stores.projects.lock(projectIds);
  const merged = await stores.findings.followMergedGroups(projectIds);
  for (const project of await stores.projects.findMany(merged)) await enqueuePlanning(stores, project);
  const found = await stores.inventories.matchedIn(projectIds, packageVersionIds);
  const groups = await stores.advisories.groupsForAdvisories([
    ...new Set(found.map(({ advisoryId }) => advisoryId)),
  ]);
  const exploits = await stores.exploits.exploitations(cvesOf(groups));
  const byProject = new Map<string, MatchedDependency[]>();
  for (const { projectId, ...match } of found) {
    const known = byProject.get(projectId);
    if (known === undefined) byProject.set(projectId, [match]);
    else known.push(match);
  }
  const observed = [...byProject].flatMap(([projectId, matched]) =>
    observeWithoutGraph(matched, groups, exploits).map((finding) => ({ ...finding, projectId })),
  );
  return observed.length === 0 ? 0 : stores.findings.open(observed, now);
}

/** The path of a direct dependency needs no graph; the others get theirs when their project is looked at. */
function observeWithoutGraph(
  matched: readonly MatchedDependency[],
  groups: ReadonlyMap<string, AdvisoryGroup>,
  exploits: ReadonlyMap<string, Exploitation>,
): readonly ObservedFinding[] {
  return observeFindings(matched, { groups, exploits, graphs: new Map() }).map((finding) =>
    finding.isDirect
      ? { ...finding, paths: finding.versions.map((version) => [`${finding.packageName}@${version}`]) }
      : finding,
  );
}
