import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { createCache } from './cache.js';
import { viewerDocument } from './viewer.js';

/** The page's way to the API: the client, and the socket that live updates come by. */
export interface Connection {
  readonly client: ApolloClient;
  /** Closes the socket and forgets all data: after signing in or out, the next one starts afresh. */
  reset(): Promise<void>;
}

/** Queries and mutations by HTTP, subscriptions by WebSocket, both with the session's cookie. */
export function createConnection(origin: string): Connection {
  const http = new HttpLink({
    uri: `${origin}/graphql`,
    credentials: 'same-origin',
    headers: { 'apollo-require-preflight': 'true' },
  });
  const socket = createClient({
    url: `${origin.replace(/^http/, 'ws')}/graphql`,
    lazy: true,
    lazyCloseTimeout: 30_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
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
  const client = new ApolloClient({ cache, link: signedOut.concat(transport) });
  return {
    client,
    reset: async () => {
      socket.terminate();
      await client.clearStore();
    },
  };
}
