import { Field, ID, ObjectType } from 'type-graphql';
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
}

/** A page of the history, newest first. */
export const AuditEventConnection = connectionOf('AuditEvent', () => AuditEventType);
