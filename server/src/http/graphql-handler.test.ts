import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import express from 'express';
import { buildSchema } from 'graphql';
import type { ApiDeps, GraphQLContext } from '../graphql/context.js';
import { createErrorFormatter } from '../graphql/format-error.js';
import { OperationReader } from '../graphql/read-operation.js';
import { makeSchema } from '../graphql/schema.js';
import { OperationScopes } from '../operation-scope.js';
import { type AnsweredRequest, answerGraphQL } from './graphql-handler.js';
import { dropAbandoned, GITLAB_MUTATIONS, isOutOfTime } from './operation-time.js';
import { requestIds } from './request-id.js';

const schema = buildSchema(`
  type Query { fast: String, never: String, slow: String, fails: String }
  type Subscription { fast: String }
  type Mutation { connectIntegration: String, other: String }
`);

/** A server of resolvers that need no database. */
async function serve(rootValue: Record<string, () => unknown>, operationMs = 150) {
  const scopes = new OperationScopes();
  const logged: AnsweredRequest[] = [];
  const format = createErrorFormatter(
    () => 'fault',
    () => isOutOfTime(scopes),
  );
  const apollo = new ApolloServer<GraphQLContext>({
    schema,
    rootValue,
    csrfPrevention: false,
    formatError: format,
    plugins: [dropAbandoned(scopes)],
  });
  await apollo.start();
  const app = express();
  const api = {
    inTransaction: () => Promise.resolve(null),
    clock: () => new Date(),
    read: {},
    policy: {},
    publicUrl: null,
  };
  app.use(requestIds(scopes), express.json());
  app.use(
    answerGraphQL(apollo, {
      // Nobody is signed in, and no resolver here reads anything.
      api: api as unknown as ApiDeps,
      isSecure: false,
      reader: new OperationReader(schema),
      scopes,
      budgets: { take: (_principal, cost) => Promise.resolve({ isAllowed: true, remaining: 100 - cost }) },
      pointsPerMinute: 100,
      operationMs,
      format,
      logRequest: (request) => logged.push(request),
    }),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    logged,
    url,
    ask: async (query: string, more: object = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-id': 'request-1' },
        body: JSON.stringify({ query, ...more }),
      });
      return { status: response.status, body: await response.json() };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await apollo.stop();
    },
  };
}

let world: Awaited<ReturnType<typeof serve>>;
const late: (() => void)[] = [];
beforeAll(async () => {
  world = await serve({
    fast: () => 'yes',
    never: () => new Promise(() => undefined),
    slow: () => new Promise((resolve) => late.push(() => resolve('late'))),
    connectIntegration: () => wait(300, 'connected'),
    other: () => wait(300, 'done'),
  });
});
afterAll(() => world.close());

const TIMEOUT = { status: 503, body: { errors: [{ extensions: { code: 'TIMEOUT' } }] } };

test('answers in time what never ends', async () => {
  const started = performance.now();
  expect(await world.ask('{ fast never }')).toMatchObject(TIMEOUT);
  expect(performance.now() - started).toBeGreaterThan(100);
  expect(await world.ask('{ fast }')).toEqual({ status: 200, body: { data: { fast: 'yes' } } });
});

test('sends nobody what comes after the time is over', async () => {
  expect(await world.ask('{ slow }')).toMatchObject(TIMEOUT);
  for (const end of late) end();
  await wait(20);
  expect(await world.ask('{ fast }')).toMatchObject({ status: 200 });
});

test('cuts off a mutation, but not one that asks GitLab, which has limits of its own', async () => {
  expect(await world.ask('mutation { other }')).toMatchObject(TIMEOUT);
  expect(await world.ask('mutation { ...f } fragment f on Mutation { connectIntegration }')).toEqual({
    status: 200,
    body: { data: { connectIntegration: 'connected' } },
  });
});

test('knows the mutations that ask GitLab by the names that the schema has', async () => {
  const fields = (await makeSchema()).getMutationType()?.getFields() ?? {};
  expect([...GITLAB_MUTATIONS].filter((name) => !Object.hasOwn(fields, name))).toEqual([]);
});

test('lets those wait who ask for much at once, and takes no longer for that than their time', async () => {
  const replies = await Promise.all(Array.from({ length: 12 }, () => world.ask('{ never }')));
  expect(replies.map(({ status }) => status)).toEqual(Array(12).fill(503));
  expect(await world.ask('{ fast }')).toMatchObject({ status: 200 });
});

test('gives the turn of a query back whose client has gone', async () => {
  const patient = await serve({ never: () => new Promise(() => undefined), fast: () => 'yes' }, 20_000);
  const controller = new AbortController();
  const gone = Array.from({ length: 10 }, () =>
    fetch(patient.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ never }"}',
      signal: controller.signal,
    }).catch(() => 'gone'),
  );
  await wait(50);
  controller.abort();
  expect(await Promise.all(gone)).toEqual(Array(10).fill('gone'));
  const started = performance.now();
  expect(await patient.ask('{ fast }')).toMatchObject({ status: 200 });
  expect(performance.now() - started).toBeLessThan(4_000);
  await patient.close();
});

test('logs who asked for what, what it cost and how it ended, and never what was sent', async () => {
  world.logged.length = 0;
  await world.ask('query Named($secret: String) { fast @skip(if: false) __typename }', {
    variables: { secret: 'glpat-x' },
  });
  await world.ask('query Named { fast }', { variables: { secret: 'glpat-x' } });
  await wait(10);
  expect(world.logged).toMatchObject([
    { requestId: 'request-1', principal: null, type: null, operation: null, cost: null, status: 400 },
    {
      requestId: 'request-1',
      principal: 'address:127.0.0.1',
      type: 'query',
      operation: 'Named',
      complexity: 1,
      cost: 1,
      status: 200,
    },
  ]);
  expect(JSON.stringify(world.logged)).not.toContain('glpat');
});

test('refuses subscriptions with the way to them', async () => {
  expect(await world.ask('subscription { fast }')).toMatchObject({
    status: 400,
    body: { errors: [{ message: expect.stringContaining('WebSocket') }] },
  });
});
