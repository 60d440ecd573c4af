import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { GraphQLSchema } from 'graphql';
import { AppError } from '../errors.js';
import type { ApiDeps, GraphQLContext } from '../graphql/context.js';
import { createErrorFormatter, type ReportError } from '../graphql/format-error.js';
import { limitComplexity } from '../graphql/limit-complexity.js';
import { CALLBACK_PATH } from '../integrations/consent.js';
import { consentCallback } from './consent-callback.js';
import { sessionCookie } from './cookies.js';
import { HOOK_PATH } from '../webhooks/hook-address.js';
import { exportFiles } from './exports.js';
import { gitlabHooks } from './gitlab-hooks.js';
import { createPageRouter } from './page.js';
import { createContext } from './request-context.js';
import { securityHeaders } from './security-headers.js';
import { serveSubscriptions } from './subscriptions.js';

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

/** Serves the API at /graphql (HTTP and WebSocket), the page, /healthz and /readyz. */
export async function startHttpServer(options: HttpOptions): Promise<HttpServer> {
  const app = express();
  app.disable('x-powered-by');
  const server = createServer(app);
  const endSockets = serveSubscriptions(server, { ...options, maxTokens: MAX_TOKENS });
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
    server.once('error', (error) => reject(cannotListen(error, options)));
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
  app.get(CALLBACK_PATH, consentCallback(options));
  app.all('/export/:file', exportFiles(options));
  app.all(`${HOOK_PATH}:publicId`, gitlabHooks(options));
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
