import { Authorized, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import { toGlobalId } from '../graphql/global-id.js';
import type { Integration } from '../integrations/integration.js';
import { IntegrationType } from '../integrations/integration.type.js';
import type { ProjectScope } from './project-scope.js';
import { ProjectScopeType } from './project-scope.type.js';

/** What somebody is limited to. */
@Resolver(() => ProjectScopeType)
export class ProjectScopeResolver {
  @FieldResolver(() => ID)
  integrationId(@Root() { integrationId }: ProjectScope): string {
    return toGlobalId('Integration', integrationId);
  }

  @Authorized('READ')
  @FieldResolver(() => IntegrationType, { nullable: true })
  integration(
    @Root() { integrationId }: ProjectScope,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Integration | null> {
    return loaders.integration.load(integrationId);
  }
}
