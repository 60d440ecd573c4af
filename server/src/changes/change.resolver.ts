import { Authorized, Root, Resolver, Subscription } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import { toGlobalId } from '../graphql/global-id.js';
import type { Change, ChangeKind } from './change.js';
import { DataChangeType } from './change.type.js';

/** What changes, for those who show it. */
@Resolver()
export class ChangeResolver {
  @Authorized('READ')
  @Subscription(() => DataChangeType, {
    description:
      'What changes anywhere, without values; many changes of a kind come as one. Read again what is shown after each connection.',
    subscribe: ({ context }: { context: GraphQLContext }) => context.followChanges(),
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

const TYPES: Readonly<Record<ChangeKind, string | null>> = {
  INTEGRATION: 'Integration',
  PROJECT: 'Project',
  FINDINGS: null,
  PLAN: 'RemediationPlan',
  MERGE_REQUEST: 'MergeRequest',
  POLICY: null,
  ADVISORIES: null,
};
