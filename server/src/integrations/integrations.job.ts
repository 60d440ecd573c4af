import type { IntegrationDeps } from './with-integration.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { JobHandler } from '../jobs/job.js';
import { type FollowDeps, followMergeRequests as follow } from '../merge-requests/follow-merge-requests.js';
import { discoverProjects as discover } from '../projects/discover-projects.js';
import type { ConnectDeps } from './connect-integration.js';
import {
  discoverProjects,
  followMergeRequests,
  type IntegrationJobPayload,
  verifyConnection,
} from './integration-jobs.js';
import { verifyIntegration } from './manage-integration.js';

/** Lists every project of an integration. */
export function discoverProjectsHandler(deps: IntegrationDeps): JobHandler<IntegrationJobPayload> {
  return { definition: discoverProjects, run: (payload, context) => discover(deps, payload, context) };
}

/** Looks at every open merge request of an integration. */
export function followMergeRequestsHandler(deps: FollowDeps): JobHandler<IntegrationJobPayload> {
  return { definition: followMergeRequests, run: (payload, context) => follow(deps, payload, context) };
}

/** Verifies a connection by itself; what it finds is kept in the integration. */
export function verifyConnectionHandler(deps: ConnectDeps): JobHandler<IntegrationJobPayload> {
  return {
    definition: verifyConnection,
    run: async ({ integrationId }) => {
      const { error } = await verifyIntegration(deps, {
        id: integrationId,
        attemptId: null,
        actor: BACKLINE_ACTOR,
      });
      return { kind: 'done', result: error === null ? 'All is well.' : error.message };
    },
  };
}
