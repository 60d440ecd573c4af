import { Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId } from '../graphql/global-id.js';
import type { Insights } from './insights.js';
import { InsightsArgs, InsightsType } from './insights.type.js';

const DAY_MS = 86_400_000;

/** Numbers over time. */
@Resolver(() => InsightsType)
export class InsightsResolver {
  @Authorized('READ')
  @Query(() => InsightsType, {
    description: 'What was open, found and fixed over time; at most 366 days. BAD_INPUT for other ranges.',
  })
  insights(
    @Args(() => InsightsArgs) { since, until, filter }: InsightsArgs,
    @Ctx() { insights, clock }: GraphQLContext,
  ): Promise<Insights> {
    const now = clock();
    const last = until ?? now.toISOString().slice(0, 10);
    const first = since ?? new Date(Date.parse(last) - 89 * DAY_MS).toISOString().slice(0, 10);
    return insights.read(
      {
        ...(filter?.integrationId == null
          ? {}
          : { integrationId: fromGlobalId(filter.integrationId, 'Integration', 'filter') }),
        ...(filter?.projectId == null
          ? {}
          : { projectId: fromGlobalId(filter.projectId, 'Project', 'filter') }),
      },
      { since: first, until: last },
      now,
    );
  }
}
