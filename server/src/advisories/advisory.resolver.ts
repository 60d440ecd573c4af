import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { BACKLINE_LANE } from '../jobs/job.js';
import { requireWhole, signedIn } from '../graphql/authorize.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { toGlobalId } from '../graphql/global-id.js';
import type { OrderInput } from '../graphql/order.type.js';
import { readList } from '../graphql/page.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import type { Job } from '../jobs/job.js';
import { JobPayload, JobType } from '../jobs/job.type.js';
import { syncAdvisoriesJob } from './advisory-jobs.js';
import type { AdvisoryFilter, AdvisoryImport, AdvisoryOrder } from './advisory-ports.js';
import type { Advisory, RangeEvent } from './advisory.js';
import {
  AdvisoryConnection,
  AdvisoryFilterInput,
  AdvisoryGroupType,
  AdvisoryOrders,
  type AdvisoryImportType,
  AdvisoryStatusType,
  AdvisoryType,
  AffectedRangeType,
  SyncAdvisoriesInput,
} from './advisory.type.js';
import { SYNCED_ECOSYSTEMS } from './synced-ecosystems.js';

@ArgsType()
class AdvisoriesArgs extends PageArgs {
  @Field(() => AdvisoryFilterInput, { nullable: true })
  filter?: AdvisoryFilterInput | null;
  @Field(() => AdvisoryOrders.Input, { defaultValue: AdvisoryOrders.by('MODIFIED') })
  orderBy!: OrderInput<AdvisoryOrder>;
}

const IMPORTS_SHOWN = 10;

/** Advisories and how fresh they are. */
@Resolver(() => AdvisoryType)
export class AdvisoryResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: Advisory): string {
    return toGlobalId('Advisory', id);
  }

  @FieldResolver(() => String, { description: "The record's own id, such as GHSA-… or CVE-…." })
  advisoryId(@Root() { id }: Advisory): string {
    return id;
  }

  @FieldResolver(() => Date, { nullable: true })
  publishedAt(@Root() { publishedAt }: Advisory): Date | null {
    return publishedAt === null ? null : new Date(publishedAt);
  }

  @FieldResolver(() => Date)
  modifiedAt(@Root() { modifiedAt }: Advisory): Date {
    return new Date(modifiedAt);
  }

  @FieldResolver(() => Date, { nullable: true })
  withdrawnAt(@Root() { withdrawnAt }: Advisory): Date | null {
    return withdrawnAt === null ? null : new Date(withdrawnAt);
  }

  @FieldResolver(() => Int, { description: 'Findings of its flaw that are open or in progress.' })
  openFindings(@Root() { id }: Advisory, @Ctx() { loaders }: GraphQLContext): Promise<number> {
    return loaders.openFindingsOfAdvisory.load(id);
  }

  @FieldResolver(() => [AffectedRangeType])
  affected(@Root() { affected }: Advisory): readonly AffectedRangeType[] {
    return affected.map(({ ecosystem, name, ranges, versions }) => ({
      ecosystem,
      name,
      ranges: [
        ...ranges.filter(({ type }) => type !== 'GIT').flatMap(({ events }) => describeRanges(events)),
        ...(ranges.length === 0 ? versions.slice(0, 100).map((version) => `= ${version}`) : []),
      ],
    }));
  }

  @Authorized('READ')
  @Query(() => AdvisoryConnection, { description: 'Newest change first; withdrawn ones are left out.' })
  async advisories(
    @Args(() => AdvisoriesArgs) args: AdvisoriesArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof AdvisoryConnection>> {
    const order = AdvisoryOrders.read(args.orderBy);
    const list = read.advisories.paged(toFilter(args.filter), order.field);
    return new AdvisoryConnection(await readList(args, { name: 'advisories', order, list }));
  }

  @Authorized('READ')
  @Query(() => AdvisoryType, { nullable: true, description: 'By its own id or an alias.' })
  advisory(
    @Arg('advisoryId', () => String) advisoryId: string,
    @Ctx() { read }: GraphQLContext,
  ): Promise<Advisory | null> {
    return read.advisories.getAdvisory(advisoryId.slice(0, 200));
  }

  @Authorized('READ')
  @Query(() => AdvisoryStatusType, {
    description: 'How many advisories there are, the last imports and syncs.',
  })
  async advisoryStatus(@Ctx() { read }: GraphQLContext): Promise<AdvisoryStatusType> {
    const [status, imports] = await Promise.all([
      read.advisories.advisoryStatus(),
      read.advisories.listImports(IMPORTS_SHOWN),
    ]);
    const syncs = status.syncs.flatMap(({ lastSyncAt }) =>
      lastSyncAt === null ? [] : [lastSyncAt.getTime()],
    );
    return {
      total: status.total,
      byEcosystem: status.ecosystems.map(({ ecosystem, advisories }) => ({ ecosystem, count: advisories })),
      lastImport: status.lastImport === null ? null : toImport(status.lastImport),
      imports: imports.map(toImport),
      lastSyncedAt: syncs.length === 0 ? null : new Date(syncs.reduce((last, at) => Math.max(last, at))),
    };
  }

  @Authorized('PLAN')
  @Mutation(() => JobPayload, { description: "Queues a sync with OSV's public archives." })
  syncAdvisories(
    @Ctx() context: GraphQLContext,
    @Arg('input', () => SyncAdvisoriesInput, { nullable: true }) _input?: SyncAdvisoriesInput | null,
  ): Promise<JobPayload> {
    return withUserErrors<JobPayload>(
      async () => {
        requireWhole(context, null);
        const job = await context.inTransaction(async (stores) => {
          const queued = await stores.jobs.enqueue(
            syncAdvisoriesJob,
            { ecosystems: SYNCED_ECOSYSTEMS },
            { lane: BACKLINE_LANE, dedupeKey: 'sync-advisories', priority: 60 },
          );
          await stores.audit.record({
            actor: signedIn(context).name,
            action: 'advisories.sync-asked',
            message: 'Asked for a sync of the advisories.',
            subject: `job:${queued.id}`,
            after: { job: queued.id },
          });
          return queued;
        });
        return { job, userErrors: [] };
      },
      (userErrors) => ({ job: null, userErrors }),
    );
  }
}

/** The sync that waits or runs. */
@Resolver(() => AdvisoryStatusType)
export class AdvisoryStatusResolver {
  @FieldResolver(() => JobType, { nullable: true })
  async syncJob(@Ctx() { read }: GraphQLContext): Promise<Job | null> {
    const filter = { names: [syncAdvisoriesJob.name], states: ['QUEUED', 'RUNNING'] as const };
    return (await read.jobHistory.list(filter, { before: null, limit: 1 })).jobs[0] ?? null;
  }
}

/** The records of a group. */
@Resolver(() => AdvisoryGroupType)
export class AdvisoryGroupResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: AdvisoryGroupType): string {
    return toGlobalId('AdvisoryGroup', id);
  }

  @FieldResolver(() => [AdvisoryType])
  async advisories(
    @Root() { ids }: AdvisoryGroupType,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<readonly Advisory[]> {
    const advisories = await Promise.all(ids.map((id) => loaders.advisory.load(id)));
    return advisories.filter((advisory) => advisory !== null);
  }
}

/** The filter that a client sent. */
export function toFilter(input: AdvisoryFilterInput | null | undefined): AdvisoryFilter {
  return {
    ...(input?.search == null || input.search === '' ? {} : { search: input.search.slice(0, 200) }),
    ...(input?.severity == null ? {} : { severities: input.severity }),
    ...(input?.withOpenFindings == null ? {} : { withOpenFindings: input.withOpenFindings }),
    ...(input?.isMalicious == null ? {} : { isMalicious: input.isMalicious }),
    ...(input?.isKnownExploited == null ? {} : { isKnownExploited: input.isKnownExploited }),
    ...(input?.ecosystem == null ? {} : { ecosystem: input.ecosystem }),
    ...(input?.publishedFrom == null ? {} : { publishedFrom: input.publishedFrom }),
  };
}

function toImport(row: AdvisoryImport): AdvisoryImportType {
  const { id, source, state, startedAt, finishedAt, counts, error, problems } = row;
  return {
    id: toGlobalId('AdvisoryImport', id),
    source,
    state,
    startedAt,
    finishedAt,
    ...counts,
    error,
    problems: problems.map(
      ({ where, id: record, reason }) => `${where}${record === null ? '' : ` (${record})`}: ${reason}`,
    ),
  };
}

/** Events in their order as spans such as `>= 1.0.0, < 1.2.3`. */
function describeRanges(events: readonly RangeEvent[]): readonly string[] {
  const spans: string[] = [];
  let start: string | null = null;
  for (const { kind, version } of events) {
    if (kind === 'introduced') {
      if (start !== null) spans.push(start);
      start = version === '0' ? 'all versions' : `>= ${version}`;
    } else if (kind !== 'limit') {
      const end = `${kind === 'fixed' ? '<' : '<='} ${version}`;
      spans.push(start === null || start === 'all versions' ? end : `${start}, ${end}`);
      start = null;
    }
  }
  if (start !== null) spans.push(start);
  return spans;
}
