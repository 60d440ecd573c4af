import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { AppError } from '../errors.js';
import { signedIn } from './authorize.js';
import type { GraphQLContext } from './context.js';
import type { NodeType } from './global-id.js';
import { loadNode, readNodeId } from './load-node.js';
import { NodeInterface } from './node.type.js';

/** What only administrators see. */
export const ADMIN_TYPES: ReadonlySet<NodeType> = new Set([
  'Account',
  'ApiToken',
  'AuditEvent',
  'EventDelivery',
  'EventEndpoint',
  'Invitation',
]);

const MAX_NODES = 100;

/** Any noun by its global id. */
@Resolver()
export class NodeResolver {
  @Authorized('READ')
  @Query(() => NodeInterface, {
    nullable: true,
    description: 'Any object by its global id; null when there is none, or none that may be seen.',
  })
  node(@Arg('id', () => ID) id: string, @Ctx() context: GraphQLContext): Promise<object | null> {
    return find(context, id);
  }

  @Authorized('READ')
  @Query(() => [NodeInterface], {
    nullable: 'items',
    description:
      'Objects by their global ids, in the order asked for; null where there is none, or none that may be seen. BAD_INPUT for more than 100.',
  })
  nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: GraphQLContext): Promise<(object | null)[]> {
    if (ids.length > MAX_NODES)
      throw new AppError('BAD_INPUT', `Ask for at most ${MAX_NODES} ids at once.`, {
        details: { field: 'ids' },
      });
    return Promise.all(ids.map((id) => find(context, id)));
  }
}

async function find(context: GraphQLContext, globalId: string): Promise<object | null> {
  const known = readNodeId(context, globalId);
  if (known === null) return null;
  if (ADMIN_TYPES.has(known.type) && !signedIn(context).scopes.includes('ADMIN')) return null;
  const noun = await loadNode(context, known.type, known.id);
  return known.type === 'Session' && !isOwn(context, noun) ? null : noun;
}

/** Of sessions, everybody sees their own only. */
function isOwn(context: GraphQLContext, noun: object | null): boolean {
  const { kind, id } = signedIn(context);
  return noun !== null && 'accountId' in noun && kind === 'ACCOUNT' && noun.accountId === id;
}
