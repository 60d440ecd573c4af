import { Authorized, Root, Resolver, Subscription } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import { toGlobalId } from '../graphql/global-id.js';
import type { Change, ChangeKind } from './change.js';
import { DataChangeType } from './change.type.js';
import { mapStream } from './map-stream.js';

const SOCKETS =
  'Subscriptions come by WebSocket at /graphql with the protocol graphql-transport-ws, signed in by the cookie or by `authorization` in the payload of connection_init. The server pings every 15 s. It closes with 4403 when the session ends, the token is revoked or expires, or rights change; 4408 when connection_init does not come within 5 s; 4413 when 1 MB waits for a reader that does not read, or something waits for 10 s; 1001 when it stops. After 4413 and 1001 come back with your last cursor.';

/** What changes, for those who show it. */
@Resolver()
export class ChangeResolver {
  @Authorized('READ')
  @Subscription(() => DataChangeType, {
    description: `What changes anywhere, without values; many changes of a kind come as one. Read again what is shown after each connection. ${SOCKETS}`,
    subscribe: ({ context }: { context: GraphQLContext }) =>
      mapStream(context.followChanges(), async (change) => ((await maySee(context, change)) ? change : null)),
  })
  changed(@Root() { kind, id, projectId }: Change): DataChangeType {
    const type = TYPES[kind];
    return {
      kind,
      id: id === null || type === null ? null : toGlobalId(type, id),
      projectId: projectId === null ? null : toGlobalId('Project', projectId),
    };
  }
}

/** Whoever is limited is told that there is something new, but not of what they do not see. */
async function maySee({ viewer, read }: GraphQLContext, { kind, id, projectId }: Change): Promise<boolean> {
  if (viewer?.limitedTo === null) return true;
  if (projectId !== null) return (await read.projects.find(projectId)) !== null;
  return id === null || (kind === 'INTEGRATION' && (await read.integrations.find(id)) !== null);
}

const TYPES: Readonly<Record<ChangeKind, string | null>> = {
  INTEGRATION: 'Integration',
  PROJECT: 'Project',
  FINDINGS: null,
  PLAN: 'RemediationPlan',
  MERGE_REQUEST: 'MergeRequest',
  POLICY: null,
  ADVISORIES: null,
};
