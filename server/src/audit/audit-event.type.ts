import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.type.js';
import { enumOf, NodeInterface } from '../graphql/node.type.js';
import { ACTOR_KINDS } from './audit-event.js';

export const ActorKindEnum = enumOf(
  'ActorKind',
  ACTOR_KINDS,
  'A person, a program with a token, Backline by itself, a policy, or the command line of the server.',
);

/** One thing that somebody or Backline did. */
@ObjectType('AuditEvent', {
  implements: NodeInterface,
  description: 'One thing that somebody or Backline did.',
})
export class AuditEventType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => Date)
  readonly at!: Date;
  @Field(() => String)
  readonly actor!: string;
  @Field(() => String, {
    description: 'Such as `plan.approved`; every one stands in docs/api/audit-actions.md.',
  })
  readonly action!: string;
  @Field(() => String)
  readonly message!: string;
  readonly subject!: string | null;
  readonly projectId!: string | null;
}

/** One field of what was changed. */
@ObjectType('AuditChange', { description: 'One field of what was changed, without secrets.' })
export class AuditChangeType {
  @Field(() => String, { description: 'Its name.' })
  readonly field!: string;
  @Field(() => String, { nullable: true, description: 'What it was; text, or JSON of what is no text.' })
  readonly before!: string | null;
  @Field(() => String, { nullable: true, description: 'What it is since; text, or JSON of what is no text.' })
  readonly after!: string | null;
}

/** How far the audit log is chained. */
@ObjectType('AuditChain', {
  description:
    'The audit log is sealed in batches, each chained to the one before by its hash. Keep `lastHash` elsewhere: it proves what was sealed by then.',
})
export class AuditChainType {
  @Field(() => Int, { description: 'How many batches are sealed.' })
  readonly seals!: number;
  @Field(() => Int, { description: 'How many records they hold.' })
  readonly sealedRecords!: number;
  @Field(() => Int, { description: 'How many records wait to be sealed, seconds as a rule.' })
  readonly waitingRecords!: number;
  @Field(() => String, { nullable: true, description: 'The hash of the last batch; null before the first.' })
  readonly lastHash!: string | null;
  @Field(() => Date, { nullable: true, description: 'When the last batch was sealed.' })
  readonly sealedAt!: Date | null;
}

/** A page of the history, newest first. */
export const AuditEventConnection = connectionOf('AuditEvent', () => AuditEventType);

@InputType('AuditEventFilter')
export class AuditEventFilterInput {
  @Field(() => String, { nullable: true, description: 'The name of who did it, whole.' })
  actor?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'How the action begins, such as `plan.`, or the whole of it.',
  })
  action?: string | null;
  @Field(() => Date, { nullable: true })
  from?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Exclusive.' })
  until?: Date | null;
  @Field(() => String, { nullable: true, description: 'Part of the message, of the actor or of the action.' })
  text?: string | null;
}
