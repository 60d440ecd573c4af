import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import { UserError } from '../graphql/user-error.type.js';
import type { Limits } from './project-scope.js';
import { LIMITED_TO, ProjectScopeInput, ProjectScopeType } from './project-scope.type.js';
import { type ApiToken, type Role, ROLES, TOKEN_SCOPES, type TokenScope, type Viewer } from './account.js';

const TokenScopeEnum = enumOf('TokenScope', TOKEN_SCOPES);
export const RoleEnum = enumOf(
  'Role',
  ROLES,
  'A viewer reads, an approver also plans and approves, an administrator does everything.',
);
const ViewerKindEnum = enumOf('ViewerKind', ['ACCOUNT', 'API_TOKEN']);

/** Who is asking. */
@ObjectType('Viewer', { description: 'Who is asking.' })
export class ViewerType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => ViewerKindEnum)
  readonly kind!: Viewer['kind'];
  @Field(() => String)
  readonly name!: string;
  @Field(() => String, { nullable: true })
  readonly email!: string | null;
  @Field(() => [TokenScopeEnum])
  readonly scopes!: readonly TokenScope[];
  @Field(() => [ProjectScopeType], { nullable: true, description: LIMITED_TO })
  readonly limitedTo!: Limits;
  @Field(() => RoleEnum, { nullable: true, description: 'Null for an API token, which has scopes only.' })
  readonly role!: Role | null;
  @Field(() => [String], {
    description:
      'The issuers of OpenID Connect providers with which this person signs in; at most one of each provider.',
  })
  readonly signsInWith!: readonly string[];
}

/** What an unknown visitor may know. */
@ObjectType('Setup', { description: 'What an unknown visitor may know.' })
export class SetupType {
  @Field(() => Boolean)
  readonly needsFirstAccount!: boolean;
  @Field(() => String)
  readonly version!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'What the OpenID Connect provider is called with which people may sign in at `/sign-in/provider`; null where there is none.',
  })
  readonly providerName!: string | null;
}

/** A program's key; its secret is shown once, when it is made. */
@ObjectType('ApiToken', {
  implements: NodeInterface,
  description: "A program's key; its secret is shown once, when it is made.",
})
export class ApiTokenType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => String, { description: 'The first characters of the secret, to recognise it by.' })
  readonly prefix!: string;
  @Field(() => [TokenScopeEnum])
  readonly scopes!: readonly TokenScope[];
  @Field(() => [ProjectScopeType], {
    nullable: true,
    description: `${LIMITED_TO} It never sees more than who made it may see now.`,
  })
  readonly limitedTo!: Limits;
  @Field(() => Date)
  readonly createdAt!: Date;
  @Field(() => String)
  readonly createdBy!: string;
  @Field(() => Date, { nullable: true })
  readonly expiresAt!: Date | null;
  @Field(() => Date, { nullable: true })
  readonly lastUsedAt!: Date | null;
  @Field(() => Date, { nullable: true })
  readonly revokedAt!: Date | null;
}

export const ApiTokenConnection = connectionOf('ApiToken', () => ApiTokenType);

@InputType()
export class CreateFirstAccountInput {
  @Field(() => String, { description: 'From the one-time link that the server prints at start.' })
  setupToken!: string;
  @Field(() => String)
  email!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'At least 12 characters.' })
  password!: string;
}

@InputType()
export class SignInInput {
  @Field(() => String)
  email!: string;
  @Field(() => String)
  password!: string;
}

@ObjectType()
export class SessionPayload {
  @Field(() => ViewerType, { nullable: true })
  viewer!: Viewer | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@InputType()
export class CreateApiTokenInput extends IdempotentInput {
  @Field(() => String)
  name!: string;
  @Field(() => [TokenScopeEnum])
  scopes!: TokenScope[];
  @Field(() => [ProjectScopeInput], {
    nullable: true,
    description: 'What it sees, and nothing beyond, at most 50; null or absent: everything. Not with ADMIN.',
  })
  limitedTo?: ProjectScopeInput[] | null;
  @Field(() => Date, { nullable: true })
  expiresAt?: Date | null;
}

@ObjectType()
export class CreateApiTokenPayload {
  @Field(() => ApiTokenType, { nullable: true })
  apiToken!: ApiToken | null;
  @Field(() => String, {
    nullable: true,
    description: 'The secret, shown this once. Send it as `Authorization: Bearer <secret>`.',
  })
  secret!: string | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@InputType()
export class RevokeApiTokenInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class ApiTokenPayload {
  @Field(() => ApiTokenType, { nullable: true })
  apiToken!: ApiToken | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}
