import { Authorized, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import { JobCountsType } from '../jobs/job.type.js';
import { attentionItems } from './overview.js';
import { OverviewType } from './overview.type.js';
import { AuditEventConnection, AuditEventType } from '../audit/audit-event.type.js';
import { readHistory } from '../graphql/history.js';
import { PageArgs } from '../graphql/connection.type.js';
import { Args, ID, Root } from 'type-graphql';
import { toGlobalId } from '../graphql/global-id.js';
import type { AuditEvent } from '../audit/audit-event.js';

/** The overview and the whole audit log. */
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

  @Authorized('ADMIN')
  @Query(() => AuditEventConnection, { description: 'Everything that anybody did, newest first.' })
  auditEvents(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    return readHistory(context, {}, args);
  }
}

/** The global id of an audit event. */
@Resolver(() => AuditEventType)
export class AuditEventResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: AuditEvent): string {
    return toGlobalId('AuditEvent', id);
  }
}
