import { z } from 'zod';
import type { JobDefinition } from '../jobs/job.js';

const payload = z.object({ integrationId: z.string() });
export type IntegrationJobPayload = z.infer<typeof payload>;

/** Lists every project of an integration and queues the analyses that are due. */
export const discoverProjects: JobDefinition<IntegrationJobPayload> = {
  name: 'discover-projects',
  schema: payload,
  maxAttempts: 5,
  backoffMs: 5_000,
  timeoutMs: 30 * 60_000,
};

/** Runs the connection checks again and keeps what they say. */
export const verifyConnection: JobDefinition<IntegrationJobPayload> = {
  name: 'verify-connection',
  schema: payload,
  maxAttempts: 3,
  backoffMs: 10_000,
  timeoutMs: 5 * 60_000,
};

/** Asks GitLab for the state of every open merge request of an integration. */
export const followMergeRequests: JobDefinition<IntegrationJobPayload> = {
  name: 'follow-merge-requests',
  schema: payload,
  maxAttempts: 3,
  backoffMs: 5_000,
  timeoutMs: 10 * 60_000,
};
