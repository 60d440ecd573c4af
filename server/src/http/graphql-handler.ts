import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import type { Request, RequestHandler, Response } from 'express';
import { OperationTypeNode } from 'graphql';
import { type BudgetStore, chargeBudget, pointsOf, principalOf } from '../budget/budget.js';
import type { ApiDeps, GraphQLContext } from '../graphql/context.js';
import type { createErrorFormatter } from '../graphql/format-error.js';
import { type OperationReader, type ReadOperation, rootFieldsOf } from '../graphql/read-operation.js';
import type { OperationScopes } from '../operation-scope.js';
import { sessionCookie } from './cookies.js';
import { readForm, refuseHead } from './graphql-form.js';
import { runInTime } from './operation-time.js';
import { budgetHeaders, overBudget } from './over-budget.js';
import { type Refusal, refuse, sendErrors } from './refusal.js';
import { createContext } from './request-context.js';
import { Turns } from './turns.js';

/** One answered request, for the log: never what was sent. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly principal: string | null;
  /** `query`, `mutation`, or null where it could not be read. */
  readonly type: string | null;
  readonly operation: string | null;
  readonly complexity: number | null;
  readonly cost: number | null;
  readonly status: number;
  readonly durationMs: number;
}

/** What answering the API needs. */
export interface GraphQLHandlerOptions {
  readonly api: ApiDeps;
  readonly isSecure: boolean;
  readonly reader: OperationReader;
  readonly scopes: OperationScopes;
  readonly budgets: BudgetStore;
  /** 0: nobody is charged. */
  readonly pointsPerMinute: number;
  /** How long an operation may take, in milliseconds. */
  readonly operationMs: number;
  readonly format: ReturnType<typeof createErrorFormatter>;
  readonly logRequest: (request: AnsweredRequest) => void;
}

/** Operations of one principal at once in this process, and as many that wait for their turn. */
const TURNS = { atOnce: 10, waiting: 200 };

/** Refuses by the head of the request, before its body is read. */
export function checkHead(): RequestHandler {
  return (request, response, next) => {
    const refusal = refuseHead(request);
    if (refusal === null) return next();
    // What of the body is still on its way would be taken for the next request.
    response.set('Connection', 'close');
    refuse(response, refusal);
  };
}

/** Answers /graphql: reads the operation, charges its principal, waits for its turn, and runs it within its time. */
export function answerGraphQL(
  apollo: ApolloServer<GraphQLContext>,
  options: GraphQLHandlerOptions,
): RequestHandler {
  const turns = new Turns(TURNS);
  const contexts = new WeakMap<object, GraphQLContext>();
  const execute = expressMiddleware(apollo, {
    context: ({ req }) => {
      const context = contexts.get(req);
      return context === undefined
        ? Promise.reject(new Error('There is no context'))
        : Promise.resolve(context);
    },
  });
  return async (request, response) => {
    const started = performance.now();
    const requestId = options.scopes.current()?.requestId ?? '';
    const known: Known = { principal: null, read: null, cost: null };
    response.once('close', () => options.logRequest(describe(response, known, { requestId, started })));
    const admitted = await admit(options, { request, response, requestId, known });
    if (admitted === null) return;
    const turn = turns.take(admitted.principal);
    if (turn === null) return refuse(response, tooManyAtOnce());
    contexts.set(request, admitted.context);
    const limitedTo = admitted.context.viewer?.limitedTo ?? null;
    const operation = { read: admitted.read, response, requestId, started, turn, limitedTo };
    await runInTime(options, operation, async () => {
      await execute(request, response, () => undefined);
    });
  };
}

/** What is known of a request so far. */
interface Known {
  principal: string | null;
  read: ReadOperation | null;
  cost: number | null;
}

interface Admitted {
  readonly read: ReadOperation;
  readonly principal: string;
  readonly context: GraphQLContext;
}

/** Null where the answer was given already. */
async function admit(
  options: GraphQLHandlerOptions,
  {
    request,
    response,
    requestId,
    known,
  }: { request: Request; response: Response; requestId: string; known: Known },
): Promise<Admitted | null> {
  const form = readForm(request);
  if ('refusal' in form) {
    refuse(response, form.refusal);
    return null;
  }
  const read = options.reader.read(form.asked);
  if ('errors' in read) {
    const errors = read.errors.map((error) => options.format(error.toJSON(), error));
    sendErrors(response, 400, errors);
    return null;
  }
  known.read = read;
  const refusal = refuseType(request, read);
  if (refusal !== null) {
    refuse(response, refusal);
    return null;
  }
  const context = await createContext(options, request, {
    start: (session) => response.append('Set-Cookie', sessionCookie(options.isSecure, session)),
    end: () => response.append('Set-Cookie', sessionCookie(options.isSecure, null)),
  });
  const principal = principalOf(context.viewer, context.remoteAddress);
  known.principal = principal;
  if (context.viewer === null && request.get('authorization') !== undefined) {
    refuse(response, BAD_CREDENTIALS);
    return null;
  }
  const mutations = read.operation.operation === OperationTypeNode.MUTATION ? rootFieldsOf(read).length : 0;
  const charge = await chargeBudget(options, principal, pointsOf({ complexity: read.complexity, mutations }));
  known.cost = charge?.cost ?? null;
  if (charge !== null) response.set(budgetHeaders(charge));
  if (charge?.isAllowed === false) {
    refuse(response, overBudget(charge));
    return null;
  }
  return { read, principal, context: { ...context, requestId, rateLimit: charge } };
}

function refuseType({ method }: Request, { operation }: ReadOperation): Refusal | null {
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    return {
      status: 400,
      code: 'BAD_INPUT',
      message: 'Subscriptions are served over WebSocket at the same address (graphql-transport-ws).',
    };
  if (method === 'GET' && operation.operation === OperationTypeNode.MUTATION)
    return {
      status: 405,
      code: 'BAD_INPUT',
      message: 'Mutations are sent by POST.',
      headers: { Allow: 'POST' },
    };
  return null;
}

/** Whoever sends a token means to be known: without this a dead one would read as nobody's question. */
const BAD_CREDENTIALS: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'The Authorization header holds no API token that works. Send a live one as Bearer, or none.',
  headers: { 'WWW-Authenticate': 'Bearer' },
};

function tooManyAtOnce(): Refusal {
  const { atOnce, waiting } = TURNS;
  return {
    status: 429,
    code: 'RATE_LIMITED',
    message: `${atOnce} of your operations run already and ${waiting} wait. Try again in a moment.`,
    headers: { 'Retry-After': '1' },
  };
}

function describe(
  response: Response,
  { principal, read, cost }: Known,
  { requestId, started }: { readonly requestId: string; readonly started: number },
): AnsweredRequest {
  return {
    requestId,
    principal,
    type: read?.operation.operation ?? null,
    operation: read?.operation.name?.value.slice(0, 100) ?? null,
    complexity: read?.complexity ?? null,
    cost,
    status: response.statusCode,
    durationMs: Math.round(performance.now() - started),
  };
}
