import { Conditions, containsPattern } from '../db/query.js';
import { groupsNamed } from './finding-columns.store.js';
import { FINDING_STAGES, type FindingFilter, type SlaState } from './finding.js';

/** What a filter asks of the rows of `finding`. */
export function findingConditions(filter: FindingFilter): Conditions {
  const conditions = new Conditions();
  addPlace(conditions, filter);
  addFacts(conditions, filter);
  addDates(conditions, filter);
  addNames(conditions, filter);
  return conditions;
}

function addPlace(conditions: Conditions, filter: FindingFilter): void {
  if (filter.projectId !== undefined) conditions.add('finding.project_id = ?', filter.projectId);
  if (filter.manifestPath !== undefined) conditions.add('finding.manifest_path = ?', filter.manifestPath);
  const within = new Conditions(conditions.parameters);
  if (filter.integrationId !== undefined) within.add('integration_id = ?', filter.integrationId);
  if (filter.groupPath !== undefined) within.addWithinGroup('path', filter.groupPath);
  const where = within.where();
  if (where !== '') conditions.addPlain(`finding.project_id IN (SELECT id FROM project ${where})`);
}

function addFacts(conditions: Conditions, filter: FindingFilter): void {
  if (filter.severities !== undefined && filter.openAt === undefined)
    conditions.add('finding.severity = ANY(?)', filter.severities);
  if (filter.states !== undefined) conditions.add('finding.state = ANY(?)', filter.states);
  if (filter.ecosystems !== undefined) conditions.add('finding.ecosystem = ANY(?)', filter.ecosystems);
  if (filter.isFixable !== undefined)
    conditions.addPlain(`finding.plan_id IS ${filter.isFixable ? 'NOT ' : ''}NULL`);
  if (filter.isDirect !== undefined)
    conditions.addPlain(filter.isDirect ? 'finding.is_direct' : 'NOT finding.is_direct');
  if (filter.scopes !== undefined) conditions.add('finding.scope = ANY(?)', filter.scopes);
  if (filter.minScore !== undefined) conditions.add('finding.score >= ?::real', filter.minScore);
  if (filter.minRisk !== undefined) conditions.add('finding.risk_score >= ?::numeric', filter.minRisk);
  if (filter.stage !== undefined)
    conditions.add('finding.stage >= ?::smallint', FINDING_STAGES.indexOf(filter.stage));
}

function addDates(conditions: Conditions, filter: FindingFilter): void {
  if (filter.firstSeenFrom !== undefined) conditions.add('finding.first_seen_at >= ?', filter.firstSeenFrom);
  if (filter.firstSeenUntil !== undefined) conditions.add('finding.first_seen_at < ?', filter.firstSeenUntil);
  if (filter.fixedFrom !== undefined || filter.fixedUntil !== undefined)
    conditions.addPlain("finding.state = 'FIXED'");
  if (filter.fixedFrom !== undefined) conditions.add('finding.fixed_at >= ?', filter.fixedFrom);
  if (filter.fixedUntil !== undefined) conditions.add('finding.fixed_at < ?', filter.fixedUntil);
  if (filter.openAt !== undefined) {
    const spans = new Conditions(conditions.parameters);
    spans.add(
      "opened_at <= ?::timestamptz AND coalesce(closed_at, 'infinity') > ?::timestamptz",
      filter.openAt,
    );
    // The severity that it had then.
    if (filter.severities !== undefined) spans.add('severity = ANY(?)', filter.severities);
    conditions.addPlain(`finding.id IN (SELECT finding_id FROM finding_span ${spans.where()})`);
  }
  if (filter.slaStates !== undefined) {
    const states = [...new Set(filter.slaStates)];
    const isDated = states.some((state) => state !== 'NONE');
    const now = isDated ? `${conditions.parameter(filter.now ?? null)}::timestamptz` : 'NULL';
    const alternatives = states.map((state) => `(${SLA[state].replaceAll('now', now)})`);
    conditions.addPlain(alternatives.length === 0 ? 'false' : alternatives.join(' OR '));
  }
}

/** Only what is open has a day by which it should be fixed. */
const SLA: Readonly<Record<SlaState, string>> = {
  OVERDUE: 'finding.due_at <= now',
  DUE_SOON: `finding.due_at > now AND finding.due_at <= now + interval '168 hours'`,
  ON_TIME: `finding.due_at > now + interval '168 hours'`,
  NONE: 'finding.due_at IS NULL',
};

function addNames(conditions: Conditions, filter: FindingFilter): void {
  if (filter.packageName !== undefined) conditions.add('finding.package_name = ?', filter.packageName);
  if (filter.groupId !== undefined) conditions.add('finding.group_id = ?', filter.groupId);
  if (filter.search !== undefined && filter.search !== '') {
    const pattern = conditions.parameter(containsPattern(filter.search));
    const id = conditions.parameter(filter.search);
    conditions.addPlain(`finding.package_name ILIKE ${pattern} OR finding.group_id IN (${groupsNamed(id)})`);
  }
  if (filter.advisory !== undefined) {
    const id = conditions.parameter(filter.advisory);
    conditions.addPlain(`finding.group_id IN (${groupsNamed(id)})`);
  }
}
