import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { GraphQLSchema } from 'graphql';
import { AppError, isAppError } from '../errors.js';
import type { BudgetStore } from '../budget/budget.js';
import type { ApiDeps, GraphQLContext } from '../graphql/context.js';
import { createErrorFormatter, type ReportError } from '../graphql/format-error.js';
import { LIMITS } from '../graphql/operation-limits.js';
import { OperationReader } from '../graphql/read-operation.js';
import { CALLBACK_PATH } from '../integrations/consent.js';
import type { OperationScopes } from '../operation-scope.js';
import { HOOK_PATH } from '../webhooks/hook-address.js';
import { CredentialLimit, limitCredentials } from './credential-limit.js';
import { consentCallback } from './consent-callback.js';
import { exportFiles } from './exports.js';
import { gitlabHooks } from './gitlab-hooks.js';
import { tooLarge } from './graphql-form.js';
import { type AnsweredRequest, answerGraphQL, checkHead } from './graphql-handler.js';
import { dropAbandoned, isOutOfTime } from './operation-time.js';
import { createPageRouter, explorerPage } from './page.js';
import { type Refusal, refuse } from './refusal.js';
import { requestIds } from './request-id.js';
import { securityHeaders } from './security-headers.js';
import { providerRoutes } from './provider-routes.js';
import { serveSubscriptions } from './subscriptions.js';
import { refuseTokenInAddress } from './token-in-address.js';

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
  /** Throws, with a sentence to show, when the database does not answer or Backline is stopping. */
  readonly ping: () => Promise<void>;
  /** Told of each connection that becomes a WebSocket, and of its end. */
  readonly onSocket?: (isOpen: boolean) => void;
  readonly report: ReportError;
  /** Which request the running code belongs to; the database ends its statements with it. */
  readonly scopes: OperationScopes;
  readonly budgets: BudgetStore;
  /** Points that a principal has for a minute; 0: nobody is charged. */
  readonly pointsPerMinute: number;
  /** How long an operation may take, in milliseconds. */
  readonly operationMs: number;
  readonly logRequest: (request: AnsweredRequest) => void;
}

/** A listening server. */
export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** How long a client may take to send a request. */
const REQUEST_MS = 30_000;
/** How long the readers of subscriptions have to answer that their connection ends. */
const CLOSE_MS = 2_000;

/** Serves the API at /graphql (HTTP and WebSocket), the page, /healthz and /readyz. */
export async function startHttpServer(options: HttpOptions): Promise<HttpServer> {
  const app = express();
  app.disable('x-powered-by');
  // Answers of the API are nobody's to keep; files of the page have tags of their own.
  app.disable('etag');
  const server = createServer({ requestTimeout: REQUEST_MS }, app);
  const reader = new OperationReader(options.schema);
  const format = createErrorFormatter(options.report, () => isOutOfTime(options.scopes));
  const endSockets = serveSubscriptions(server, { ...options, reader });
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (_request, socket) => {
    upgraded.add(socket);
    options.onSocket?.(true);
    socket.once('close', () => {
      upgraded.delete(socket);
      options.onSocket?.(false);
    });
  });
  const apollo = new ApolloServer<GraphQLContext>({
    schema: options.schema,
    introspection: true,
    // Apollo would stop by itself and send the signal once more.
    stopOnTerminationSignals: false,
    // What Apollo would check is checked before it: `graphql-form.ts`, and documents by the reader, which hands them over here.
    csrfPrevention: false,
    persistedQueries: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    documentStore: documentsOf(reader),
    includeStacktraceInErrorResponses: false,
    formatError: format,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: server, stopGracePeriodMillis: 3_000 }),
      dropAbandoned(options.scopes),
    ],
  });
  await apollo.start();
  let isStopping = false;
  app.use(requestIds(options.scopes), securityHeaders);
  app.use((_request, response, next) => (isStopping ? refuse(response, STOPPING) : next()));
  const answer = answerGraphQL(apollo, { ...options, reader, format });
  app.all(['/graphql', '/export/:file'], refuseTokenInAddress());
  if (options.pageDirectory !== null) app.get('/graphql', explorerPage(options.pageDirectory));
  app.all('/graphql', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const { clock, proxyHops } = options.api;
  const credentials = { limit: new CredentialLimit(), proxyHops, now: () => clock().getTime() };
  app.all(['/graphql', '/export/:file'], limitCredentials(credentials));
  app.all('/graphql', checkHead(), express.json({ limit: LIMITS.bodyBytes }), answer);
  addRoutes(app, options);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      isStopping = true;
      // A reader that does not answer the close is cut off.
      await Promise.race([endSockets(), delay(CLOSE_MS, undefined, { ref: false })]);
      for (const socket of upgraded) socket.destroy();
      await apollo.stop();
      server.closeAllConnections();
    },
  };
}

function cannotListen(error: Error, { host, port }: Pick<HttpOptions, 'host' | 'port'>): Error {
  const code = 'code' in error ? error.code : null;
  const why =
    code === 'EADDRINUSE'
      ? 'another program listens there'
      : code === 'EACCES'
        ? 'this user may not'
        : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
          ? 'this machine has no such address'
          : null;
  if (why === null) return error;
  return new AppError(
    'CONFIG_INVALID',
    `Backline cannot listen on ${host}:${port}: ${why}. Set PORT or HOST to others.`,
    { cause: error },
  );
}

/** Requests that come over connections which are open still. */
const STOPPING: Refusal = {
  status: 503,
  code: 'UNAVAILABLE',
  message: 'Backline is stopping. Try again in a moment.',
  headers: { 'Retry-After': '5', Connection: 'close' },
};

/** Documents that were read and validated already, by their hash, for Apollo. */
function documentsOf(reader: OperationReader): ApolloServerOptions<GraphQLContext>['documentStore'] {
  return {
    get: (key) => Promise.resolve(reader.kept(key.slice(-64))),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
}

function addRoutes(app: Express, options: HttpOptions): void {
  app.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n');
  });
  app.get('/readyz', (_request, response) => {
    options.ping().then(
      () => response.type('text').send('ready\n'),
      (error: unknown) =>
        response
          .status(503)
          .type('text')
          .send(`${isAppError(error) ? error.message : 'The database does not answer.'}\n`),
    );
  });
  app.get(CALLBACK_PATH, consentCallback(options));
  app.use('/sign-in', providerRoutes(options));
  app.all('/export/:file', exportFiles(options));
  app.all(`${HOOK_PATH}:publicId`, gitlabHooks(options));
  if (options.pageDirectory !== null) app.use(createPageRouter(options.pageDirectory));
  app.use((_request, response) => {
    refuse(response, { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this address.' });
  });
  app.use(answerError(options.report));
}

/** Bodies that are no JSON, or too large, get JSON back; what is unexpected gets an id. */
function answerError(report: ReportError): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    refuse(response, refusalOf(error, report));
  };
}

function refusalOf(error: unknown, report: ReportError): Refusal {
  const status =
    typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
      ? error.status
      : 500;
  if (status === 413) return tooLarge();
  if (status >= 400 && status < 500)
    return {
      status,
      code: 'BAD_INPUT',
      message: 'The request cannot be read: its body must be JSON with a query.',
    };
  const errorId = report(error);
  if (isDatabaseGone(error))
    return {
      status: 503,
      code: 'DATABASE_UNAVAILABLE',
      message: `The database does not answer. The log has it under ${errorId}. Try again in a moment.`,
      headers: { 'Retry-After': '5' },
    };
  const message = `Something went wrong inside Backline. The log has it under ${errorId}.`;
  return { status: 500, code: 'INTERNAL', message };
}

/** No connection, none within its time, or one that Postgres ends: https://www.postgresql.org/docs/current/errcodes-appendix.html, 08 and 57P. */
function isDatabaseGone(error: unknown): boolean {
  if (isAppError(error, 'DATABASE_UNAVAILABLE')) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(ECONN|ENOTFOUND|ETIMEDOUT|08|57P|53300)/.test(code) ||
    error.message.startsWith('timeout exceeded when')
  );
}
