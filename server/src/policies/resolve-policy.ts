import type { Policy } from './policy.js';
import type { PolicyScope } from './policy-scope.js';

export type PolicyField = keyof Policy;

/** The fields that are set at one scope; the others are told by a farther one. */
export type PolicyFields = Partial<Policy>;

/** What is set at one scope. */
export interface PolicyLayer {
  readonly scope: PolicyScope;
  readonly fields: PolicyFields;
}

/** What holds, and for each field at which scope it was set; null: nowhere, it is the default. */
export interface EffectivePolicy {
  readonly policy: Policy;
  readonly origins: Readonly<Record<PolicyField, PolicyScope | null>>;
}

/** Every field of a policy. */
export const POLICY_FIELDS = [
  'minimumSeverity',
  'maximumStep',
  'allowsForced',
  'releaseAgeDays',
  'urgentSeverity',
  'grouping',
  'updates',
  'ignores',
  'automaticApproval',
  'slaDays',
  'openMergeRequests',
  'hourlyMergeRequests',
  'mergeRequest',
] as const satisfies readonly PolicyField[];

/** Fields by which plans come out otherwise or are approved, which planning does last: changing one of them plans again. */
export const PLANNING_FIELDS: ReadonlySet<PolicyField> = new Set<PolicyField>([
  'minimumSeverity',
  'maximumStep',
  'allowsForced',
  'releaseAgeDays',
  'urgentSeverity',
  'grouping',
  'updates',
  'ignores',
  'automaticApproval',
]);

/** The nearest scope wins, field by field (decisions.md). Layers come farthest first. */
export function resolvePolicy(defaults: Policy, layers: readonly PolicyLayer[]): EffectivePolicy {
  let policy = defaults;
  let origins = NO_ORIGINS;
  for (const { scope, fields } of layers) {
    policy = { ...policy, ...fields };
    for (const field of POLICY_FIELDS) {
      if (Object.hasOwn(fields, field)) origins = { ...origins, [field]: scope };
    }
  }
  return { policy, origins };
}

const NO_ORIGINS: EffectivePolicy['origins'] = {
  minimumSeverity: null,
  maximumStep: null,
  allowsForced: null,
  releaseAgeDays: null,
  urgentSeverity: null,
  grouping: null,
  updates: null,
  ignores: null,
  automaticApproval: null,
  slaDays: null,
  openMergeRequests: null,
  hourlyMergeRequests: null,
  mergeRequest: null,
};
