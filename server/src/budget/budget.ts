import ipaddr from 'ipaddr.js';
import type { Viewer } from '../accounts/account.js';

/** What was taken from a principal's budget, or was not. Points come back evenly, the whole limit in a minute. */
export interface Charge {
  readonly isAllowed: boolean;
  /** Points of a minute, and the most that may be spent at once. */
  readonly limit: number;
  readonly cost: number;
  readonly remaining: number;
  /** Seconds until the whole limit is there again if nothing is spent. */
  readonly resetSeconds: number;
  /** Seconds until this could be paid; 0 where it was. */
  readonly retrySeconds: number;
}

/** Where budgets are kept, for all processes together. */
export interface BudgetStore {
  /** Takes the points in one step, or nothing when there are too few. Answers what is left. */
  take(
    principal: string,
    cost: number,
    limit: number,
  ): Promise<{ readonly isAllowed: boolean; readonly remaining: number }>;
}

/** Values of fields that one point pays for. */
const VALUES_PER_POINT = 100;
/** A mutation writes, records and tells; some hash a password or ask GitLab. */
const POINTS_PER_MUTATION = 10;
/** An export reads a whole list. */
export const POINTS_PER_EXPORT = 100;
/** The least that a limit may be: the most costly operation can be paid. */
export const LEAST_LIMIT = 1_000;

/** What an operation costs: by the size of its answer at most, and for each mutation; at least 1. */
export function pointsOf(operation: { readonly complexity: number; readonly mutations: number }): number {
  return (
    Math.max(1, Math.ceil(operation.complexity / VALUES_PER_POINT)) +
    POINTS_PER_MUTATION * operation.mutations
  );
}

/** Who pays: the account, the token, or for those who are not signed in their address (of IPv6 the first 64 bits). */
export function principalOf(viewer: Viewer | null, remoteAddress: string): string {
  if (viewer !== null) return `${viewer.kind === 'ACCOUNT' ? 'account' : 'token'}:${viewer.id}`;
  if (!ipaddr.isValid(remoteAddress)) return 'address:unknown';
  const address = ipaddr.process(remoteAddress);
  return address.kind() === 'ipv4'
    ? `address:${address.toString()}`
    : `address:${address.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}

/** Charges a principal. A limit of 0 charges nobody: null. */
export async function chargeBudget(
  deps: { readonly budgets: BudgetStore; readonly pointsPerMinute: number },
  principal: string,
  cost: number,
): Promise<Charge | null> {
  const limit = deps.pointsPerMinute;
  if (limit === 0) return null;
  const { isAllowed, remaining } = await deps.budgets.take(principal, cost, limit);
  const seconds = (points: number) => Math.max(0, Math.ceil((points * 60) / limit));
  return {
    isAllowed,
    limit,
    cost,
    remaining: Math.floor(remaining),
    resetSeconds: seconds(limit - remaining),
    retrySeconds: isAllowed ? 0 : Math.max(1, seconds(cost - remaining)),
  };
}
