import type { Charge } from '../budget/budget.js';
import type { Refusal } from './refusal.js';

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/07/ */
export function budgetHeaders({ limit, remaining, resetSeconds }: Charge): Record<string, string> {
  return {
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(resetSeconds),
  };
}

/** The refusal of what cannot be paid now. */
export function overBudget({ cost, limit, remaining, retrySeconds }: Charge): Refusal {
  return {
    status: 429,
    code: 'RATE_LIMITED',
    message: `This costs ${cost} points, and ${remaining} of the ${limit} for a minute are left. Try again in ${retrySeconds} seconds.`,
    headers: { 'Retry-After': String(retrySeconds) },
  };
}
