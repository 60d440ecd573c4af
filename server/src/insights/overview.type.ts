import { Field, Int, ObjectType } from 'type-graphql';
import { enumOf } from '../graphql/node.type.js';
import { SeverityCountsType } from '../graphql/severity.type.js';
import { JobCountsType } from '../jobs/job.type.js';
import type { SeverityCounts } from '../projects/project.js';
import type { AttentionCode } from './overview.js';

const AttentionCodeEnum = enumOf('AttentionCode', [
  'CONNECT_GITLAB',
  'TOKEN_EXPIRING',
  'INTEGRATION_BROKEN',
  'IMPORT_ADVISORIES',
  'APPROVE_PLANS',
  'MERGE_REQUESTS_BLOCKED',
  'PLANS_FAILED',
  'ANALYSES_FAILED',
  'MANIFEST_PROBLEMS',
  'MALICIOUS_FINDINGS',
  'OVERDUE_FINDINGS',
  'JOBS_FAILED',
]);

@ObjectType('AttentionItem', { description: 'Something that a person should do.' })
export class AttentionItemType {
  @Field(() => AttentionCodeEnum)
  readonly code!: AttentionCode;
  @Field(() => Int)
  readonly count!: number;
  @Field(() => String)
  readonly message!: string;
}

/** What is open, what was fixed, and what a person should do next. */
@ObjectType('Overview', { description: 'What is open, what was fixed, and what a person should do next.' })
export class OverviewType {
  @Field(() => SeverityCountsType)
  readonly openFindings!: SeverityCounts;
  @Field(() => Int)
  readonly fixedFindings!: number;
  @Field(() => Int)
  readonly projectCount!: number;
  @Field(() => Int)
  readonly analyzedProjectCount!: number;
  @Field(() => Int)
  readonly affectedProjectCount!: number;
  @Field(() => Int)
  readonly proposedPlans!: number;
  @Field(() => Int)
  readonly openMergeRequests!: number;
  @Field(() => Int)
  readonly mergedMergeRequests!: number;
  @Field(() => JobCountsType)
  readonly jobs!: JobCountsType;
  @Field(() => [AttentionItemType], { description: 'Most urgent first; empty when there is nothing to do.' })
  readonly attention!: readonly AttentionItemType[];
}
