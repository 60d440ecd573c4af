import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.type.js';

/** One thing that somebody or Backline did. */
@ObjectType('AuditEvent', { description: 'One thing that somebody or Backline did.' })
export class AuditEventType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => Date)
  readonly at!: Date;
  @Field(() => String)
  readonly actor!: string;
  @Field(() => String, { description: 'Such as `plan.approved`.' })
  readonly action!: string;
  @Field(() => String)
  readonly message!: string;
  readonly subject!: string | null;
  readonly projectId!: string | null;
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
