import { Args, ArgsType, Authorized, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AdvisoryGroupType } from '../advisories/advisory.type.js';
import type { AdvisoryGroup } from '../advisories/grouping.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { readList } from '../graphql/page.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import { toFindingFilter } from './finding-filter.type.js';
import type { FindingGroup, FindingGrouping } from './finding-group.js';
import { FindingGroupConnection, FindingGroupingEnum, FindingGroupType } from './finding-group.type.js';
import { FindingFilterInput } from './finding.type.js';

@ArgsType()
class FindingGroupsArgs extends PageArgs {
  @Field(() => FindingGroupingEnum)
  by!: FindingGrouping;
  @Field(() => FindingFilterInput, { nullable: true })
  filter?: FindingFilterInput | null;
}

/** Findings by what they have in common. */
@Resolver(() => FindingGroupType)
export class FindingGroupResolver {
  @FieldResolver(() => AdvisoryGroupType, { nullable: true, description: 'Of ADVISORY.' })
  async advisoryGroup(
    @Root() { groupId }: FindingGroup,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<(AdvisoryGroup & { id: string }) | null> {
    const group = groupId === null ? null : await loaders.group.load(groupId);
    return group === null ? null : { ...group, id: group.groupId };
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'Of PROJECT.' })
  async project(
    @Root() { projectId }: FindingGroup,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Project | null> {
    return projectId === null ? null : loaders.project.load(projectId);
  }

  @Authorized('READ')
  @Query(() => FindingGroupConnection, {
    description: 'Findings by advisory, package or project; the worst first.',
  })
  async findingGroups(
    @Args(() => FindingGroupsArgs) args: FindingGroupsArgs,
    @Ctx() { read, clock }: GraphQLContext,
  ): Promise<InstanceType<typeof FindingGroupConnection>> {
    const filter = toFindingFilter(args.filter, clock());
    const list = read.findingGroups.paged(args.by, filter);
    return new FindingGroupConnection(await readList(args, { name: `findingGroups ${args.by}`, list }));
  }
}
