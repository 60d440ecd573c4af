import { Field, ID, Int, InputType, ObjectType } from 'type-graphql';
import type { ErrorCode } from '../errors.js';
import { connectionOf } from '../graphql/connection.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import { ErrorCodeEnum, UserError } from '../graphql/user-error.type.js';
import type { Job, JobState } from './job.js';

const JobStateEnum = enumOf('JobState', ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED']);

/** How far a job is. */
@ObjectType('JobProgress', { description: 'How far a job is.' })
export class JobProgressType {
  @Field(() => Int)
  readonly done!: number;
  @Field(() => Int, { nullable: true })
  readonly total!: number | null;
  @Field(() => String)
  readonly message!: string;
}

/** Why something failed. */
@ObjectType('JobError', { description: 'Why something failed.' })
export class JobErrorType {
  @Field(() => ErrorCodeEnum)
  readonly code!: ErrorCode;
  @Field(() => String)
  readonly message!: string;
}

/** One row of the job table. */
@ObjectType('Job', { implements: NodeInterface, description: 'One row of the job table.' })
export class JobType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => JobStateEnum)
  readonly state!: JobState;
  @Field(() => String, { description: 'What it must not outrun: `integration:<id>`, or `backline`.' })
  readonly lane!: string;
  @Field(() => Int)
  readonly attempts!: number;
  @Field(() => Int)
  readonly maxAttempts!: number;
  @Field(() => JobProgressType, { nullable: true })
  readonly progress!: Job['progress'];
  @Field(() => String, { nullable: true, description: 'Why it is not running yet.' })
  readonly waitingFor!: string | null;
  @Field(() => Boolean)
  readonly isCancelRequested!: boolean;
  @Field(() => Date)
  readonly runAt!: Date;
  @Field(() => Date)
  readonly createdAt!: Date;
  @Field(() => Date, { nullable: true })
  readonly startedAt!: Date | null;
  @Field(() => Date, { nullable: true })
  readonly finishedAt!: Date | null;
  readonly subject!: string | null;
  readonly result!: unknown;
  readonly error!: Job['error'];
}

/** A page of jobs, newest first. */
export const JobConnection = connectionOf('Job', () => JobType);

/** How many jobs are in each state; counting stops at 10,000. */
@ObjectType('JobCounts', { description: 'How many jobs are in each state; counting stops at 10,000.' })
export class JobCountsType {
  @Field(() => Int)
  readonly queued!: number;
  @Field(() => Int)
  readonly running!: number;
  @Field(() => Int)
  readonly succeeded!: number;
  @Field(() => Int)
  readonly failed!: number;
  @Field(() => Int)
  readonly cancelled!: number;
}

@InputType('JobFilter')
export class JobFilterInput {
  @Field(() => [JobStateEnum], { nullable: true })
  state?: JobState[] | null;
  @Field(() => [String], { nullable: true })
  name?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'Jobs about this project, and about its plans.' })
  projectId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Jobs that talk to this integration.' })
  integrationId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Dead letters: failed, and no attempt is left. `false` leaves them out.',
  })
  isDead?: boolean | null;
}

@InputType()
export class CancelJobInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class RetryJobInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class JobPayload {
  @Field(() => JobType, { nullable: true })
  job!: Job | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}
