import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { Project } from './state.js';
import type { SimulatorOptions } from './simulator.js';
import { startWorld, type World } from './test-world.js';

let receiver: Server;
let address: string;
let received: { readonly headers: IncomingHttpHeaders; readonly json: any }[] = [];
let answer = 200;
let commits = 0;
let now = new Date('2026-03-10T12:00:00Z');

beforeAll(async () => {
  receiver = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      received.push({ headers: req.headers, json: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
      res.writeHead(answer).end('seen');
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const bound = receiver.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/hook`;
});

afterAll(() => {
  receiver.close();
  receiver.closeAllConnections();
});

beforeEach(() => {
  received = [];
  answer = 200;
  now = new Date('2026-03-10T12:00:00Z');
});

async function withHook(
  options: SimulatorOptions,
  work: (world: World, project: Project, path: string) => Promise<void>,
): Promise<void> {
  const world = await startWorld({ clock: () => now, delays: {}, ...options });
  try {
    const project = await world.project();
    const made = await world.api('POST', `/projects/${project.id}/hooks`, {
      token: world.tokens.maintainer,
      body: {
        url: address,
        token: 'secret-text',
        pipeline_events: true,
        tag_push_events: true,
        resource_access_token_events: true,
      },
    });
    await work(world, project, `/projects/${project.id}/hooks/${made.json.id}`);
  } finally {
    await world.close();
  }
}

async function push(world: World, project: Project, times = 1): Promise<void> {
  for (let number = 0; number < times; number += 1) {
    const files = { count: `${(commits += 1)}` };
    await world.simulator.commitFiles(project.id, { files });
    await world.simulator.settle();
  }
}

const show = async (world: World, path: string) => {
  const { json } = await world.api('GET', path, { token: world.tokens.maintainer });
  return [json.alert_status, json.disabled_until];
};
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const test1 = async (world: World, path: string) =>
  await world.api('POST', `${path}/test/push_events`, { token: world.tokens.maintainer, body: {} });

describe('a webhook that keeps failing', () => {
  test('is paused from the 4th time on, twice as long each time, up to a day', async () => {
    await withHook({ disablesFailingHooks: true }, async (world, project, path) => {
      answer = 500;
      await push(world, project, 3);
      expect(await show(world, path)).toEqual(['executable', null]);
      const pauses = [];
      for (let round = 0; round < 13; round += 1) {
        await push(world, project, 2);
        const [status, until] = await show(world, path);
        expect(status).toBe('temporarily_disabled');
        pauses.push((Date.parse(until) - now.getTime()) / 60_000);
        now = new Date(until);
      }
      expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]);
      answer = 200;
      await push(world, project);
      expect(await show(world, path)).toEqual(['executable', null]);
    });
  });

  test('is disabled from the 40th time on, until a test succeeds', async () => {
    await withHook({ disablesFailingHooks: true }, async (world, project, path) => {
      answer = 404;
      for (let round = 0; round < 40; round += 1) {
        await push(world, project);
        now = minutes(24 * 60);
      }
      expect(received).toHaveLength(40);
      expect(await show(world, path)).toEqual(['disabled', null]);
      now = minutes(7 * 24 * 60);
      await push(world, project);
      expect(received).toHaveLength(40);
      answer = 200;
      expect((await test1(world, path)).status).toBe(201);
      expect(await show(world, path)).toEqual(['executable', null]);
      await push(world, project);
      expect(received).toHaveLength(42);
    });
  });

  test('before 17.11 is ended by four 4xx, not by 5xx', async () => {
    await withHook({ profile: '17.5', disablesFailingHooks: true }, async (world, project, path) => {
      answer = 500;
      await push(world, project, 4);
      expect((await show(world, path))[0]).toBe('temporarily_disabled');
      answer = 200;
      expect((await test1(world, path)).status).toBe(201);
      answer = 404;
      await push(world, project, 4);
      expect(await show(world, path)).toEqual(['disabled', null]);
    });
  });

  test('is never paused where the switch is off, as on self-managed servers', async () => {
    await withHook({}, async (world, project, path) => {
      answer = 500;
      await push(world, project, 6);
      expect(await show(world, path)).toEqual(['executable', null]);
      expect(received).toHaveLength(6);
    });
  });
});

describe('deliveries', () => {
  test('can be read for 7 days without secrets, by status, and sent again 5 times a minute with one key', async () => {
    await withHook({}, async (world, project, path) => {
      const token = world.tokens.maintainer;
      await push(world, project);
      answer = 503;
      await push(world, project);
      answer = 200;
      const events = await world.api('GET', `${path}/events`, { token });
      expect(events.json.map((row: any) => row.response_status)).toEqual(['503', '200']);
      expect(events.json[1]).toMatchObject({
        trigger: 'push_events',
        response_body: 'seen',
        request_headers: { 'X-Gitlab-Token': '[REDACTED]', 'X-Gitlab-Event': 'Push Hook' },
      });
      const failed = await world.api('GET', `${path}/events?status[]=server_failure`, { token });
      expect(failed.json).toHaveLength(1);
      const statuses = [];
      for (let count = 0; count < 6; count += 1) {
        const resend = `${path}/events/${failed.json[0].id}/resend`;
        statuses.push((await world.api('POST', resend, { token, body: {} })).status);
      }
      expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
      const keys = received.slice(1).map(({ headers }) => headers['idempotency-key']);
      expect([keys.length, new Set(keys).size]).toEqual([6, 1]);
      now = minutes(8 * 24 * 60);
      expect((await world.api('GET', `${path}/events`, { token })).json).toEqual([]);
    });
  });

  test('can get lost or arrive twice', async () => {
    await withHook({}, async (world, project) => {
      world.simulator.setHookDelivery('lost');
      await push(world, project);
      expect(received).toEqual([]);
      world.simulator.setHookDelivery('twice');
      await push(world, project);
      const keys = received.map(({ headers }) => headers['idempotency-key']);
      expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    });
  });

  test('tell of pipelines, tags and tokens that will end', async () => {
    await withHook({}, async (world, project) => {
      await world.simulator.setPipeline(project.id, 'main', 'running');
      await world.simulator.setPipeline(project.id, 'main', 'success');
      await world.simulator.settle();
      expect(received.map(({ json }) => [json.object_kind, json.object_attributes.status])).toEqual([
        ['pipeline', 'running'],
        ['pipeline', 'success'],
      ]);
      received = [];
      const folder = await world.temporaryFolder();
      await world.git(['clone', '-q', world.remote(project), '.'], folder);
      expect((await world.git(['push', '-q', 'origin', 'HEAD:refs/tags/v1'], folder)).code).toBe(0);
      world.simulator.announceExpiringToken(project.id, world.tokens.developer.id);
      await world.simulator.settle();
      const kinds = received.map(
        ({ headers, json }) => `${String(headers['x-gitlab-event'])}: ${json.event_name}`,
      );
      expect(new Set(kinds)).toEqual(
        new Set(['Resource Access Token Hook: expiring_access_token', 'Tag Push Hook: tag_push']),
      );
    });
  });

  test('list at most 20 commits and count all, also on a new branch', async () => {
    await withHook({}, async (world, project) => {
      const folder = await world.temporaryFolder();
      await world.git(['clone', '-q', world.remote(project), '.'], folder);
      for (let count = 0; count < 23; count += 1) {
        await world.git(['commit', '-q', '--allow-empty', '-m', `c${count}`], folder);
      }
      await world.git(['push', '-q', 'origin', 'HEAD:refs/heads/long'], folder);
      await world.simulator.settle();
      const [event] = received;
      expect([event?.json.commits.length, event?.json.total_commits_count]).toEqual([20, 23]);
    });
  });
});
