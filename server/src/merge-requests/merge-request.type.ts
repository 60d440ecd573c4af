import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars.js';
import { connectionOf } from '../graphql/connection.type.js';
import { ordersOf } from '../graphql/order.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import { UserError } from '../graphql/user-error.type.js';
import type { Job } from '../jobs/job.js';
import { JobType } from '../jobs/job.type.js';
import {
  MERGE_REQUEST_LANES,
  type MergeRequest,
  type MergeRequestLane,
  type MergeRequestOrder,
  type MergeRequestState,
} from './merge-request.js';

/** The states of merge requests. */
export const MergeRequestStateEnum = enumOf('MergeRequestState', ['OPENED', 'LOCKED', 'MERGED', 'CLOSED']);

/** Whose turn it is. */
export const MergeReadinessEnum = enumOf(
  'MergeReadiness',
  ['READY', 'WAIT', 'REBUILD', 'PEOPLE', 'BLOCKED', 'UNKNOWN'],
  'READY: can be merged. WAIT: GitLab is checking. REBUILD: conflicts. PEOPLE: somebody must act. BLOCKED: a rule of the project.',
);

/** Where it stands on the board. */
export const MergeRequestLaneEnum = enumOf(
  'MergeRequestLane',
  MERGE_REQUEST_LANES,
  'CHECKING: GitLab checks it or its pipeline runs. BLOCKED: conflicts, a failed pipeline, an open discussion, a missing approval. EDITED: a person has committed to its branch.',
);

/** A plan's merge request in GitLab. */
@ObjectType('MergeRequest', { implements: NodeInterface, description: "A plan's merge request in GitLab." })
export class MergeRequestType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => Int)
  readonly iid!: number;
  @Field(() => String)
  readonly title!: string;
  @Field(() => UrlScalar)
  readonly webUrl!: string;
  @Field(() => String)
  readonly sourceBranch!: string;
  @Field(() => String)
  readonly targetBranch!: string;
  @Field(() => MergeRequestStateEnum)
  readonly state!: MergeRequestState;
  @Field(() => String, { description: "GitLab's own word." })
  readonly detailedMergeStatus!: string;
  @Field(() => Boolean)
  readonly hasConflicts!: boolean;
  @Field(() => String, { nullable: true })
  readonly headCommit!: string | null;
  @Field(() => String, { nullable: true })
  readonly pipelineStatus!: string | null;
  @Field(() => UrlScalar, { nullable: true })
  readonly pipelineUrl!: string | null;
  @Field(() => Date)
  readonly createdAt!: Date;
  @Field(() => Date)
  readonly updatedAt!: Date;
  @Field(() => Date, { description: 'When Backline last asked GitLab.' })
  readonly checkedAt!: Date;
  @Field(() => Date, { nullable: true })
  readonly mergedAt!: Date | null;
  @Field(() => Date, { nullable: true })
  readonly closedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When Backline asks GitLab again; null: it does not.' })
  readonly nextLookAt!: Date | null;
  @Field(() => Date, {
    nullable: true,
    description:
      'Since when its branch has commits that Backline did not make; it is left alone from then on.',
  })
  readonly editedAt!: Date | null;
  @Field(() => String, { nullable: true, description: "The newest of somebody else's commits." })
  readonly editedHead!: string | null;
  @Field(() => Date, { nullable: true, description: 'When Backline last set out to rebuild its branch.' })
  readonly rebuildTriedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was rebuilt last.' })
  readonly rebuildReason!: string | null;
  @Field(() => Boolean, { description: 'GitLab merges it when its pipeline succeeds.' })
  readonly isAutoMerge!: boolean;
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the integration's account may merge it; null: not known yet.",
  })
  readonly mayMerge!: boolean | null;
  @Field(() => String, { nullable: true, description: 'Why GitLab refused to merge it by itself.' })
  readonly mergeProblem!: string | null;
  @Field(() => [String], { description: 'User names of the policy that GitLab does not know.' })
  readonly unknownPeople!: readonly string[];
  readonly projectId!: string;
  readonly planId!: string;
}

/** How a list of them is ordered. */
export const MergeRequestOrders = ordersOf<MergeRequestOrder>('MergeRequestOrder', {
  NEWEST: 'DESC',
  UPDATED: 'DESC',
});

export const MergeRequestConnection = connectionOf('MergeRequest', () => MergeRequestType);

@InputType('MergeRequestFilter')
export class MergeRequestFilterInput {
  @Field(() => ID, { nullable: true })
  projectId?: string | null;
  @Field(() => ID, { nullable: true })
  integrationId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The path of a GitLab group; its subgroups count too.',
  })
  groupPath?: string | null;
  @Field(() => [MergeRequestStateEnum], { nullable: true })
  state?: MergeRequestState[] | null;
  @Field(() => [MergeRequestLaneEnum], { nullable: true })
  lane?: MergeRequestLane[] | null;
  @Field(() => Boolean, { nullable: true })
  hasConflicts?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether a person has committed to its branch.' })
  isEdited?: boolean | null;
  @Field(() => [String], {
    nullable: true,
    description: "GitLab's words for the pipeline, such as `failed`.",
  })
  pipelineStatus?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Part of the title or the branch.' })
  search?: string | null;
}

@InputType()
export class RefreshMergeRequestInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class RebuildMergeRequestInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class CloseMergeRequestInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true, description: 'Told in the note and the history.' })
  reason?: string | null;
}

@ObjectType()
export class MergeRequestPayload {
  @Field(() => MergeRequestType, { nullable: true })
  mergeRequest!: MergeRequest | null;
  @Field(() => JobType, { nullable: true, description: 'The job that writes it to GitLab.' })
  job?: Job | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}
