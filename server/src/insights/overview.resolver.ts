import { Authorized, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import { JobCountsType } from '../jobs/job.type.js';
import { attentionItems } from './overview.js';
import { OverviewType } from './overview.type.js';

/** The overview. */
@Resolver(() => OverviewType)
export class OverviewResolver {
  @Authorized('READ')
  @Query(() => OverviewType, {
    description: 'What is open, what was fixed, and what a person should do next.',
  })
  async overview(@Ctx() { overview, clock }: GraphQLContext): Promise<Omit<OverviewType, 'jobs'>> {
    const numbers = await overview.numbers(clock());
    return { ...numbers, attention: attentionItems(numbers) };
  }

  @FieldResolver(() => JobCountsType)
  async jobs(@Ctx() { read }: GraphQLContext): Promise<JobCountsType> {
    const { states } = await read.jobHistory.counts();
    return {
      queued: states.QUEUED,
      running: states.RUNNING,
      succeeded: states.SUCCEEDED,
      failed: states.FAILED,
      cancelled: states.CANCELLED,
    };
  }
}
