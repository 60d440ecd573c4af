import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ApiDeps, GraphQLContext, SessionPort } from '../graphql/context.js';
import { createErrorFormatter, type ReportError, withoutValues } from '../graphql/format-error.js';
import {
  complexityOf,
  holdsNul,
  limitComplexity,
  MAX_COMPLEXITY,
  nulSent,
  tooCostly,
} from '../graphql/limit-complexity.js';
import { createLoaders } from '../graphql/loaders.js';
import { findViewer } from '../accounts/sign-in.js';
import { readBearer, readCookie, sessionCookie, sessionCookieName } from './cookies.js';
import { createPageRouter } from './page.js';
import { securityHeaders } from './security-headers.js';

/** What the HTTP server serves and how it reports. */
export interface HttpOptions {
  readonly port: number;
  readonly host: string;
  /** Whether people reach it over https (by BACKLINE_PUBLIC_URL): then the cookie is Secure. */
  readonly isSecure: boolean;
  readonly schema: GraphQLSchema;
  readonly api: ApiDeps;
  /** Folder of the built page; null where only the API is wanted. */
  readonly pageDirectory: string | null;
  /** Throws when the database does not answer. */
  readonly ping: () => Promise<void>;
  readonly report: ReportError;
}

/** A listening server. */
export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_BODY = '1mb';
const MAX_TOKENS = 15_000;
const MAX_MESSAGE_BYTES = 256 * 1024;

/** Serves the API at /graphql (HTTP and WebSocket), the page, /healthz and /readyz. */
export async function startHttpServer(options: HttpOptions): Promise<HttpServer> {
  const app = express();
  app.disable('x-powered-by');
  const server = createServer(app);
  const endSockets = serveSubscriptions(server, options);
  const apollo = new ApolloServer<GraphQLContext>({
    schema: options.schema,
    introspection: true,
    // Apollo would stop by itself and send the signal once more.
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    maxRecursiveSelections: 5_000,
    parseOptions: { maxTokens: MAX_TOKENS },
    includeStacktraceInErrorResponses: false,
    formatError: createErrorFormatter(options.report),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: server, stopGracePeriodMillis: 3_000 }),
      limitComplexity(options.schema),
    ],
  });
  await apollo.start();
  addRoutes(app, apollo, options);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      await endSockets();
      await apollo.stop();
      server.closeAllConnections();
    },
  };
}

function addRoutes(app: Express, apollo: ApolloServer<GraphQLContext>, options: HttpOptions): void {
  app.use(securityHeaders);
  app.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n');
  });
  app.get('/readyz', (_request, response) => {
    options.ping().then(
      () => response.type('text').send('ready\n'),
      () => response.status(503).type('text').send('The database does not answer.\n'),
    );
  });
  app.all(
    '/graphql',
    express.json({ limit: MAX_BODY }),
    expressMiddleware(apollo, {
      context: ({ req, res }) =>
        createContext(options, req, {
          start: (session) => res.append('Set-Cookie', sessionCookie(options.isSecure, session)),
          end: () => res.append('Set-Cookie', sessionCookie(options.isSecure, null)),
        }),
    }),
  );
  if (options.pageDirectory !== null) app.use(createPageRouter(options.pageDirectory));
  app.use((_request, response) => {
    response.status(404).json({
      errors: [{ message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND' } }],
    });
  });
  app.use(answerError(options.report));
}

/** Bodies that are no JSON, or too large, get JSON back; what is unexpected gets an id. */
function answerError(report: ReportError): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const status =
      typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
        ? error.status
        : 500;
    const message =
      status === 413
        ? `The request is larger than ${MAX_BODY}.`
        : status < 500
          ? 'The request cannot be read: its body must be JSON with a query.'
          : `Something went wrong inside Backline. The log has it under ${report(error)}.`;
    response
      .status(status)
      .json({ errors: [{ message, extensions: { code: status < 500 ? 'BAD_INPUT' : 'INTERNAL' } }] });
  };
}

async function createContext(
  { api, isSecure }: Pick<HttpOptions, 'api' | 'isSecure'>,
  request: IncomingMessage,
  session: Omit<SessionPort, 'token'>,
  connectionToken: string | null = null,
): Promise<GraphQLContext> {
  const token = readCookie(request.headers.cookie, sessionCookieName(isSecure));
  const bearer = readBearer(request.headers.authorization) ?? connectionToken;
  return {
    ...api,
    viewer: await findViewer(api, { session: token, bearer }),
    remoteAddress: request.socket.remoteAddress ?? '',
    session: { ...session, token },
    loaders: createLoaders(api.read),
  };
}

/** Cookies travel with a WebSocket from any page, so its Origin must be our own; programs send none. */
function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function serveSubscriptions(server: Server, options: HttpOptions): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const never = { start: () => undefined, end: () => undefined };
  const format = createErrorFormatter(options.report);
  const disposable = useServer(
    {
      schema: options.schema,
      context: ({ extra, connectionParams }) => {
        const parameter = connectionParams?.['authorization'];
        return createContext(
          options,
          extra.request,
          never,
          readBearer(typeof parameter === 'string' ? parameter : undefined),
        );
      },
      onSubscribe: (_context, _id, { query, variables, operationName }) =>
        checkOperation(options.schema, { query, variables, operationName }),
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors === undefined
          ? undefined
          : {
              ...result,
              errors: result.errors.map(
                (error) =>
                  new GraphQLError(format(error.toJSON(), error).message, {
                    extensions: format(error.toJSON(), error).extensions ?? {},
                  }),
              ),
            },
    },
    sockets,
    15_000,
  );
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/graphql' || !isOwnOrigin(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (open: WebSocket) =>
      sockets.emit('connection', open, request),
    );
  });
  return async () => {
    await disposable.dispose();
  };
}

/** The same limits as over HTTP. Answers errors, or nothing when the operation may run. */
function checkOperation(
  schema: GraphQLSchema,
  {
    query,
    variables,
    operationName,
  }: {
    query: string;
    variables?: Record<string, unknown> | null | undefined;
    operationName?: string | null | undefined;
  },
): readonly GraphQLError[] | undefined {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document, undefined, { maxErrors: 10 });
    if (errors.length > 0) return errors.map(withoutSentValues);
    const cost = complexityOf(schema, {
      query: document,
      variables: variables ?? {},
      ...(operationName == null ? {} : { operationName }),
    });
    if (cost > MAX_COMPLEXITY) return [tooCostly(cost)];
    return holdsNul(document, variables) ? [nulSent()] : undefined;
  } catch (error) {
    return [
      error instanceof GraphQLError
        ? withoutSentValues(error)
        : new GraphQLError('The operation cannot be read.'),
    ];
  }
}

function withoutSentValues(error: GraphQLError): GraphQLError {
  return new GraphQLError(withoutValues(error.message), {
    extensions: { code: error.extensions['code'] ?? 'GRAPHQL_VALIDATION_FAILED' },
  });
}
