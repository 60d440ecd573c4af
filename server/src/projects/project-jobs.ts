import { z } from 'zod';
import type { JobDefinition } from '../jobs/job.js';

const analyzePayload = z.object({ projectId: z.string(), force: z.boolean() });
export type AnalyzeProjectPayload = z.infer<typeof analyzePayload>;

/** Reads a project's manifests at the head of its default branch. */
export const analyzeProjectJob: JobDefinition<AnalyzeProjectPayload> = {
  name: 'analyze-project',
  schema: analyzePayload,
  maxAttempts: 4,
  backoffMs: 5_000,
  timeoutMs: 10 * 60_000,
};

const projectPayload = z.object({ projectId: z.string() });
export type ProjectPayload = z.infer<typeof projectPayload>;

/** Compares a project's findings with the advisories as they are now; reads no repository. */
export const refreshFindingsJob: JobDefinition<ProjectPayload> = {
  name: 'refresh-findings',
  schema: projectPayload,
  maxAttempts: 4,
  backoffMs: 2_000,
  timeoutMs: 5 * 60_000,
};

const openFindingsPayload = z.object({
  packageVersionIds: z.array(z.string().regex(/^\d{1,19}$/)).max(1_000),
});
export type OpenFindingsPayload = z.infer<typeof openFindingsPayload>;

/** Opens what newly matched package versions mean, in all projects at once. */
export const openFindingsJob: JobDefinition<OpenFindingsPayload> = {
  name: 'open-findings',
  schema: openFindingsPayload,
  maxAttempts: 6,
  backoffMs: 1_000,
  timeoutMs: 10 * 60_000,
};

/** Asks the registries and works out a project's plans. */
export const planProjectJob: JobDefinition<ProjectPayload> = {
  name: 'plan-project',
  schema: projectPayload,
  maxAttempts: 4,
  backoffMs: 10_000,
  timeoutMs: 10 * 60_000,
};

const planPayload = z.object({ planId: z.string() });
export type PlanPayload = z.infer<typeof planPayload>;

/** Opens the merge request of an approved plan. */
export const openMergeRequestJob: JobDefinition<PlanPayload> = {
  name: 'open-merge-request',
  schema: planPayload,
  maxAttempts: 6,
  backoffMs: 5_000,
  timeoutMs: 10 * 60_000,
};
