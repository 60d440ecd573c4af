import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from './context.js';
import { type NodeType, parseGlobalId } from './global-id.js';
import { loadNode } from './load-node.js';
import { NodeInterface } from './node.type.js';
import { signedIn } from './authorize.js';

const TYPES: readonly NodeType[] = [
  'Integration',
  'Project',
  'Dependency',
  'Finding',
  'Advisory',
  'RemediationPlan',
  'MergeRequest',
  'Job',
  'ApiToken',
  'EventEndpoint',
  'EventDelivery',
];

/** What only administrators see. */
const ADMIN_TYPES: readonly NodeType[] = ['ApiToken', 'EventEndpoint', 'EventDelivery'];

/** Any noun by its global id. */
@Resolver()
export class NodeResolver {
  @Authorized('READ')
  @Query(() => NodeInterface, {
    nullable: true,
    description: 'Any object by its global id; null when there is none.',
  })
  async node(@Arg('id', () => ID) globalId: string, @Ctx() context: GraphQLContext): Promise<object | null> {
    const parsed = parseGlobalId(globalId);
    const type = TYPES.find((known) => known === parsed?.type);
    if (parsed === null || type === undefined) return null;
    if (ADMIN_TYPES.includes(type) && !signedIn(context).scopes.includes('ADMIN')) return null;
    const isOwnId =
      type === 'Advisory'
        ? parsed.id.length <= 200
        : type === 'Dependency'
          ? /^[1-9]\d{0,17}\.[1-9]\d{0,17}$/.test(parsed.id)
          : /^[1-9]\d{0,17}$/.test(parsed.id);
    return isOwnId ? loadNode(context, type, parsed.id) : null;
  }
}
