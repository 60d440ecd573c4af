import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { UserError } from '../graphql/user-error.type.js';
import type { Job } from '../jobs/job.js';
import { JobType } from '../jobs/job.type.js';
import type { RemediationPlan } from './remediation-plan.js';
import { RemediationPlanType } from './remediation-plan.type.js';

@InputType()
export class ApprovePlanInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, {
    description: 'The digest of the plan that was read. A stale one is refused with STALE_DIGEST.',
  })
  digest!: string;
}

@InputType()
export class RejectPlanInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@InputType()
export class RefreshPlanInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class RetryPlanInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class RemediationPlanPayload {
  @Field(() => RemediationPlanType, {
    nullable: true,
    description: 'As it is now; after STALE_DIGEST the revision that is current.',
  })
  remediationPlan!: RemediationPlan | null;
  @Field(() => JobType, { nullable: true })
  job!: Job | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@InputType()
export class PlanToApproveInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'The digest of the plan that was read.' })
  digest!: string;
}

@InputType()
export class ApprovePlansInput extends IdempotentInput {
  @Field(() => [PlanToApproveInput], { description: 'At most 100.' })
  plans!: PlanToApproveInput[];
}

@ObjectType('PlanApproval', { description: 'What became of one of the plans that were to be approved.' })
export class PlanApprovalType {
  @Field(() => ID, {
    description:
      'The id of the plan, as it was asked for. The answer has none of its own: do not key a cache by it.',
  })
  id!: string;
  @Field(() => RemediationPlanType, {
    nullable: true,
    description: 'As it is now; after STALE_DIGEST the revision that is current.',
  })
  remediationPlan!: RemediationPlan | null;
  @Field(() => JobType, { nullable: true })
  job!: Job | null;
  @Field(() => [UserError], { description: 'Empty where it is approved.' })
  userErrors!: UserError[];
}

@ObjectType()
export class ApprovePlansPayload {
  @Field(() => [PlanApprovalType], { description: 'One for each, in the order asked for.' })
  results!: PlanApprovalType[];
  @Field(() => [UserError], { description: 'Why nothing at all was done.' })
  userErrors!: UserError[];
}
