import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import { UserError } from '../graphql/user-error.type.js';
import type { MergeRequest, MergeRequestState } from './merge-request.js';

/** The states of merge requests. */
export const MergeRequestStateEnum = enumOf('MergeRequestState', ['OPENED', 'LOCKED', 'MERGED', 'CLOSED']);

/** Whose turn it is. */
export const MergeReadinessEnum = enumOf(
  'MergeReadiness',
  ['READY', 'WAIT', 'REBUILD', 'PEOPLE', 'BLOCKED', 'UNKNOWN'],
  'READY: can be merged. WAIT: GitLab is checking. REBUILD: conflicts. PEOPLE: somebody must act. BLOCKED: a rule of the project.',
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
  @Field(() => String)
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
  @Field(() => String, { nullable: true })
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
  readonly projectId!: string;
  readonly planId!: string;
}

export const MergeRequestConnection = connectionOf('MergeRequest', () => MergeRequestType);

@InputType('MergeRequestFilter')
export class MergeRequestFilterInput {
  @Field(() => ID, { nullable: true })
  projectId?: string | null;
  @Field(() => [MergeRequestStateEnum], { nullable: true })
  state?: MergeRequestState[] | null;
  @Field(() => String, { nullable: true, description: 'Part of the title or the branch.' })
  search?: string | null;
}

@InputType()
export class RefreshMergeRequestInput {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class MergeRequestPayload {
  @Field(() => MergeRequestType, { nullable: true })
  mergeRequest!: MergeRequest | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}
