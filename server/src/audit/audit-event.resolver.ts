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
import { COUNT_CAP, PageArgs, readPage } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { toGlobalId } from '../graphql/global-id.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import type { AuditEvent, AuditFilter } from './audit-event.js';
import { AuditEventConnection, AuditEventFilterInput, AuditEventType } from './audit-event.type.js';

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

  @Authorized('ADMIN')
  @Query(() => AuditEventConnection, { description: 'Everything that anybody did, newest first.' })
  async auditEvents(
    @Args(() => AuditEventsArgs) args: AuditEventsArgs,
    @Ctx() { read }: GraphQLContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    const filter = toFilter(args.filter);
    return new AuditEventConnection(
      await readPage(args, {
        list: (first, beforeId) => read.audit.list({ first, beforeId, ...filter }),
        keyOf: ({ id }) => id,
        count: () => read.audit.count(filter, COUNT_CAP),
      }),
    );
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
