import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars.js';
import { GraphQLDate } from '../graphql/date-scalar.js';
import type { ErrorCode } from '../errors.js';
import { connectionOf } from '../graphql/connection.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import { ErrorCodeEnum, UserError } from '../graphql/user-error.type.js';
import type { Job } from '../jobs/job.js';
import { JobType } from '../jobs/job.type.js';
import type {
  CheckState,
  ConnectionCheck,
  ConnectionCheckName,
  Integration,
  IntegrationState,
  TokenKind,
} from './integration.js';

const IntegrationKindEnum = enumOf('IntegrationKind', ['GITLAB']);
const IntegrationStateEnum = enumOf('IntegrationState', [
  'CONNECTING',
  'CONNECTED',
  'DEGRADED',
  'EXPIRED',
  'REVOKED',
  'DISCONNECTED',
]);
const TokenKindEnum = enumOf(
  'TokenKind',
  ['PERSONAL', 'PROJECT', 'GROUP', 'SERVICE_ACCOUNT', 'OAUTH'],
  'Whose token it is; OAUTH where a person consented in GitLab.',
);
const CheckStateEnum = enumOf('CheckState', ['RUNNING', 'PASSED', 'WARNED', 'FAILED', 'SKIPPED']);
const ConnectionCheckNameEnum = enumOf('ConnectionCheckName', [
  'ADDRESS',
  'GITLAB',
  'TOKEN',
  'EXPIRY',
  'SCOPE_API',
  'SCOPE_READ_REPOSITORY',
  'SCOPE_WRITE_REPOSITORY',
  'ACCOUNT',
  'VERSION',
  'PROJECTS',
]);

/** One step of verifying a connection. */
@ObjectType('ConnectionCheck', { description: 'One step of verifying a connection.' })
export class ConnectionCheckType implements ConnectionCheck {
  @Field(() => ConnectionCheckNameEnum)
  readonly name!: ConnectionCheckName;
  @Field(() => String)
  readonly label!: string;
  @Field(() => CheckStateEnum)
  readonly state!: CheckState;
  @Field(() => ErrorCodeEnum, { nullable: true })
  readonly code!: ErrorCode | null;
  @Field(() => String)
  readonly message!: string;
  @Field(() => String, { nullable: true, description: 'What to do about it.' })
  readonly remedy!: string | null;
}

/** The GitLab account that the token acts as. */
@ObjectType('IntegrationAccount', { description: 'The GitLab account that the token acts as.' })
export class IntegrationAccountType {
  @Field(() => String)
  readonly username!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => UrlScalar)
  readonly webUrl!: string;
  @Field(() => Boolean)
  readonly isBot!: boolean;
  @Field(() => Boolean)
  readonly isAdmin!: boolean;
}

/** What GitLab says of the token; never the token. */
@ObjectType('IntegrationToken', { description: 'What GitLab says of the token; never the token.' })
export class IntegrationTokenType {
  @Field(() => String, { nullable: true })
  readonly name!: string | null;
  @Field(() => TokenKindEnum, { nullable: true, description: 'Null where it was not told apart.' })
  readonly kind?: TokenKind;
  @Field(() => [String])
  readonly scopes!: readonly string[];
  @Field(() => GraphQLDate, { nullable: true, description: 'The token is dead from 00:00 UTC of this day.' })
  readonly expiresAt!: string | null;
}

@ObjectType('IntegrationWarning', {
  description: 'Something about a connection that works but could be better.',
})
export class IntegrationWarningType {
  @Field(() => String)
  readonly code!: string;
  @Field(() => String)
  readonly message!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Whole days until the token dies, where that is the matter.',
  })
  readonly daysLeft?: number;
}

/** What a person set for an integration; never a secret. */
@ObjectType('IntegrationSettings', { description: 'What is set for an integration; never a secret.' })
export class IntegrationSettingsType {
  @Field(() => [String], {
    description: 'Full paths of groups; where there are any, only projects in and below them are worked on.',
  })
  readonly allowGroups!: readonly string[];
  @Field(() => [String], { description: 'Full paths of groups whose projects are left alone.' })
  readonly denyGroups!: readonly string[];
  @Field(() => Boolean, { description: 'Whether Backline makes webhooks where the token may.' })
  readonly makesWebhooks!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'A proxy through which GitLab is reached, without its login.',
  })
  readonly proxyUrl!: string | null;
  @Field(() => Boolean)
  readonly hasProxyLogin!: boolean;
  @Field(() => String, { nullable: true, description: 'Further certificate authorities (PEM).' })
  readonly caPem!: string | null;
}

/** One connected GitLab: address, whose token, scopes, expiry, state. */
@ObjectType('Integration', {
  implements: NodeInterface,
  description: 'One connected GitLab: address, whose token, scopes, expiry, state.',
})
export class IntegrationType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => IntegrationKindEnum)
  readonly kind!: 'GITLAB';
  @Field(() => String)
  readonly name!: string;
  @Field(() => UrlScalar)
  readonly baseUrl!: string;
  @Field(() => IntegrationStateEnum)
  readonly state!: IntegrationState;
  @Field(() => String, { nullable: true })
  readonly stateReason!: string | null;
  @Field(() => IntegrationAccountType, { nullable: true })
  readonly account!: Integration['account'];
  @Field(() => String, { nullable: true })
  readonly gitlabVersion!: string | null;
  @Field(() => IntegrationTokenType, { nullable: true })
  readonly token!: Integration['token'];
  @Field(() => [IntegrationWarningType])
  readonly warnings!: Integration['warnings'];
  @Field(() => [ConnectionCheckType], { description: 'The checks as they were when last verified.' })
  readonly checks!: Integration['checks'];
  @Field(() => Date, { nullable: true })
  readonly lastSyncedAt!: Date | null;
  @Field(() => Date, { nullable: true })
  readonly lastVerifiedAt!: Date | null;
  @Field(() => Date)
  readonly createdAt!: Date;
}

/** Where packages of an ecosystem are asked for. */
@ObjectType('IntegrationRegistry', {
  description: 'Where the versions of the packages of an ecosystem are asked for.',
})
export class IntegrationRegistryType {
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => UrlScalar, { nullable: true, description: 'Null where the operator switched asking off.' })
  readonly url!: string | null;
  @Field(() => Boolean, { description: 'Whether the address is the one for all integrations.' })
  readonly isDefault!: boolean;
  @Field(() => Boolean)
  readonly hasToken!: boolean;
}

export const IntegrationConnection = connectionOf('Integration', () => IntegrationType);

const PROXY =
  'A proxy, http://host:port or http://user:password@host:port. The login is stored sealed, never shown again.';
const CERTIFICATES = "PEM certificates of authorities that GitLab's certificate may come from.";

@InputType()
export class ConnectIntegrationInput extends IdempotentInput {
  @Field(() => String, { description: 'The address of GitLab; a relative root such as /gitlab is kept.' })
  url!: string;
  @Field(() => String, {
    description:
      'An access token with the scopes api, read_repository and write_repository. Stored sealed, never shown again.',
  })
  token!: string;
  @Field(() => String, { nullable: true })
  name?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Chosen by the client: follow the live checks with `connectionChecks`.',
  })
  attemptId?: string | null;
  @Field(() => String, { nullable: true, description: PROXY })
  proxyUrl?: string | null;
  @Field(() => String, { nullable: true, description: CERTIFICATES })
  caPem?: string | null;
}

@InputType()
export class VerifyIntegrationInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true })
  attemptId?: string | null;
}

@InputType()
export class ReplaceIntegrationTokenInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  token!: string;
  @Field(() => String, { nullable: true })
  attemptId?: string | null;
}

@InputType()
export class DisconnectIntegrationInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class SyncIntegrationInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class RegistryAddressInput {
  @Field(() => String, { description: 'Such as npm or PyPI.' })
  ecosystem!: string;
  @Field(() => String, { nullable: true, description: 'The address from now on; null for the default one.' })
  url?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'A token, or user:password. Stored sealed, never shown again. Null keeps the one of the same address, an empty text forgets it.',
  })
  token?: string | null;
}

@InputType()
export class UpdateIntegrationInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => [RegistryAddressInput], {
    nullable: true,
    description: 'The registries to change; those of other ecosystems stay as they are.',
  })
  registries?: RegistryAddressInput[] | null;
  @Field(() => [String], { nullable: true, description: 'All of them from now on; absent: as they are.' })
  allowGroups?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'All of them from now on; absent: as they are.' })
  denyGroups?: string[] | null;
  @Field(() => Boolean, { nullable: true })
  makesWebhooks?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description: `${PROXY} Null removes it. Absent: as it is. The same address without a login keeps the stored one.`,
  })
  proxyUrl?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `${CERTIFICATES} Null removes them. Absent: as they are.`,
  })
  caPem?: string | null;
}

@InputType()
export class RotateIntegrationTokenInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'The end of the new token; almost a year ahead by default.',
  })
  expiresAt?: string | null;
}

@ObjectType()
export class IntegrationPayload {
  @Field(() => IntegrationType, { nullable: true })
  integration!: Integration | null;
  @Field(() => [ConnectionCheckType], { description: 'The checks of this attempt; empty where none ran.' })
  checks!: readonly ConnectionCheck[];
  @Field(() => JobType, { nullable: true })
  job!: Job | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}
