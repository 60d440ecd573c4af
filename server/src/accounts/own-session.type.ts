import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { enumOf, NodeInterface } from '../graphql/node.type.js';
import { UserError } from '../graphql/user-error.type.js';
import type { OwnSession, SessionBeginning } from './own-session.js';

const SessionBeginningEnum = enumOf('SessionBeginning', ['PASSWORD', 'PROVIDER'], 'How a session began.', {
  PASSWORD: 'With a password, that of an invitation or of the first account too.',
  PROVIDER: 'At the OpenID Connect provider.',
});

/** A browser in which the person who asks is signed in. */
@ObjectType('Session', {
  implements: NodeInterface,
  description:
    'A browser in which the person who asks is signed in. Nobody else sees it, administrators neither.',
})
export class SessionType {
  @Field(() => ID, { description: 'Its global id, which says nothing of the secret in the cookie.' })
  readonly id!: string;
  @Field(() => Date, { description: 'When it began, with a sign-in.' })
  readonly createdAt!: Date;
  @Field(() => Date, { description: 'When it was last used, to the minute. Three days later it ends.' })
  readonly lastUsedAt!: Date;
  @Field(() => Date, { description: 'When it ends at the latest.' })
  readonly expiresAt!: Date;
  @Field(() => String, {
    nullable: true,
    description:
      'What it was begun with, such as `Firefox on Linux`; null where the browser did not say. Versions and network addresses are not kept.',
  })
  readonly client!: string | null;
  @Field(() => SessionBeginningEnum, {
    nullable: true,
    description: 'How it began; null for one that began before this was noted.',
  })
  readonly beganWith!: SessionBeginning | null;
}

export const SessionConnection = connectionOf('Session', () => SessionType);

@InputType()
export class EndSessionInput extends IdempotentInput {
  @Field(() => ID, { description: 'Of the session to end; the one that asks ends too when it is named.' })
  id!: string;
}

@ObjectType()
export class EndSessionPayload {
  @Field(() => SessionType, { nullable: true, description: 'As it was; null where nothing ended.' })
  session!: OwnSession | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@InputType()
export class SetFirstPasswordInput extends IdempotentInput {
  @Field(() => String, { description: 'At least 12 characters.' })
  newPassword!: string;
}
