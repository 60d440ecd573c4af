import type { ApolloClient } from '@apollo/client';
import { useApolloClient, useSubscription } from '@apollo/client/react';
import { useEffect, useMemo } from 'react';
import { useConnectionWatch } from '../lib/connection-watch.js';
import { graphql } from '../generated/apollo/gql.js';
import { ChangeGatherer } from './change-gatherer.js';
import { isConcerned, type SeenChange } from './shown-kinds.js';

export const changedDocument = graphql(/* GraphQL */ `
  subscription Changed {
    changed {
      kind
      id
      projectId
    }
  }
`);

const BEGIN_AGAIN_MS = 5_000;
/** How often everything is asked for where changes do not come by themselves, such as behind a proxy without WebSockets. */
const ASK_MS = 10_000;

/** Keeps what the page shows in step with the server, for as long as somebody is signed in. Used once. */
export function useLiveChanges(): void {
  const client = useApolloClient();
  const watch = useConnectionWatch();
  const gatherer = useMemo(
    () =>
      new ChangeGatherer({
        read: (changes) => readAgain(client, changes),
        isHidden: () => document.hidden,
      }),
    [client],
  );
  const subscription = useSubscription(changedDocument, {
    ignoreResults: true,
    onData: ({ data: { data } }) => {
      if (data !== undefined) gatherer.push(data.changed);
    },
    onComplete: () => beginAgain(),
    onError: () => beginAgain(),
  });
  function beginAgain(): void {
    setTimeout(() => subscription.restart(), BEGIN_AGAIN_MS);
  }
  useEffect(() => {
    let wasLost = watch.read().lostAt !== null;
    const stopWatching = watch.subscribe(() => {
      const { lostAt } = watch.read();
      if (wasLost && lostAt === null) gatherer.pushAll();
      wasLost = lostAt !== null;
    });
    const asking = setInterval(() => {
      if (!watch.read().isLive) gatherer.pushAll();
    }, ASK_MS);
    const resume = () => gatherer.resume();
    document.addEventListener('visibilitychange', resume);
    return () => {
      stopWatching();
      clearInterval(asking);
      document.removeEventListener('visibilitychange', resume);
      gatherer.stop();
      watch.socketUnwanted();
    };
  }, [gatherer, watch]);
}

/** Asks beside the queries, so that no list says that it loads: what differs reaches them through the cache. */
async function readAgain(client: ApolloClient, changes: readonly SeenChange[]): Promise<void> {
  const concerned = [...client.getObservableQueries('active')].filter((query) =>
    isConcerned(
      { document: query.query, variables: query.variables, data: query.getCurrentResult().data },
      changes,
    ),
  );
  await Promise.allSettled(
    concerned.map(({ query, variables, options }) =>
      client.query({
        query,
        variables,
        fetchPolicy: 'network-only',
        errorPolicy: options.errorPolicy ?? 'none',
      }),
    ),
  );
}
