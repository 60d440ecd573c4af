import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars.js';
import { NodeInterface } from '../graphql/node.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { UserError } from '../graphql/user-error.type.js';
import type { GitLabApplication } from './gitlab-application.js';

/** Backline as an application of a GitLab; never its secret. */
@ObjectType('GitLabApplication', {
  implements: NodeInterface,
  description:
    "Backline as an application of a GitLab: people connect through GitLab's consent page. Never its secret.",
})
export class GitLabApplicationType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => UrlScalar)
  readonly baseUrl!: string;
  @Field(() => String)
  readonly clientId!: string;
  @Field(() => Date)
  readonly createdAt!: Date;
}

/** Applications, and what an administrator of a GitLab enters there. */
@ObjectType('GitLabApplications')
export class GitLabApplicationsType {
  @Field(() => [GitLabApplicationType])
  readonly nodes!: readonly GitLabApplication[];
  @Field(() => UrlScalar, { description: 'The redirect URI to enter in GitLab, to the letter.' })
  readonly redirectUri!: string;
  @Field(() => [String], { description: 'The scopes to choose there.' })
  readonly scopes!: readonly string[];
}

@InputType()
export class RegisterGitLabApplicationInput extends IdempotentInput {
  @Field(() => String)
  baseUrl!: string;
  @Field(() => String, { description: 'The application id that GitLab shows.' })
  clientId!: string;
  @Field(() => String, { description: 'Stored sealed, never shown again.' })
  clientSecret!: string;
  @Field(() => String, { nullable: true, description: 'A proxy through which this GitLab is reached.' })
  proxyUrl?: string | null;
  @Field(() => String, { nullable: true, description: 'PEM certificates of further authorities.' })
  caPem?: string | null;
}

@InputType()
export class RemoveGitLabApplicationInput extends IdempotentInput {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class BeginGitLabConsentInput extends IdempotentInput {
  @Field(() => ID)
  applicationId!: string;
  @Field(() => String, { nullable: true, description: 'How the integration is to be called.' })
  name?: string | null;
}

@ObjectType()
export class GitLabApplicationPayload {
  @Field(() => GitLabApplicationType, { nullable: true })
  application!: GitLabApplication | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType()
export class GitLabConsentPayload {
  @Field(() => UrlScalar, {
    nullable: true,
    description: "GitLab's consent page for this session; works for ten minutes.",
  })
  authorizeUrl!: string | null;
  @Field(() => [UserError])
  userErrors!: UserError[];
}
