import type { Exploitation } from '../advisories/exploit-scores.js';
import type { AdvisoryGroup } from '../advisories/grouping.js';
import type { Clock } from '../clock.js';
import type { MatchedDependency } from '../inventory/manifest.js';
import { BACKLINE_LANE, type JobContext, type JobOutcome } from '../jobs/job.js';
import { openFindingsJob, type OpenFindingsPayload } from '../projects/project-jobs.js';
import type { InTransaction, Stores } from '../stores.js';
import type { ObservedFinding } from './finding.js';
import { cvesOf, observeFindings } from './reconcile-findings.js';
import { enqueueProjectRefreshes } from './refresh-findings.js';

const PROJECTS_A_PAGE = 500;
const VERSIONS_A_JOB = 1_000;

/**
 * Opens what newly matched package versions mean in all projects, many projects in one transaction, so that a new advisory
 * is everywhere within seconds. What takes a project's whole graph (paths, what is fixed, its plan) follows project by project.
 */
export async function openFindings(
  { inTransaction, clock }: { readonly inTransaction: InTransaction; readonly clock: Clock },
  { packageVersionIds }: OpenFindingsPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<JobOutcome> {
  let opened = 0;
  for (let after: string | null = '0'; after !== null && !signal.aborted;) {
    const page: { readonly opened: number; readonly after: string | null } = await inTransaction((stores) =>
      openPage(stores, { packageVersionIds, after: after ?? '0' }, clock()),
    );
    opened += page.opened;
    after = page.after;
  }
  const projects = await inTransaction((stores) => stores.inventories.projectsWith(packageVersionIds));
  for (let start = 0; start < projects.length && !signal.aborted; start += PROJECTS_A_PAGE) {
    const ids = projects.slice(start, start + PROJECTS_A_PAGE);
    await inTransaction((stores) => enqueueProjectRefreshes(stores, ids));
  }
  return { kind: 'done', result: { opened, projects: projects.length } };
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

async function openPage(
  stores: Stores,
  { packageVersionIds, after }: { readonly packageVersionIds: readonly string[]; readonly after: string },
  now: Date,
): Promise<{ readonly opened: number; readonly after: string | null }> {
  const page = await stores.inventories.matchedIn(packageVersionIds, {
    afterProjectId: after,
    projects: PROJECTS_A_PAGE,
  });
  const groups = await stores.advisories.groupsForAdvisories([
    ...new Set(page.matched.map(({ advisoryId }) => advisoryId)),
  ]);
  const exploits = await stores.exploits.exploitations(cvesOf(groups));
  const byProject = new Map<string, MatchedDependency[]>();
  for (const { projectId, ...match } of page.matched) {
    const known = byProject.get(projectId);
    if (known === undefined) byProject.set(projectId, [match]);
    else known.push(match);
  }
  const observed = [...byProject].flatMap(([projectId, matched]) =>
    observeWithoutGraph(matched, groups, exploits).map((finding) => ({ ...finding, projectId })),
  );
  const opened = observed.length === 0 ? 0 : await stores.findings.open(observed, now);
  return { opened, after: page.lastProjectId };
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
