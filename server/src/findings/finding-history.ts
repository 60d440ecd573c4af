import type { AuditEvent } from '../audit/audit-event.js';
import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { Severity } from '../advisories/advisory.js';

/** A turn in the life of a finding for which nobody wrote a record, because there may be 50,000 of them at once. */
export type FindingTurn =
  | { readonly kind: 'OPENED'; readonly severity: Severity }
  | { readonly kind: 'RETURNED'; readonly severity: Severity }
  | { readonly kind: 'RATED'; readonly before: Severity; readonly severity: Severity }
  | {
      readonly kind: 'FIXED';
      /** The merged merge request of a plan that closes it. */
      readonly mergeRequest: { readonly iid: number; readonly webUrl: string } | null;
    };

/** One event of a finding's life, with its place in the order of them. */
export interface FindingEvent extends Pick<
  AuditEvent,
  'id' | 'at' | 'actor' | 'action' | 'message' | 'subject' | 'projectId'
> {
  /** Microseconds since 1970 and an id: newer is greater, and it stays as it is. */
  readonly key: string;
}

/** A turn as a record. Pure. */
export function describeTurn(turn: FindingTurn): Pick<AuditEvent, 'actor' | 'action' | 'message'> {
  switch (turn.kind) {
    case 'OPENED':
      return says('finding.opened', `Found, with the severity ${turn.severity.toLowerCase()}.`);
    case 'RETURNED':
      return says('finding.returned', 'Found again after it had been fixed.');
    case 'RATED':
      return says(
        'finding.severity-changed',
        `The severity was ${turn.before.toLowerCase()} and is ${turn.severity.toLowerCase()} by the advisories now.`,
      );
    case 'FIXED':
      return says(
        'finding.fixed',
        turn.mergeRequest === null
          ? 'Fixed: the default branch no longer has it. No merge request of Backline did that.'
          : `Fixed: the default branch no longer has it, after merge request !${turn.mergeRequest.iid} was merged.`,
      );
  }
}

function says(action: string, message: string): Pick<AuditEvent, 'actor' | 'action' | 'message'> {
  return { actor: BACKLINE_ACTOR, action, message };
}
