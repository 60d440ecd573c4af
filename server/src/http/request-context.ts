import type { IncomingMessage } from 'node:http';
import { clientName } from '../accounts/client-name.js';
import { findViewer } from '../accounts/sign-in.js';
import type { ApiDeps, GraphQLContext, SessionPort } from '../graphql/context.js';
import { createLoaders } from '../graphql/loaders.js';
import { remoteAddressOf } from './remote-address.js';
import { readBearer, readCookie, sessionCookieName } from './cookies.js';

/** What one request, or one subscription, knows of who asks. */
export async function createContext(
  { api, isSecure }: { readonly api: ApiDeps; readonly isSecure: boolean },
  request: IncomingMessage,
  session: Omit<SessionPort, 'token' | 'client'>,
  connectionToken: string | null = null,
): Promise<GraphQLContext> {
  const token = readCookie(request.headers.cookie, sessionCookieName(isSecure));
  const bearer = readBearer(request.headers.authorization) ?? connectionToken;
  return {
    ...api,
    viewer: await findViewer(api, { session: token, bearer }),
    requestId: null,
    rateLimit: null,
    remoteAddress: remoteAddressOf(request, api.proxyHops),
    session: { ...session, token, client: clientName(request.headers['user-agent']) },
    origin: api.publicUrl ?? localOrigin(request.headers.host),
    loaders: createLoaders(api.read, api.policy),
  };
}

/** Without a public address it is the browser's own word, which only reaches that browser. */
function localOrigin(host: string | undefined): string {
  return `http://${/^[\w.:[\]-]{1,255}$/.test(host ?? '') ? host : 'localhost'}`;
}
