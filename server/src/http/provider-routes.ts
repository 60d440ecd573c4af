import express, { type Request, type Response, type Router } from 'express';
import type { Act } from '../acting.js';
import {
  beginProviderSignIn,
  finishProviderSignIn,
  localPath,
  ProviderProblem,
  type SignInProvider,
} from '../accounts/provider-sign-in.js';
import { isAppError } from '../errors.js';
import type { ApiDeps } from '../graphql/context.js';
import type { ReportError } from '../graphql/format-error.js';
import { providerCookie, providerCookieName, readCookie, sessionCookie } from './cookies.js';
import { createContext } from './request-context.js';

const CALLBACK = '/sign-in/provider/callback';
const session = { start: () => undefined, end: () => undefined };

interface RouteOptions {
  readonly api: ApiDeps;
  readonly isSecure: boolean;
  readonly report: ReportError;
}

/** `/sign-in/provider` goes to the OpenID Connect provider, `/sign-in/provider/callback` comes back from it; the page has the rest. */
export function providerRoutes(options: RouteOptions): Router {
  const router = express.Router();
  const { provider } = options.api;
  if (provider === null) return router;
  router.use('/provider', (_request, response, next) => {
    // The address holds the code: nobody keeps it or passes it on.
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    next();
  });
  router.get('/provider', (request, response) =>
    answer(options, { request, response }, () => begin(options, provider, request, response)),
  );
  router.get('/provider/callback', (request, response) =>
    answer(options, { request, response }, () => finish(options, provider, request, response)),
  );
  return router;
}

/** Where the browser goes next; what goes wrong is said on the sign-in page. */
async function answer(
  { report }: RouteOptions,
  { request, response }: { readonly request: Request; readonly response: Response },
  work: () => Promise<string>,
): Promise<void> {
  try {
    response.redirect(303, await work());
  } catch (error) {
    const problem = problemOf(error);
    if (problem === 'FAULT') report(error);
    else if (problem === 'UNREACHABLE' || problem === 'REFUSED') report(reasonOf(problem, error));
    const next = localPath(request.query['next']);
    const back = next === '/' ? '' : `&next=${encodeURIComponent(next)}`;
    response.redirect(303, `/sign-in?problem=${problem}${back}`);
  }
}

async function begin(
  options: RouteOptions,
  provider: SignInProvider,
  request: Request,
  response: Response,
): Promise<string> {
  const { api, isSecure } = options;
  const context = await createContext(options, request, session);
  const known = readCookie(request.headers.cookie, providerCookieName(isSecure));
  const browser = known !== null && /^[\w-]{43}$/.test(known) ? known : api.randomToken();
  response.append('Set-Cookie', providerCookie(isSecure, browser));
  // What is begun is counted, not given back: an address cannot fill the database.
  const attempt = { email: null, remoteAddress: `beginning ${context.remoteAddress}` };
  await api.signInLimit.note(attempt);
  return beginProviderSignIn(api, provider, {
    browser,
    nextPath: localPath(request.query['next']),
    redirectUrl: `${context.origin}${CALLBACK}`,
  });
}

async function finish(
  options: RouteOptions,
  provider: SignInProvider,
  request: Request,
  response: Response,
): Promise<string> {
  const { api, isSecure } = options;
  const context = await createContext(options, request, session);
  const act: Act = {
    operation: 'signInWithProvider',
    actor: context.viewer,
    requestId: response.get('X-Request-Id') ?? null,
    remoteAddress: context.remoteAddress,
    claim: null,
  };
  const came = {
    browser: readCookie(request.headers.cookie, providerCookieName(isSecure)),
    callback: new URL(`${CALLBACK}?${request.originalUrl.split('?').slice(1).join('?')}`, context.origin),
    from: context.session,
  };
  const done = await api.signInLimit.run({ email: null, remoteAddress: context.remoteAddress }, () =>
    api.acting.run(act, () => finishProviderSignIn(api, provider, came)),
  );
  response.append('Set-Cookie', sessionCookie(isSecure, done.session));
  response.append('Set-Cookie', providerCookie(isSecure, null));
  return done.nextPath;
}

/** For the operator: what the client library says, without what the provider sent, which may hold tokens. */
function reasonOf(problem: string, error: unknown): Error {
  const cause = error instanceof Error ? error.cause : null;
  return new Error(
    `Sign-in with the provider: ${problem}, ${cause instanceof Error ? cause.message : 'without a reason'}`,
  );
}

function problemOf(error: unknown): ProviderProblem['problem'] {
  if (error instanceof ProviderProblem) return error.problem;
  return isAppError(error, 'LIMIT_EXCEEDED') ? 'TOO_MANY' : 'FAULT';
}
