import { openFindings } from '../findings/open-findings.js';
import { type RefreshDeps, refreshFindings } from '../findings/refresh-findings.js';
import { type AnalyzeDeps, analyzeProject } from '../inventory/analyze-project.js';
import type { JobHandler } from '../jobs/job.js';
import { type OpenDeps, openMergeRequest } from '../merge-requests/open-merge-request.js';
import { planProject } from '../plans/plan-project.js';
import type { PlanningDeps } from '../plans/work-out-plans.js';
import {
  analyzeProjectJob,
  type AnalyzeProjectPayload,
  openFindingsJob,
  type OpenFindingsPayload,
  openMergeRequestJob,
  planProjectJob,
  type PlanPayload,
  type ProjectPayload,
  refreshFindingsJob,
} from './project-jobs.js';

/** Reads a project's manifests. */
export function analyzeProjectHandler(deps: AnalyzeDeps): JobHandler<AnalyzeProjectPayload> {
  return { definition: analyzeProjectJob, run: (payload, context) => analyzeProject(deps, payload, context) };
}

/** Brings a project's findings up to the advisories. */
export function refreshFindingsHandler(deps: RefreshDeps): JobHandler<ProjectPayload> {
  return { definition: refreshFindingsJob, run: (payload) => refreshFindings(deps, payload) };
}

/** Opens what newly matched package versions mean in all projects. */
export function openFindingsHandler(
  deps: Pick<AnalyzeDeps, 'inTransaction' | 'clock'>,
): JobHandler<OpenFindingsPayload> {
  return { definition: openFindingsJob, run: (payload, context) => openFindings(deps, payload, context) };
}

/** Works out a project's plans. */
export function planProjectHandler(deps: PlanningDeps): JobHandler<ProjectPayload> {
  return { definition: planProjectJob, run: (payload, context) => planProject(deps, payload, context) };
}

/** Opens an approved plan's merge request. */
export function openMergeRequestHandler(deps: OpenDeps): JobHandler<PlanPayload> {
  return {
    definition: openMergeRequestJob,
    run: (payload, context) => openMergeRequest(deps, payload, context),
  };
}
