import type { Severity } from '../advisories/advisory.js';
import { Conditions, containsPattern } from '../db/query.js';
import type { ProjectFilter } from './project.js';

/** What a filter asks of the rows of `project`. */
export function filtered(filter: ProjectFilter): Conditions {
  const conditions = new Conditions();
  if (filter.integrationId !== undefined)
    conditions.add('project.integration_id = ?::bigint', filter.integrationId);
  if (filter.states !== undefined) conditions.add('project.state = ANY(?)', filter.states);
  if (filter.isWritable !== undefined)
    conditions.addPlain(asked("project.state = 'READY'", filter.isWritable));
  if (filter.search !== undefined && filter.search !== '')
    conditions.add('project.path ILIKE ?', containsPattern(filter.search));
  if (filter.groupPath !== undefined) conditions.addWithinGroup('project.path', filter.groupPath);
  if (filter.withProblems !== undefined)
    conditions.addPlain(asked('project.problem_count > 0', filter.withProblems));
  if (filter.analysisStates !== undefined)
    conditions.add('project.analysis_state = ANY(?)', filter.analysisStates);
  addContents(conditions, filter);
  return conditions;
}

function addContents(conditions: Conditions, filter: ProjectFilter): void {
  if (filter.withOpenFindings !== undefined)
    conditions.addPlain(asked('project.risk > 0', filter.withOpenFindings));
  if (filter.minSeverity !== undefined) conditions.addPlain(AT_LEAST[filter.minSeverity]);
  if (filter.ecosystems !== undefined) conditions.add(WITH_ECOSYSTEM, filter.ecosystems);
  if (filter.withOpenMergeRequests !== undefined)
    conditions.addPlain(asked(WITH_OPEN_MERGE_REQUESTS, filter.withOpenMergeRequests));
  if (filter.withProposedPlans !== undefined)
    conditions.addPlain(asked(WITH_PROPOSED_PLANS, filter.withProposedPlans));
  if (filter.isOverdue !== undefined) conditions.add(asked(OVERDUE, filter.isOverdue), filter.now ?? null);
}

function asked(condition: string, isWanted: boolean): string {
  return isWanted ? condition : `NOT (${condition})`;
}

/** `project.risk` has three digits for each severity (`COUNT_OPEN`), the lowest two together. */
const AT_LEAST: Readonly<Record<Severity, string>> = {
  NONE: 'project.risk > 0',
  LOW: `(project.risk >= 1000 OR (project.open_findings->>'low')::int > 0)`,
  MEDIUM: 'project.risk >= 1000',
  HIGH: 'project.risk >= 1000000',
  CRITICAL: 'project.risk >= 1000000000',
  MALICIOUS: 'project.risk >= 1000000000000',
};

const WITH_ECOSYSTEM = `project.id IN (SELECT manifest.project_id FROM manifest
  JOIN inventory ON inventory.id = manifest.inventory_id WHERE inventory.ecosystem = ANY(?))`;

const WITH_OPEN_MERGE_REQUESTS = `project.id IN (
  SELECT merge_request.project_id FROM merge_request WHERE merge_request.state IN ('OPENED', 'LOCKED'))`;

const WITH_PROPOSED_PLANS = `project.id IN (
  SELECT remediation_plan.project_id FROM remediation_plan WHERE remediation_plan.state = 'PROPOSED')`;

/** Only what is open has a day by which it should be fixed. */
const OVERDUE = `project.id IN (SELECT finding.project_id FROM finding WHERE finding.due_at <= ?::timestamptz)`;
