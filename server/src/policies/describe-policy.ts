import type { Policy } from './policy.js';
import type { PolicyScope } from './policy-scope.js';
import { POLICY_FIELDS, type PolicyField, type PolicyFields } from './resolve-policy.js';

/** What a field is called in the history. */
const NAMES: Readonly<Record<PolicyField, string>> = {
  minimumSeverity: 'lowest severity',
  maximumStep: 'largest step',
  allowsForced: 'forced changes',
  releaseAgeDays: 'release age',
  urgentSeverity: 'urgent from',
  grouping: 'grouping',
  updates: 'updates',
  ignores: 'ignores',
  automaticApproval: 'automatic approval',
  slaDays: 'days to fix',
  openMergeRequests: 'open merge requests a project',
  hourlyMergeRequests: 'merge requests an hour',
  mergeRequest: 'how merge requests are opened',
};

/** Each changed field with what it was and is, such as `release age: 3 days → 5 days`; empty where nothing changed. */
export function describeChanges(before: PolicyFields, after: PolicyFields): readonly string[] {
  return changedFields(before, after).map(
    (field) => `${NAMES[field]}: ${describeField(before, field)} → ${describeField(after, field)}`,
  );
}

/** The fields that differ between what was set and what is set. */
export function changedFields(before: PolicyFields, after: PolicyFields): readonly PolicyField[] {
  return POLICY_FIELDS.filter(
    (field) =>
      JSON.stringify(before[field] ?? valueOf(before, field)) !==
      JSON.stringify(after[field] ?? valueOf(after, field)),
  );
}

/** What a scope is called where no row is at hand; the names of integrations and projects are given. */
export function describeScope(scope: PolicyScope, name: string | null): string {
  switch (scope.kind) {
    case 'BACKLINE':
      return 'all of Backline';
    case 'INTEGRATION':
      return name ?? `integration ${scope.integrationId}`;
    case 'GROUP':
      return scope.groupPath;
    case 'PROJECT':
      return name ?? `project ${scope.projectId}`;
  }
}

/** Null is a value of its own here: it is set, and says that there is none. */
function valueOf(fields: PolicyFields, field: PolicyField): 'not set' | null {
  return Object.hasOwn(fields, field) ? null : 'not set';
}

function describeField(fields: PolicyFields, field: PolicyField): string {
  if (!Object.hasOwn(fields, field)) return 'not set';
  const value = fields[field];
  if (value === null || value === undefined) return 'none';
  if (field === 'ignores') return ignoresOf(fields.ignores ?? []);
  if (typeof value === 'boolean') return value ? 'allowed' : 'not allowed';
  if (typeof value === 'object') return pairsOf(value);
  if (field === 'releaseAgeDays') return `${value} days`;
  return String(value);
}

function pairsOf(value: object): string {
  return Object.entries(value)
    .map(([name, each]) => `${name} ${wordOf(each)}`)
    .join(', ');
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(' and ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : 'none';
}

function ignoresOf(ignores: Policy['ignores']): string {
  if (ignores.length === 0) return 'none';
  const shown = ignores.slice(0, 10).map(({ advisory, packageName, until }) => {
    const what = [advisory, packageName].filter((each) => each !== null).join(' in ');
    return until === null ? what : `${what} until ${until.slice(0, 10)}`;
  });
  return (
    shown.join(', ') + (ignores.length > shown.length ? ` and ${ignores.length - shown.length} more` : '')
  );
}
