import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { tap } from 'rxjs';
import { ConnectionWatch } from '../lib/connection-watch.js';
import { randomId } from '../lib/random-id.js';
import { actionKeys } from './action-keys.js';
import { createCache } from './cache.js';
import { viewerDocument } from './viewer.js';

/** The page's way to the API: the client, and the socket that live updates come by. */
export interface Connection {
  readonly client: ApolloClient;
  /** Whether the server can be reached. */
  readonly watch: ConnectionWatch;
  /** Closes the socket and forgets all data: after signing in or out, the next one starts afresh. */
  reset(): Promise<void>;
}

const SESSION_ENDED = 4403;
const PING_MS = 10_000;
const PONG_MS = 5_000;

/** Queries and mutations by HTTP, subscriptions by WebSocket, both with the session's cookie. */
export function createConnection(origin: string): Connection {
  const http = new HttpLink({
    uri: `${origin}/graphql`,
    credentials: 'same-origin',
    headers: { 'apollo-require-preflight': 'true' },
  });
  const watch = new ConnectionWatch();
  const socket = createSocket(origin, watch, () => void askWhoIsSignedIn());
  let rights: string | null = null;
  const cache = createCache();
  const signedOut = new ErrorLink(({ error }) => {
    if (!CombinedGraphQLErrors.is(error)) return;
    if (error.errors.some((each) => each.extensions?.['code'] === 'UNAUTHENTICATED')) {
      cache.writeQuery({ query: viewerDocument, data: { viewer: null } });
    }
  });
  const transport = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    http,
  );
  const listening = listenTo(watch, () => void tryUntilAnswered());
  const client = new ApolloClient({
    cache,
    link: ApolloLink.from([
      signedOut,
      actionKeys({ randomId, now: () => performance.now() }),
      listening,
      transport,
    ]),
  });
  return {
    client,
    watch,
    reset: async () => {
      socket.terminate();
      await client.clearStore();
    },
  };
  /**
   * Writes into the cache whether the session still stands; if not, the page asks to sign in. With other rights than before everything
   * is forgotten and asked anew, so that nothing is shown any more that is not to be seen.
   */
  async function askWhoIsSignedIn(): Promise<void> {
    rights = knownRights() ?? rights;
    await client.query({ query: viewerDocument, fetchPolicy: 'network-only' }).catch(() => undefined);
    const present = knownRights();
    const areOthers = rights !== null && present !== null && rights !== present;
    rights = present;
    if (areOthers) await client.resetStore().catch(() => undefined);
  }

  /** What whoever is signed in may do and see, to be compared; null where nobody is. */
  function knownRights(): string | null {
    const viewer = cache.readQuery({ query: viewerDocument })?.viewer ?? null;
    return viewer === null ? null : JSON.stringify([viewer.scopes, viewer.limitedTo ?? null]);
  }

  async function tryUntilAnswered(): Promise<void> {
    for (let tries = 0; watch.areRequestsFailing; tries += 1) {
      await watch.waitToTry(tries);
      if (watch.areRequestsFailing) await askWhoIsSignedIn();
    }
  }
}

/** A socket that opens again by itself, and notices within 15 seconds that nobody is at the other end. */
function createSocket(origin: string, watch: ConnectionWatch, onSessionEnded: () => void): Client {
  let silence: ReturnType<typeof setTimeout> | undefined;
  let isInDoubt = false;
  const socket = createClient({
    url: `${origin.replace(/^http/, 'ws')}/graphql`,
    lazy: true,
    lazyCloseTimeout: 30_000,
    keepAlive: PING_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (tries) => watch.waitToTry(tries),
    on: {
      connected: () => {
        watch.socketOpened();
        // From now on a change of rights closes it again; one that came while it was closed is told by nobody else.
        if (isInDoubt) onSessionEnded();
        isInDoubt = false;
      },
      ping: (isReceived) => {
        if (!isReceived) silence = setTimeout(() => socket.terminate(), PONG_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(silence);
      },
      closed: (event) => {
        clearTimeout(silence);
        const code = typeof event === 'object' && event !== null && 'code' in event ? event.code : null;
        if (code === SESSION_ENDED) {
          isInDoubt = true;
          onSessionEnded();
        }
        if (code === 1000) watch.socketUnwanted();
        else watch.socketLost();
      },
    },
  });
  return socket;
}

/** Tells the watch which requests the server answered, be it with an error, and which never reached it. */
function listenTo(watch: ConnectionWatch, onFailing: () => void): ApolloLink {
  return new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      tap({
        next: () => watch.requestAnswered(),
        error: (error: unknown) => {
          if (CombinedGraphQLErrors.is(error)) return;
          // What a proxy says while Backline is away.
          if (ServerError.is(error) && error.statusCode < 502) return watch.requestAnswered();
          if (operation.operationType === OperationTypeNode.SUBSCRIPTION) return;
          const wasFailing = watch.areRequestsFailing;
          watch.requestFailed();
          if (!wasFailing) onFailing();
        },
      }),
    ),
  );
}
