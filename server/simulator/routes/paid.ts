import type { Router } from 'express';
import type { Context } from '../context.js';
import { endpoint, ok } from '../endpoint.js';
import { requireMergeRequest } from './merge-requests.js';

/** The few routes of the paid tiers that a client may ask for; on CE they do not exist. */
export function addPaidRoutes(router: Router, context: Context): void {
  router.get(
    '/projects/:id/merge_requests/:iid/approval_state',
    endpoint(context, async (call) => {
      requireMergeRequest(call);
      return ok({ approval_rules_overwritten: false, rules: [] });
    }),
  );
  router.get(
    '/projects/:id/approval_rules',
    endpoint(context, async () => ok([])),
  );
}
