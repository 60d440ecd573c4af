import { GraphQLError, OperationTypeNode } from 'graphql';
import { type BudgetStore, chargeBudget, pointsOf, principalOf } from '../budget/budget.js';
import type { GraphQLContext } from '../graphql/context.js';
import { withoutValues } from '../graphql/format-error.js';
import type { OperationReader, OperationRequest } from '../graphql/read-operation.js';
import { overBudget } from './over-budget.js';

/** What admitting a subscription needs. */
export interface AdmitOptions {
  readonly reader: OperationReader;
  readonly budgets: BudgetStore;
  readonly pointsPerMinute: number;
}

/**
 * The same limits and the same budget as over HTTP; queries and mutations go there, where they have a limit of time. Answers errors, or nothing
 * when the subscription may begin.
 */
export async function admitSubscription(
  options: AdmitOptions,
  context: Pick<GraphQLContext, 'viewer' | 'remoteAddress'>,
  request: OperationRequest,
): Promise<readonly GraphQLError[] | undefined> {
  const read = options.reader.read(request);
  if ('errors' in read) return read.errors.map(withoutSentValues);
  if (read.operation.operation !== OperationTypeNode.SUBSCRIPTION)
    return [refusal('BAD_INPUT', 'Only subscriptions are served here. Send queries and mutations by HTTP.')];
  const cost = pointsOf({ complexity: read.complexity, mutations: 0 });
  const charge = await chargeBudget(options, principalOf(context.viewer, context.remoteAddress), cost);
  return charge === null || charge.isAllowed
    ? undefined
    : [refusal('RATE_LIMITED', overBudget(charge).message)];
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

function withoutSentValues(error: GraphQLError): GraphQLError {
  return refusal(String(error.extensions['code']), withoutValues(error.message));
}
