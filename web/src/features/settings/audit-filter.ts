import type { AuditEventFilter } from '../../generated/settings/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { addressOf } from '../../lib/addresses.js';
import { instantOf } from '../../lib/day.js';
import { settingTexts } from '../../texts/settings.js';
import type { FilterField } from '../../ui/filter-field.js';

const texts = settingTexts.audit;

/** How actions begin: what they are about. */
const ACTIONS = [
  'account.',
  'advisories.',
  'api-token.',
  'event-endpoint.',
  'finding.',
  'gitlab-application.',
  'integration.',
  'job.',
  'merge-request.',
  'person.',
  'plan.',
  'policy.',
  'project.',
  'webhook.',
] as const;

/** The filters of the audit log, named as the API's; `text` is the search. */
export function auditFields(actors: readonly string[]): readonly FilterField[] {
  return [
    { kind: 'text', name: 'actor', label: texts.actor, isPinned: true, suggestions: actors },
    { kind: 'text', name: 'action', label: texts.action, isPinned: true, suggestions: ACTIONS },
    { kind: 'day', name: 'from', label: texts.from, isPinned: true, bound: 'from' },
    { kind: 'day', name: 'until', label: texts.until, isPinned: true, bound: 'until' },
  ];
}

/** The filter that the address asks for. */
export function readAuditFilter(address: Pick<AddressState, 'one'>): AuditEventFilter {
  const filter: AuditEventFilter = {};
  for (const name of ['actor', 'action', 'text'] as const) {
    const value = address.one(name);
    if (value !== '') filter[name] = value;
  }
  for (const name of ['from', 'until'] as const) {
    const instant = instantOf(address.one(name));
    if (instant !== null) filter[name] = instant;
  }
  return filter;
}

/** The audit log with all that was done in one way. */
export function addressOfAction(action: string): string {
  return `/settings/audit?action=${encodeURIComponent(action)}`;
}

/** Where what a record is about has its page: its word and its address; null where it has none. */
export function subjectOf(record: {
  readonly subjectType?: string | null;
  readonly subjectId?: string | null;
  readonly project?: { readonly id: string } | null;
}): { readonly label: string; readonly to: string } | null {
  const { subjectType, subjectId, project } = record;
  if (typeof subjectType !== 'string' || typeof subjectId !== 'string') return null;
  const words = texts.subjects;
  switch (subjectType) {
    case 'RemediationPlan':
      return { label: words.RemediationPlan, to: addressOf.plan(subjectId) };
    case 'Finding':
      return { label: words.Finding, to: addressOf.finding(subjectId) };
    case 'Integration':
      return { label: words.Integration, to: addressOf.integration(subjectId) };
    case 'Job':
      return { label: words.Job, to: addressOf.job(subjectId) };
    case 'MergeRequest':
      return project == null
        ? null
        : { label: words.MergeRequest, to: addressOf.projectMergeRequests(project.id) };
    case 'Project':
      // The project stands beside it by its path; of one that is gone nothing is left to lead to.
      return project == null ? { label: words.Project, to: addressOf.project(subjectId) } : null;
    default:
      return null;
  }
}
