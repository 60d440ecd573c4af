import { Arg, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, toGlobalId } from '../graphql/global-id.js';
import type { ProjectGroup } from './project-group.js';
import { ProjectGroupType } from './project-group.type.js';

/** GitLab's groups as a tree. */
@Resolver(() => ProjectGroupType)
export class ProjectGroupResolver {
  @FieldResolver(() => ID)
  integrationId(@Root() { integrationId }: ProjectGroup): string {
    return toGlobalId('Integration', integrationId);
  }

  @Authorized('READ')
  @Query(() => [ProjectGroupType], {
    description: 'The groups right below a group, or those at the top; by path, at most 500.',
  })
  projectGroups(
    @Arg('integrationId', () => ID, { nullable: true }) integrationId: string | null,
    @Arg('parent', () => String, { nullable: true }) parent: string | null,
    @Ctx() { read }: GraphQLContext,
  ): Promise<readonly ProjectGroup[]> {
    return read.projectGroups.list({
      integrationId:
        integrationId == null ? null : fromGlobalId(integrationId, 'Integration', 'integrationId'),
      parent: parent ?? null,
    });
  }
}
