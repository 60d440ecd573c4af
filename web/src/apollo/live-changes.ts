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
/** A socket that opens within this time of the page has missed nothing that the page was still to ask for. */
const PROMPT_MS = 1_000;
const READ_LIMIT_MS = 15_000;
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
    const beganAt = Date.now();
    let was = watch.read();
    const stopWatching = watch.subscribe(() => {
      const is = watch.read();
      const isBack = was.lostAt !== null && is.lostAt === null;
      const isLate = !was.isLive && is.isLive && Date.now() - beganAt > PROMPT_MS;
      if (isBack || isLate) gatherer.pushAll();
      was = is;
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
        // A connection that answers nothing must not keep later changes from being read.
        context: { fetchOptions: { signal: AbortSignal.timeout(READ_LIMIT_MS) } },
      }),
    ),
  );
}
