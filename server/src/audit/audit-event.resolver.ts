import {
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { readList } from '../graphql/page.js';
import { toGlobalId } from '../graphql/global-id.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import type { ChainState } from './audit-chain.js';
import { type AuditChange, changesOf } from './audit-changes.js';
import type { ActorKind, AuditEvent, AuditFilter } from './audit-event.js';
import {
  ActorKindEnum,
  AuditChainType,
  AuditChangeType,
  AuditEventConnection,
  AuditEventFilterInput,
  AuditEventType,
} from './audit-event.type.js';

@ArgsType()
class AuditEventsArgs extends PageArgs {
  @Field(() => AuditEventFilterInput, { nullable: true })
  filter?: AuditEventFilterInput | null;
}

/** The audit log. */
@Resolver(() => AuditEventType)
export class AuditEventResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: AuditEvent): string {
    return toGlobalId('AuditEvent', id);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project that it happened in.' })
  async project(
    @Root() { projectId, subject }: AuditEvent,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Project | null> {
    const of = subjectOf(subject);
    const id = projectId ?? (of?.type === 'Project' ? of.id : null);
    return id === null ? null : loaders.project.load(id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The type of what it is about, such as `RemediationPlan`, where that has a page.',
  })
  subjectType(@Root() { subject }: AuditEvent): string | null {
    return subjectOf(subject)?.type ?? null;
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'The id of what it is about, which may be gone by now.',
  })
  subjectId(@Root() { subject }: AuditEvent): string | null {
    const of = subjectOf(subject);
    return of === null ? null : toGlobalId(of.type, of.id);
  }

  @FieldResolver(() => ActorKindEnum, {
    nullable: true,
    description: 'What `actor` is; null in records of older versions.',
  })
  actorKind(@Root() { actorKind }: Partial<AuditEvent>): ActorKind | null {
    return actorKind ?? null;
  }

  @Authorized('ADMIN')
  @FieldResolver(() => ID, {
    nullable: true,
    description: 'The account or API token; null for others, and where nobody was signed in yet.',
  })
  actorId(@Root() { actorKind, actorId }: Partial<AuditEvent>): string | null {
    if (actorId == null) return null;
    return toGlobalId(actorKind === 'API_TOKEN' ? 'ApiToken' : 'Account', actorId);
  }

  @Authorized('ADMIN')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The mutation that it was done by; null for what was not asked for through the API.',
  })
  operation(@Root() { operation }: Partial<AuditEvent>): string | null {
    return operation ?? null;
  }

  @Authorized('ADMIN')
  @FieldResolver(() => [AuditChangeType], { description: 'What differs between before and after.' })
  changes(@Root() { before, after }: Partial<AuditEvent>): readonly AuditChange[] {
    return changesOf(before ?? null, after ?? null);
  }

  @Authorized('ADMIN')
  @FieldResolver(() => String, { nullable: true, description: 'The request, as the server’s log names it.' })
  requestId(@Root() { requestId }: Partial<AuditEvent>): string | null {
    return requestId ?? null;
  }

  @Authorized('ADMIN')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The network address that the request came from: a proxy’s, where one stands in front.',
  })
  remoteAddress(@Root() { remoteAddress }: Partial<AuditEvent>): string | null {
    return remoteAddress ?? null;
  }

  @Authorized('ADMIN')
  @Query(() => AuditChainType, { description: 'How far the audit log is sealed.' })
  auditChain(@Ctx() { read }: GraphQLContext): Promise<ChainState> {
    return read.auditChain.state();
  }

  @Authorized('ADMIN')
  @Query(() => AuditEventConnection, { description: 'Everything that anybody did, newest first.' })
  async auditEvents(
    @Args(() => AuditEventsArgs) args: AuditEventsArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    const list = read.audit.paged(toFilter(args.filter));
    return new AuditEventConnection(await readList(args, { name: 'auditEvents', list }));
  }
}

const SUBJECT_TYPES: ReadonlyMap<string, string> = new Map([
  ['project', 'Project'],
  ['integration', 'Integration'],
  ['plan', 'RemediationPlan'],
  ['merge-request', 'MergeRequest'],
  ['finding', 'Finding'],
  ['job', 'Job'],
]);

function subjectOf(subject: string | null): { readonly type: string; readonly id: string } | null {
  const [kind = '', id = ''] = subject?.split(':') ?? [];
  const type = SUBJECT_TYPES.get(kind);
  return type === undefined || !/^[1-9]\d{0,17}$/.test(id) ? null : { type, id };
}

/** The filter that a client sent. */
export function toFilter(input: AuditEventFilterInput | null | undefined): AuditFilter {
  return {
    ...(input?.actor == null ? {} : { actor: input.actor.slice(0, 300) }),
    ...(input?.action == null ? {} : { actionPrefix: input.action.slice(0, 200) }),
    ...(input?.from == null ? {} : { from: input.from }),
    ...(input?.until == null ? {} : { until: input.until }),
    ...(input?.text == null ? {} : { text: input.text.slice(0, 200) }),
  };
}
