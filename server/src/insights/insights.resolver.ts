import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId } from '../graphql/global-id.js';
import { readInsightRange } from './insight-range.js';
import type { Insights } from './insights.js';
import { InsightsArgs, InsightsType } from './insights.type.js';

/** Numbers over time. */
@Resolver(() => InsightsType)
export class InsightsResolver {
  @Authorized('READ')
  @Query(() => InsightsType, {
    description: 'What was open, found and fixed over time; at most 366 days. BAD_INPUT for other ranges.',
  })
  insights(
    @Args(() => InsightsArgs) { filter, ...asked }: InsightsArgs,
    @Ctx() { insights, clock, viewer }: GraphQLContext,
  ): Promise<Insights> {
    const now = clock();
    return insights.read(
      {
        ...(filter?.integrationId == null
          ? {}
          : { integrationId: fromGlobalId(filter.integrationId, 'Integration', 'filter') }),
        ...(filter?.projectId == null
          ? {}
          : { projectId: fromGlobalId(filter.projectId, 'Project', 'filter') }),
        isCounted: viewer?.limitedTo?.some(({ groupPath }) => groupPath !== null) ?? false,
      },
      readInsightRange(asked, now),
      now,
    );
  }
}
