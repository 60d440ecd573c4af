import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.type.js';

/** One thing that somebody or Backline did. */
@ObjectType('AuditEvent')
export class AuditEventType {
  @Field(() => ID)
  readonly id!: string;
  @Field()
  readonly at!: Date;
  @Field()
  readonly actor!: string;
  @Field({ description: 'Such as `plan.approved`.' })
  readonly action!: string;
  @Field()
  readonly message!: string;
}

/** A page of the history, newest first. */
export const AuditEventConnection = connectionOf('AuditEvent', () => AuditEventType);
