import { enumOf } from '../graphql/node.type.js';

/** The kinds of plans. */
export const PlanKindEnum = enumOf(
  'PlanKind',
  ['SAFE', 'BREAKING', 'FORCED', 'UPDATE'],
  'SAFE: should break nothing. BREAKING: one upgrade that may. FORCED: a version that no range asks for. UPDATE: outdated packages.',
);

/** How likely something breaks. */
export const RiskLevelEnum = enumOf('BreakingRiskLevel', ['LOW', 'MEDIUM', 'HIGH']);
