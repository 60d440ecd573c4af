import { AppError } from '../errors.js';
import { fromGlobalId } from '../graphql/global-id.js';
import { knownEcosystems } from '../graphql/known-ecosystems.js';
import type { FindingFilterInput } from './finding.type.js';
import type { FindingFilter } from './finding.js';

/** The filter that a client sent; `now` is the moment against which SLA states are read. */
export function toFindingFilter(input: FindingFilterInput | null | undefined, now: Date): FindingFilter {
  if (input == null) return {};
  return {
    ...(input.projectId == null ? {} : { projectId: fromGlobalId(input.projectId, 'Project', 'filter') }),
    ...(input.integrationId == null
      ? {}
      : { integrationId: fromGlobalId(input.integrationId, 'Integration', 'filter') }),
    ...(input.groupPath == null ? {} : { groupPath: input.groupPath.slice(0, 1_000) }),
    ...(input.severity == null ? {} : { severities: input.severity }),
    ...(input.state == null ? {} : { states: input.state }),
    ...(input.ecosystem == null ? {} : { ecosystems: knownEcosystems(input.ecosystem) }),
    ...(input.packageName == null ? {} : { packageName: input.packageName }),
    ...(input.search == null ? {} : { search: input.search.slice(0, 200) }),
    ...(input.advisory == null ? {} : { advisory: input.advisory }),
    ...(input.manifestPath == null ? {} : { manifestPath: input.manifestPath }),
    ...(input.isFixable == null ? {} : { isFixable: input.isFixable }),
    ...(input.isDirect == null ? {} : { isDirect: input.isDirect }),
    ...(input.scope == null ? {} : { scopes: input.scope }),
    ...(input.minScore == null ? {} : { minScore: within(input.minScore, 10, 'minScore') }),
    ...(input.minRisk == null ? {} : { minRisk: within(input.minRisk, 100, 'minRisk') }),
    ...(input.firstSeenFrom == null ? {} : { firstSeenFrom: input.firstSeenFrom }),
    ...(input.firstSeenUntil == null ? {} : { firstSeenUntil: input.firstSeenUntil }),
    ...(input.fixedFrom == null ? {} : { fixedFrom: input.fixedFrom }),
    ...(input.fixedUntil == null ? {} : { fixedUntil: input.fixedUntil }),
    ...(input.openAt == null ? {} : { openAt: input.openAt }),
    ...(input.sla == null ? {} : { slaStates: input.sla, now }),
    ...(input.stage == null ? {} : { stage: input.stage }),
  };
}

function within(value: number, most: number, field: string): number {
  if (value >= 0 && value <= most) return value;
  throw new AppError('BAD_INPUT', `This is a number from 0 to ${most}.`, {
    details: { field: `filter.${field}` },
  });
}
