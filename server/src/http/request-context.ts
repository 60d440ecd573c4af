import type { IncomingMessage } from 'node:http';
import { findViewer } from '../accounts/sign-in.js';
import type { ApiDeps, GraphQLContext, SessionPort } from '../graphql/context.js';
import { createLoaders } from '../graphql/loaders.js';
import { readBearer, readCookie, sessionCookieName } from './cookies.js';

/** What one request, or one subscription, knows of who asks. */
export async function createContext(
  { api, isSecure }: { readonly api: ApiDeps; readonly isSecure: boolean },
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
    loaders: createLoaders(api.read, api.policy),
  };
}
