import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { fromGlobalId } from '../graphql/global-id.js';
import type { Integration } from '../integrations/integration.js';
import { IntegrationType } from '../integrations/integration.type.js';
import type { Limits, ProjectScope } from './project-scope.js';

const GROUP_PATH =
  'The full path of a GitLab group, such as `acme/payments`, with its subgroups; null: the whole integration.';

/** All projects of an integration, or those below one group of it. */
@ObjectType('ProjectScope', {
  description: 'All projects of an integration, or those below one group of it.',
})
export class ProjectScopeType {
  @Field(() => ID, { description: 'The id of the Integration.' })
  readonly integrationId!: string;
  @Field(() => IntegrationType, { nullable: true, description: 'Null where it is gone.' })
  readonly integration!: Integration | null;
  @Field(() => String, { nullable: true, description: GROUP_PATH })
  readonly groupPath!: string | null;
}

@InputType({ description: 'All projects of an integration, or those below one group of it.' })
export class ProjectScopeInput {
  @Field(() => ID, { description: 'The id of the Integration.' })
  integrationId!: string;
  @Field(() => String, { nullable: true, description: `${GROUP_PATH} The group need not exist yet.` })
  groupPath?: string | null;
}

/** What a field of limits says of them. */
export const LIMITED_TO =
  'What whoever this is sees, and nothing beyond: lists, counts, exports and subscriptions are as if there were nothing else. Null: everything.';

/** The limits of an input, with the own ids of integrations; null where none are given. */
export function limitsOf(input: readonly ProjectScopeInput[] | null | undefined): Limits {
  if (input === null || input === undefined) return null;
  return input.map(({ integrationId, groupPath }, index): ProjectScope => ({
    integrationId: fromGlobalId(integrationId, 'Integration', `limitedTo.${index}.integrationId`),
    groupPath: groupPath ?? null,
  }));
}
