import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type Demo, startDemo } from '../simulator/demo/demo.js';
import { readAdvisorySource } from '../src/advisories/advisory-source.client.js';
import { importAdvisories } from '../src/advisories/import-advisories.js';
import { type Backline, startBackline } from '../src/backline.js';
import { readConfig } from '../src/config.js';
import { shallowClone } from './shallow-clone.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, benchLine } from './bench.js';

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 120_000;

/**
 * Seconds of the whole way on the demo's projects, through the API as a program uses it: from connecting until every
 * project is analysed and planned, and from an approval until its merge request is open. The baseline clones every project once.
 */
export const wholeWayBench: Bench = {
  name: 'whole-way',
  run: async (report) => {
    const demo = await startDemo();
    try {
      await withBenchFolder(async (folder) => {
        const backline = await startBackline(configOf(demo, folder));
        try {
          await importDemoAdvisories(backline, demo);
          const ask = await signIn(backline);
          const planned = await connectAndPlan(ask, demo);
          const opened = await approveFirst(ask);
          const clones = await cloneAll(demo, folder);
          const print = (metric: string, value: number): void =>
            report(benchLine('whole-way', { metric, value, unit: 's', baseline: clones }));
          print(`connect until ${demo.projects.size} projects are planned`, planned);
          print('approval until its merge request is open', opened);
        } finally {
          await backline.stop();
        }
      });
    } finally {
      await demo.close();
    }
  },
};

function configOf(demo: Demo, folder: string) {
  return readConfig({
    PORT: '0',
    BACKLINE_API_POINTS_PER_MINUTE: '0',
    BACKLINE_DATA_DIR: join(folder, 'data'),
    BACKLINE_ALLOWED_HOSTS: new URL(demo.gitlabUrl).host,
    BACKLINE_NPM_REGISTRY: demo.registryUrl,
    BACKLINE_OSV_SYNC_HOURS: '0',
    BACKLINE_LOG_LEVEL: 'warn',
  });
}

async function importDemoAdvisories({ core }: Backline, demo: Demo): Promise<void> {
  await importAdvisories(
    { writer: core.advisoryWriter },
    { source: 'demo', origin: 'FILE', items: readAdvisorySource(demo.advisoriesPath) },
  );
}

type Ask = <Schema extends z.ZodType>(
  schema: Schema,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
) => Promise<z.output<Schema>>;

const answer = z.object({ data: z.unknown() });
const noErrors = z
  .array(z.object({ message: z.string() }))
  .refine((errors) => errors.length === 0, { error: ({ input }) => JSON.stringify(input) });

/** Makes the first account and asks as it from then on. */
async function signIn({ url, setupUrl }: Backline): Promise<Ask> {
  let cookie = '';
  const ask: Ask = async (schema, query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query, variables }),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return schema.parse(answer.parse(await response.json()).data);
  };
  await ask(
    z.object({ createFirstAccount: z.object({ userErrors: noErrors }) }),
    `mutation ($input: CreateFirstAccountInput!) {
      createFirstAccount(input: $input) { userErrors { message } }
    }`,
    {
      input: {
        setupToken: new URL(setupUrl ?? '').searchParams.get('token'),
        name: 'Bench',
        email: 'bench@example.com',
        password: 'a password for a bench',
      },
    },
  );
  return ask;
}

async function connectAndPlan(ask: Ask, demo: Demo): Promise<number> {
  const startedAt = performance.now();
  await ask(
    z.object({ connectIntegration: z.object({ userErrors: noErrors }) }),
    `mutation ($input: ConnectIntegrationInput!) {
      connectIntegration(input: $input) { userErrors { message } }
    }`,
    { input: { url: demo.gitlabUrl, token: demo.tokens.good } },
  );
  const counts = z.object({
    jobCounts: z.object({ queued: z.number(), running: z.number(), failed: z.number() }),
  });
  await until(async () => {
    const { jobCounts } = await ask(counts, '{ jobCounts { queued running failed } }');
    if (jobCounts.failed > 0) throw new Error('a job failed');
    return jobCounts.queued + jobCounts.running === 0;
  });
  return (performance.now() - startedAt) / 1_000;
}

async function approveFirst(ask: Ask): Promise<number> {
  const { remediationPlans } = await ask(
    z.object({
      remediationPlans: z.object({
        nodes: z.array(z.object({ id: z.string(), digest: z.string() })).min(1),
      }),
    }),
    '{ remediationPlans(first: 1, filter: { state: [PROPOSED], search: "shop/storefront" }) { nodes { id digest } } }',
  );
  const [plan] = remediationPlans.nodes;
  const startedAt = performance.now();
  await ask(
    z.object({ approvePlan: z.object({ userErrors: noErrors }) }),
    'mutation ($input: ApprovePlanInput!) { approvePlan(input: $input) { userErrors { message } } }',
    { input: { id: plan?.id, digest: plan?.digest, idempotencyKey: 'bench' } },
  );
  const opened = z.object({ mergeRequests: z.object({ nodes: z.array(z.object({ state: z.string() })) }) });
  await until(async () => {
    const { mergeRequests } = await ask(opened, '{ mergeRequests(first: 1) { nodes { state } } }');
    return mergeRequests.nodes[0]?.state === 'OPENED';
  });
  return (performance.now() - startedAt) / 1_000;
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  while (!(await isDone())) {
    if (performance.now() - startedAt > PATIENCE_MS) throw new Error('it takes too long');
    await delay(LOOK_EVERY_MS);
  }
}

async function cloneAll(demo: Demo, folder: string): Promise<number> {
  const startedAt = performance.now();
  for (const [path] of demo.projects) {
    await shallowClone(`${demo.gitlabUrl}/${path}.git`, demo.tokens.good, join(folder, path));
  }
  return (performance.now() - startedAt) / 1_000;
}
