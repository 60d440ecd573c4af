import type { GraphQLContext } from './context.js';
import type { NodeType } from './global-id.js';
import { asNode } from './node.type.js';

/** A noun by its type and own id, marked with its type; null when there is none. */
export async function loadNode(context: GraphQLContext, type: NodeType, id: string): Promise<object | null> {
  const noun = await find(context, type, id);
  return noun === null ? null : asNode(type, noun);
}

function find({ read, loaders }: GraphQLContext, type: NodeType, id: string): Promise<object | null> {
  switch (type) {
    case 'Integration':
      return loaders.integration.load(id);
    case 'Project':
      return loaders.project.load(id);
    case 'Dependency':
      return read.inventories.findDependency(id);
    case 'Finding':
      return read.findings.find(id);
    case 'Advisory':
      return read.advisories.getAdvisory(id);
    case 'RemediationPlan':
      return loaders.plan.load(id);
    case 'MergeRequest':
      return read.mergeRequests.find(id);
    case 'Job':
      return read.jobHistory.get(id);
    case 'ApiToken':
      return read.accounts.findApiToken(id);
    case 'EventEndpoint':
      return read.events.find(id);
    case 'EventDelivery':
      return read.events.findDelivery(id);
  }
}
