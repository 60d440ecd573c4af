import { Arg, Authorized, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId, type NodeType, toGlobalId } from '../graphql/global-id.js';
import { loadNode } from '../graphql/load-node.js';
import { createLoaders } from '../graphql/loaders.js';
import { encodeCursor } from './change-cursor.js';
import type { ObjectKind } from './change.js';
import { mapStream } from './map-stream.js';
import {
  IntegrationChangeType,
  JobChangeType,
  MergeRequestChangeType,
  PlanChangeType,
} from './object-change.type.js';
import type { ObjectEvent } from './object-stream.js';

/** An event with what it is about, read when it is told. */
interface ToldEvent extends ObjectEvent {
  readonly object: object | null;
}

const AFTER = {
  nullable: true,
  description: 'The `cursor` of the last event that arrived: what came after it is told first.',
} as const;

/** Single objects, for programs that must miss nothing. */
@Resolver()
export class ObjectChangeResolver {
  @Authorized('READ')
  @Subscription(() => IntegrationChangeType, {
    description:
      'An integration each time that it changes; every integration when no id is given. For cursors see `ObjectChangeKind`, for the socket see `changed`.',
    subscribe: (given: Given) => follow('INTEGRATION', given),
  })
  integrationChanged(
    @Root() told: ToldEvent,
    @Arg('id', () => ID, { nullable: true }) _id?: string,
    @Arg('after', () => String, AFTER) _after?: string,
  ): IntegrationChangeType {
    return { ...say(told), integrationId: globalId('INTEGRATION', told.id), integration: told.object };
  }

  @Authorized('READ')
  @Subscription(() => PlanChangeType, {
    description:
      'A plan, or the plans of a project, each time that one changes; every plan when neither is given. For cursors see `ObjectChangeKind`, for the socket see `changed`.',
    subscribe: (given: Given) => follow('PLAN', given),
  })
  planChanged(
    @Root() told: ToldEvent,
    @Arg('id', () => ID, { nullable: true }) _id?: string,
    @Arg('projectId', () => ID, { nullable: true }) _projectId?: string,
    @Arg('after', () => String, AFTER) _after?: string,
  ): PlanChangeType {
    const remediationPlanId = globalId('PLAN', told.id);
    return { ...say(told), remediationPlanId, projectId: projectOf(told), remediationPlan: told.object };
  }

  @Authorized('READ')
  @Subscription(() => MergeRequestChangeType, {
    description:
      'A merge request of Backline, or those of a project, each time that one changes; every one when neither is given. For cursors see `ObjectChangeKind`, for the socket see `changed`.',
    subscribe: (given: Given) => follow('MERGE_REQUEST', given),
  })
  mergeRequestChanged(
    @Root() told: ToldEvent,
    @Arg('id', () => ID, { nullable: true }) _id?: string,
    @Arg('projectId', () => ID, { nullable: true }) _projectId?: string,
    @Arg('after', () => String, AFTER) _after?: string,
  ): MergeRequestChangeType {
    const mergeRequestId = globalId('MERGE_REQUEST', told.id);
    return { ...say(told), mergeRequestId, projectId: projectOf(told), mergeRequest: told.object };
  }

  @Authorized('READ')
  @Subscription(() => JobChangeType, {
    description:
      'A job each time that its state or progress changes; every job when no id is given. For cursors see `ObjectChangeKind`, for the socket see `changed`.',
    subscribe: (given: Given) => follow('JOB', given),
  })
  jobChanged(
    @Root() told: ToldEvent,
    @Arg('id', () => ID, { nullable: true }) _id?: string,
    @Arg('after', () => String, AFTER) _after?: string,
  ): JobChangeType {
    return { ...say(told), jobId: globalId('JOB', told.id), job: told.object };
  }
}

interface Given {
  readonly context: GraphQLContext;
  readonly args: Record<string, unknown>;
}

const NODES: Readonly<Record<ObjectKind, NodeType>> = {
  INTEGRATION: 'Integration',
  PLAN: 'RemediationPlan',
  MERGE_REQUEST: 'MergeRequest',
  JOB: 'Job',
};

/** Reads objects anew when they are told: those of events that came together at once, and what changes after that is told again. */
function follow(kind: ObjectKind, { context, args }: Given): AsyncIterableIterator<ToldEvent> {
  const { id, projectId, after } = args;
  const filter = {
    kind,
    id: typeof id === 'string' ? fromGlobalId(id, NODES[kind], 'id') : null,
    projectId: typeof projectId === 'string' ? fromGlobalId(projectId, 'Project', 'projectId') : null,
  };
  const events = context.followObjects(filter, typeof after === 'string' ? after : null);
  let readTogether: readonly string[] | null = null;
  return mapStream(events, async (event) => {
    if (event.batch !== readTogether) {
      readTogether = event.batch;
      context.loaders = createLoaders(context.read, context.policy);
      await Promise.all(event.batch.map((each) => loadNode(context, NODES[kind], each)));
    }
    const isThere = event.id !== null && event.kind !== 'DELETED';
    const object = isThere ? await loadNode(context, NODES[kind], event.id) : null;
    return object !== null || (await mayHear(context, event)) ? { ...event, object } : null;
  });
}

/** What is not there any more, or not for who asks, is told to those who see its project. */
async function mayHear(
  { viewer, loaders }: GraphQLContext,
  { id, projectId }: ObjectEvent,
): Promise<boolean> {
  if (viewer?.limitedTo === null || id === null) return true;
  return projectId !== null && (await loaders.project.load(projectId)) !== null;
}

function say(event: ObjectEvent) {
  return { change: event.kind, cursor: encodeCursor(event.cursor) };
}

function globalId(kind: ObjectKind, id: string | null): string | null {
  return id === null ? null : toGlobalId(NODES[kind], id);
}

function projectOf({ projectId }: ObjectEvent): string | null {
  return projectId === null ? null : toGlobalId('Project', projectId);
}
