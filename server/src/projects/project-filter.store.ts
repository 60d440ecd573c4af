import type { SelectQueryBuilder } from 'typeorm';
import type { Severity } from '../advisories/advisory.js';
import { containsPattern, withinGroup } from '../db/query.js';
import type { ProjectEntity } from './project.entity.js';
import type { ProjectFilter } from './project.js';

/** The query for the projects that a filter lets through. */
export function filtered(
  query: SelectQueryBuilder<ProjectEntity>,
  filter: ProjectFilter,
): SelectQueryBuilder<ProjectEntity> {
  query.where('true');
  if (filter.integrationId !== undefined)
    query.andWhere('project.integration_id = :integration', { integration: filter.integrationId });
  if (filter.states !== undefined) query.andWhere('project.state = ANY(:states)', { states: filter.states });
  if (filter.isWritable !== undefined) query.andWhere(asked("project.state = 'READY'", filter.isWritable));
  if (filter.search !== undefined && filter.search !== '')
    query.andWhere('project.path ILIKE :pattern', { pattern: containsPattern(filter.search) });
  const group = filter.groupPath === undefined ? null : withinGroup(filter.groupPath);
  if (group !== null) {
    query.andWhere('project.path COLLATE "C" >= :groupFrom AND project.path COLLATE "C" < :groupUntil', {
      groupFrom: group.from,
      groupUntil: group.until,
    });
  }
  if (filter.withProblems !== undefined)
    query.andWhere(asked('project.problem_count > 0', filter.withProblems));
  if (filter.analysisStates !== undefined) {
    query.andWhere('project.analysis_state = ANY(:analysisStates)', {
      analysisStates: filter.analysisStates,
    });
  }
  addContents(query, filter);
  return query;
}

function addContents(query: SelectQueryBuilder<ProjectEntity>, filter: ProjectFilter): void {
  if (filter.withOpenFindings !== undefined)
    query.andWhere(asked('project.risk > 0', filter.withOpenFindings));
  if (filter.minSeverity !== undefined) query.andWhere(AT_LEAST[filter.minSeverity]);
  if (filter.ecosystems !== undefined) query.andWhere(WITH_ECOSYSTEM, { ecosystems: filter.ecosystems });
  if (filter.withOpenMergeRequests !== undefined)
    query.andWhere(asked(WITH_OPEN_MERGE_REQUESTS, filter.withOpenMergeRequests));
  if (filter.withProposedPlans !== undefined)
    query.andWhere(asked(WITH_PROPOSED_PLANS, filter.withProposedPlans));
  if (filter.isOverdue !== undefined)
    query.andWhere(asked(OVERDUE, filter.isOverdue), { now: filter.now ?? null });
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
  JOIN inventory ON inventory.id = manifest.inventory_id WHERE inventory.ecosystem = ANY(:ecosystems))`;

const WITH_OPEN_MERGE_REQUESTS = `project.id IN (
  SELECT merge_request.project_id FROM merge_request WHERE merge_request.state IN ('OPENED', 'LOCKED'))`;

const WITH_PROPOSED_PLANS = `project.id IN (
  SELECT remediation_plan.project_id FROM remediation_plan WHERE remediation_plan.state = 'PROPOSED')`;

/** Only what is open has a day by which it should be fixed. */
const OVERDUE = `project.id IN (SELECT finding.project_id FROM finding WHERE finding.due_at <= :now)`;
