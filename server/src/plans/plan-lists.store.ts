import type { KeysetOrder } from '../db/keyset.store.js';
import { Conditions, containsPattern } from '../db/query.js';
import { groupsNamed } from '../findings/finding-columns.store.js';
import type { PlanFilter, PlanOrder } from './remediation-plan.js';

/** What a filter asks of `PLANS`. */
export function filtered(filter: PlanFilter): Conditions {
  const conditions = new Conditions();
  if (filter.projectId !== undefined) conditions.add('plan.project_id = ?', filter.projectId);
  if (filter.integrationId !== undefined) conditions.add('project.integration_id = ?', filter.integrationId);
  if (filter.groupPath !== undefined) conditions.addWithinGroup('project.path', filter.groupPath);
  if (filter.states !== undefined) conditions.add('plan.state = ANY(?)', filter.states);
  if (filter.kinds !== undefined) conditions.add('plan.kind = ANY(?)', filter.kinds);
  if (filter.risks !== undefined) conditions.add('plan.risk = ANY(?)', filter.risks);
  if (filter.findingId !== undefined) conditions.add(closing('finding.id = ?'), filter.findingId);
  if (filter.packageName !== undefined)
    conditions.add(closing('finding.package_name = ?'), filter.packageName);
  if (filter.advisory !== undefined)
    conditions.add(closing(`finding.group_id IN (${groupsNamed('?')})`), filter.advisory);
  if (filter.search !== undefined && filter.search !== '')
    conditions.add('plan.title ILIKE ? OR project.path ILIKE ?', containsPattern(filter.search));
  return conditions;
}

/** Plans with their projects. */
export const PLANS = 'remediation_plan AS plan JOIN project ON project.id = plan.project_id';

const RISK_RANK = `CASE plan.risk WHEN 'LOW' THEN 0 WHEN 'MEDIUM' THEN 1 WHEN 'HIGH' THEN 2 ELSE 3 END`;

/** How lists of plans are ordered. */
export const PLAN_ORDERS: Readonly<Record<PlanOrder, KeysetOrder>> = {
  NEWEST: { keys: [['plan.id', 'bigint']], isDescending: true },
  RISK: {
    keys: [
      [RISK_RANK, 'integer'],
      ['-plan.id', 'bigint'],
    ],
  },
  FIXES: {
    keys: [
      ['-plan.fix_weight', 'bigint'],
      ['-plan.id', 'bigint'],
    ],
  },
  PROJECT: {
    keys: [
      ['project.path', 'text'],
      ['-plan.id', 'bigint'],
    ],
  },
};

function closing(condition: string): string {
  return `plan.id IN (SELECT plan_finding.plan_id FROM plan_finding JOIN finding ON finding.id = plan_finding.finding_id WHERE ${condition})`;
}
