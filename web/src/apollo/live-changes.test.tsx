import { ApolloClient, ApolloLink, gql } from '@apollo/client';
import { ApolloProvider, useQuery } from '@apollo/client/react';
import { act, render, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { Observable, type Subscriber } from 'rxjs';
import { ConnectionWatch, ConnectionWatchContext } from '../lib/connection-watch.js';
import { createCache } from './cache.js';
import { useLiveChanges } from './live-changes.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

const plansDocument = gql`
  query Plans {
    plans {
      title
    }
  }
`;
const tokensDocument = gql`
  query Tokens {
    apiTokens {
      name
    }
  }
`;

/** A page of two queries whose answers count how often they were asked, and what they showed while they were asked again. */
function show() {
  const world = {
    asked: { Plans: 0, Tokens: 0 },
    subscribers: [] as Subscriber<any>[],
    fails: false,
  };
  const loads: number[] = [];
  const link = new ApolloLink((operation) => {
    const name = operation.operationName;
    if (name !== 'Plans' && name !== 'Tokens')
      return new Observable((subscriber) => void world.subscribers.push(subscriber));
    return new Observable((subscriber) => {
      world.asked[name] += 1;
      const data =
        name === 'Plans'
          ? { plans: { __typename: 'PlanConnection', title: `plans ${world.asked.Plans}` } }
          : { apiTokens: { __typename: 'TokenConnection', name: `tokens ${world.asked.Tokens}` } };
      const timer = setTimeout(() => {
        if (world.fails) return subscriber.error(new Error('no network'));
        subscriber.next({ data });
        subscriber.complete();
      }, 100);
      return () => clearTimeout(timer);
    });
  });
  function Page() {
    useLiveChanges();
    const plans = useQuery<any>(plansDocument, { fetchPolicy: 'cache-and-network' });
    const tokens = useQuery<any>(tokensDocument);
    useEffect(() => {
      if (plans.loading) loads.push(plans.networkStatus);
    }, [plans.loading, plans.networkStatus]);
    return <p>{`${plans.data?.plans.title ?? plans.error?.message}, ${tokens.data?.apiTokens.name}`}</p>;
  }
  const watch = new ConnectionWatch();
  watch.socketOpened();
  const { unmount } = render(
    <ApolloProvider client={new ApolloClient({ cache: createCache(), link })}>
      <ConnectionWatchContext value={watch}>
        <Page />
      </ConnectionWatchContext>
    </ApolloProvider>,
  );
  const tell = (kind: string) =>
    act(() =>
      world.subscribers
        .at(-1)
        ?.next({ data: { changed: { __typename: 'DataChange', kind, id: null, projectId: null } } }),
    );
  return { world, watch, tell, unmount, loads };
}

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

test('what is told reaches what is shown, without a word about loading, and nothing else is asked', async () => {
  const { loads, tell } = show();
  await pass(200);
  expect(screen.getByText('plans 1, tokens 1')).toBeInTheDocument();
  expect(loads).toHaveLength(1);
  tell('PLAN');
  tell('PLAN');
  await pass(1_000);
  expect(screen.getByText('plans 2, tokens 1')).toBeInTheDocument();
  expect(loads).toHaveLength(1);
});

test('everything is read again once the connection is back, also what had failed', async () => {
  const { world, watch } = show();
  world.fails = true;
  await pass(200);
  expect(screen.getByText('no network, undefined')).toBeInTheDocument();
  act(() => watch.socketLost());
  world.fails = false;
  await pass(1_000);
  act(() => watch.socketOpened());
  await pass(1_000);
  expect(screen.getByText(/^plans 2/)).toBeInTheDocument();
});

test('a read that fails leaves what is shown as it is', async () => {
  const { world, tell } = show();
  await pass(200);
  world.fails = true;
  tell('PLAN');
  await pass(1_000);
  expect(world.asked.Plans).toBe(2);
  expect(screen.getByText('plans 1, tokens 1')).toBeInTheDocument();
});

test('while nothing is told, it asks every ten seconds', async () => {
  const { world, watch } = show();
  await pass(200);
  act(() => watch.socketLost());
  await pass(31_000);
  expect(world.asked).toEqual({ Plans: 4, Tokens: 1 });
});

test('a hidden page asks nothing until somebody looks', async () => {
  const { world, tell } = show();
  await pass(200);
  const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  tell('PLAN');
  await pass(60_000);
  expect(world.asked.Plans).toBe(1);
  hidden.mockReturnValue(false);
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
  await pass(1_000);
  expect(world.asked.Plans).toBe(2);
});

test('a subscription that ends is begun again, and ends with the page', async () => {
  const { world, watch, unmount } = show();
  await pass(200);
  act(() => world.subscribers[0]?.complete());
  await pass(6_000);
  expect(world.subscribers).toHaveLength(2);
  unmount();
  await pass(10);
  expect(world.subscribers[1]?.closed).toBe(true);
  expect(watch.read().isLive).toBe(false);
});
