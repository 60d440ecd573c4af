import type { GraphQLContext } from './context.js';
import { isOwnId, type NodeType, parseGlobalId } from './global-id.js';
import { asNode } from './node.type.js';

/** A noun by its type and own id, marked with its type; null when there is none. */
export async function loadNode(
  { loaders }: Pick<GraphQLContext, 'loaders'>,
  type: NodeType,
  id: string,
): Promise<object | null> {
  const noun = await loaders.node[type].load(id);
  return noun === null ? null : asNode(TYPE_NAMES.get(type) ?? type, noun);
}

/** Types whose ids begin with another word. */
const TYPE_NAMES: ReadonlyMap<NodeType, string> = new Map([['Account', 'Person']]);

/** The type and own id behind a global id; null for what none of these types can have. */
export function readNodeId(
  { loaders }: Pick<GraphQLContext, 'loaders'>,
  globalId: string,
): { readonly type: NodeType; readonly id: string } | null {
  const parsed = parseGlobalId(globalId);
  if (parsed === null || !isNodeType(loaders.node, parsed.type)) return null;
  return isOwnId(parsed.type, parsed.id) ? { type: parsed.type, id: parsed.id } : null;
}

function isNodeType(known: GraphQLContext['loaders']['node'], type: string): type is NodeType {
  return Object.hasOwn(known, type);
}
