import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars.js';
import { connectionOf } from '../graphql/connection.type.js';
import { NodeInterface } from '../graphql/node.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { UserError } from '../graphql/user-error.type.js';
import type { Account, ApiToken, Invitation, Role, Viewer } from './account.js';
import type { Limits } from './project-scope.js';
import { LIMITED_TO, ProjectScopeInput, ProjectScopeType } from './project-scope.type.js';
import { ApiTokenType, RoleEnum, ViewerType } from './account.type.js';

@ObjectType('Person', { implements: NodeInterface, description: 'Somebody who signs in.' })
export class PersonType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly email!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => RoleEnum)
  readonly role!: Role;
  @Field(() => [ProjectScopeType], { nullable: true, description: LIMITED_TO })
  readonly limitedTo!: Limits;
  @Field(() => Date)
  readonly createdAt!: Date;
}

export const PersonConnection = connectionOf('Person', () => PersonType);

@ObjectType('Invitation', {
  implements: NodeInterface,
  description: 'Somebody who was asked to join and has not yet.',
})
export class InvitationType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly email!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => RoleEnum)
  readonly role!: Role;
  @Field(() => [ProjectScopeType], { nullable: true, description: LIMITED_TO })
  readonly limitedTo!: Limits;
  @Field(() => String)
  readonly invitedBy!: string;
  @Field(() => Date)
  readonly createdAt!: Date;
  @Field(() => Date)
  readonly expiresAt!: Date;
}

export const InvitationConnection = connectionOf('Invitation', () => InvitationType);

@InputType()
export class InvitePersonInput extends IdempotentInput {
  @Field(() => String)
  email!: string;
  @Field(() => String, { nullable: true })
  name?: string | null;
  @Field(() => RoleEnum)
  role!: Role;
  @Field(() => [ProjectScopeInput], {
    nullable: true,
    description:
      'What they will see, and nothing beyond, at most 50; null or absent: everything. An administrator is not limited.',
  })
  limitedTo?: ProjectScopeInput[] | null;
}

@ObjectType()
export class InvitePersonPayload {
  @Field(() => InvitationType, { nullable: true })
  invitation!: Invitation | null;
  @Field(() => UrlScalar, {
    nullable: true,
    description: 'The one-time link, shown this once. It works for 7 days; pass it on yourself.',
  })
  url!: string | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@InputType()
export class CancelInvitationInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class InvitationPayload {
  @Field(() => InvitationType, { nullable: true })
  invitation!: Invitation | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@InputType()
export class AcceptInvitationInput {
  @Field(() => String, { description: 'From the one-time link of the invitation.' })
  token!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'At least 12 characters.' })
  password!: string;
}

@InputType()
export class UpdatePersonInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => RoleEnum, { nullable: true })
  role?: Role | null;
  @Field(() => [ProjectScopeInput], {
    nullable: true,
    description:
      'What they see from now on, and nothing beyond, at most 50; null: everything; absent: as it is. Somebody limited becomes an administrator only with null.',
  })
  limitedTo?: ProjectScopeInput[] | null;
}

@InputType()
export class RemovePersonInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class PersonPayload {
  @Field(() => PersonType, { nullable: true })
  person!: Account | null;
  @Field(() => [ApiTokenType], { description: 'The API tokens of the person that were revoked with it.' })
  revokedTokens!: readonly ApiToken[];
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@InputType()
export class ChangePasswordInput extends IdempotentInput {
  @Field(() => String)
  oldPassword!: string;
  @Field(() => String, { description: 'At least 12 characters.' })
  newPassword!: string;
}

@InputType()
export class UpdateOwnAccountInput extends IdempotentInput {
  @Field(() => String)
  name!: string;
}

@InputType()
export class EndSessionsInput extends IdempotentInput {}

@ObjectType()
export class OwnAccountPayload {
  @Field(() => ViewerType, { nullable: true })
  viewer!: Viewer | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType()
export class EndSessionsPayload {
  @Field(() => Int, { description: 'How many other sessions ended.' })
  endedCount!: number;
  @Field(() => [UserError])
  userErrors!: UserError[];
}
