import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Limits } from '../accounts/project-scope.js';
import type { ApiDeps, GraphQLContext } from '../graphql/context.js';
import { createErrorFormatter, type ReportError } from '../graphql/format-error.js';
import type { OperationScopes } from '../operation-scope.js';
import { type AdmitOptions, admitSubscription } from './admit-subscription.js';
import { readBearer } from './cookies.js';
import { subscribeInTime } from './events-in-time.js';
import { remoteAddressOf } from './remote-address.js';
import { createContext } from './request-context.js';
import { type Connection, SignedInSockets } from './signed-in-sockets.js';
import { SlowSockets } from './slow-sockets.js';
import { hasTokenInAddress } from './token-in-address.js';

/** What subscriptions need of the server. */
export interface SubscriptionOptions extends AdmitOptions {
  readonly schema: GraphQLSchema;
  readonly api: ApiDeps;
  readonly isSecure: boolean;
  readonly report: ReportError;
  readonly scopes: OperationScopes;
  /** How long resolving one event may take, in milliseconds. */
  readonly operationMs: number;
}

const MAX_MESSAGE_BYTES = 256 * 1024;
const MAX_SOCKETS = 2_000;
const MAX_SOCKETS_PER_ADDRESS = 100;
const MAX_SUBSCRIPTIONS = 50;
/** How long a client may take to say who it is; 4408 after that. */
const INIT_MS = 5_000;
/** How often each socket is pinged; who does not answer until the next one is gone. */
const PING_MS = 15_000;

/**
 * Serves graphql-ws at /graphql to those who are signed in, and to nobody else: the socket is closed when the session
 * ends, the token is revoked, or rights change. Sockets, and subscriptions of each, are counted. Returns what ends them all.
 */
export function serveSubscriptions(server: Server, options: SubscriptionOptions): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const signedIn = new SignedInSockets(
    options.api,
    (connection) => contextOf(options, connection),
    options.report,
  );
  const slow = new SlowSockets(sockets.clients);
  const format = createErrorFormatter(options.report);
  const { scopes, operationMs } = options;
  const disposable = useServer<Record<string, unknown> | undefined>(
    {
      schema: options.schema,
      execute: (args) => scopes.runLimited(limitsOf(args.contextValue), () => execute(args)),
      subscribe: (args) =>
        subscribeInTime({ scopes, operationMs, limitedTo: limitsOf(args.contextValue) }, args),
      connectionInitWaitTimeout: INIT_MS,
      onConnect: async (connection) => {
        await signedIn.begin();
        const { viewer } = await contextOf(options, connection);
        return viewer !== null && signedIn.add(connection, viewer);
      },
      onClose: ({ extra: { socket } }) => signedIn.delete(socket),
      context: (connection) => contextOf(options, connection),
      onSubscribe: async (connection, _id, { query, variables, operationName }) =>
        Object.keys(connection.subscriptions).length > MAX_SUBSCRIPTIONS
          ? [tooManySubscriptions()]
          : admitSubscription(options, await contextOf(options, connection), {
              query,
              variables,
              operationName,
            }),
      onNext: ({ extra: { socket } }, _id, _payload, _args, result) => {
        slow.check(socket);
        return result.errors === undefined
          ? undefined
          : {
              ...result,
              errors: result.errors.map((error) => {
                const { message, extensions = {} } = format(error.toJSON(), error);
                return new GraphQLError(message, { extensions });
              }),
            };
      },
    },
    sockets,
    PING_MS,
  );
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // Without a listener an error of the connection would end the process.
    socket.on('error', () => socket.destroy());
    const address = remoteAddressOf(request, options.api.proxyHops);
    const refusal = refusalOf(request, address, sockets.clients);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (open: WebSocket) => {
      addresses.set(open, address);
      sockets.emit('connection', open, request);
    });
  });
  return async () => {
    slow.close();
    await signedIn.close();
    await disposable.dispose();
  };
}

const addresses = new WeakMap<WebSocket, string>();

function refusalOf(request: IncomingMessage, address: string, open: ReadonlySet<WebSocket>): string | null {
  if (request.url?.split('?')[0] !== '/graphql') return '404 Not Found';
  if (hasTokenInAddress(request.url)) return '400 Token In Address';
  if (!isOwnOrigin(request)) return '403 Forbidden';
  const ofAddress = [...open].filter((socket) => addresses.get(socket) === address).length;
  return open.size >= MAX_SOCKETS || ofAddress >= MAX_SOCKETS_PER_ADDRESS ? '429 Too Many Requests' : null;
}

/** Cookies travel with a WebSocket from any page, so its Origin must be our own; programs send none. */
function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function contextOf(
  options: SubscriptionOptions,
  { extra, connectionParams }: Connection,
): Promise<GraphQLContext> {
  const parameter = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  return createContext(
    options,
    extra.request,
    { start: () => undefined, end: () => undefined },
    readBearer(typeof parameter === 'string' ? parameter : undefined),
  );
}

/** Whoever has no context is limited to nothing. */
function limitsOf(context: unknown): Limits {
  const isKnown = typeof context === 'object' && context !== null && 'viewer' in context;
  const { viewer } = isKnown ? (context as Pick<GraphQLContext, 'viewer'>) : { viewer: null };
  return viewer === null ? [] : viewer.limitedTo;
}

function tooManySubscriptions(): GraphQLError {
  return new GraphQLError(`A connection may have ${MAX_SUBSCRIPTIONS} subscriptions. End some first.`, {
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
}
