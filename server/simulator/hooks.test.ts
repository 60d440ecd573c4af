import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { startWorld, type World } from './test-world.js';
import type { Project } from './state.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: any;
}

let world: World;
let receiver: Server;
let address: string;
let received: Received[] = [];
let answer = 200;

beforeAll(async () => {
  world = await startWorld({ profile: '19.4', delays: { branchVisibleMs: 0 } });
  receiver = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ headers: req.headers, body, json: JSON.parse(body) });
      res.writeHead(answer).end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const bound = receiver.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/hook`;
});

afterAll(async () => {
  await world.close();
  receiver.close();
  receiver.closeAllConnections();
});

beforeEach(() => {
  received = [];
  answer = 200;
});

async function hook(project: Project, fields: Readonly<Record<string, unknown>> = {}) {
  return await world.api('POST', `/projects/${project.id}/hooks`, {
    token: world.tokens.maintainer,
    body: { url: address, ...fields },
  });
}

describe('webhooks', () => {
  test('are for maintainers, and never show their secrets', async () => {
    const project = await world.project();
    expect((await world.api('GET', `/projects/${project.id}/hooks`)).status).toBe(403);
    const made = await hook(project, { token: 'secret-text', signing_token: 'whsec_c2VjcmV0' });
    expect([made.status, made.json.token_present, made.json.signing_token_present]).toEqual([
      201,
      true,
      true,
    ]);
    expect(made.text).not.toContain('secret-text');
    const path = `/projects/${project.id}/hooks/${made.json.id}`;
    const changed = await world.api('PUT', path, {
      token: world.tokens.maintainer,
      body: { note_events: true },
    });
    expect(changed.json).toMatchObject({ note_events: true, push_events: true, alert_status: 'executable' });
    expect((await world.api('DELETE', path, { token: world.tokens.maintainer })).status).toBe(204);
    expect((await world.api('GET', path, { token: world.tokens.maintainer })).status).toBe(404);
  });

  test('of a push carry the secret, the signature and the files', async () => {
    const project = await world.project();
    await hook(project, { token: 'secret-text', signing_token: 'whsec_c2VjcmV0' });
    const sha = await world.simulator.commitFiles(project.id, {
      files: { 'README.md': 'x', new: 'y' },
      userId: 1,
    });
    await world.simulator.settle();
    expect(received).toHaveLength(1);
    const { headers, body, json } = received[0] as Received;
    expect(headers).toMatchObject({ 'x-gitlab-event': 'Push Hook', 'x-gitlab-token': 'secret-text' });
    expect(json).toMatchObject({
      object_kind: 'push',
      after: sha,
      ref: 'refs/heads/main',
      user_id: 1,
      total_commits_count: 1,
    });
    expect(json.commits).toMatchObject([{ added: ['new'], modified: ['README.md'], removed: [] }]);
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const expected = createHmac('sha256', 'secret').update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(headers['idempotency-key']).toBe(headers['webhook-id']);
  });

  test('of a merge request tell its life', async () => {
    const project = await world.project();
    await hook(project, { push_events: false, merge_requests_events: true });
    await world.simulator.commitFiles(project.id, { branch: 'topic', files: { new: 'x' } });
    const body = { title: 'T', source_branch: 'topic', target_branch: 'main' };
    await world.api('POST', `/projects/${project.id}/merge_requests`, { body });
    await world.simulator.commitFiles(project.id, { branch: 'topic', files: { new: 'y' } });
    await world.simulator.mergeMergeRequest(project.id, 1);
    await world.simulator.settle();
    const actions = received.map(({ json }) => [json.object_attributes.action, json.object_attributes.state]);
    expect(actions.sort((left, right) => String(left[0]).localeCompare(String(right[0])))).toEqual([
      ['merge', 'merged'],
      ['open', 'opened'],
      ['update', 'opened'],
    ]);
    const update = received.find(({ json }) => json.object_attributes.action === 'update');
    expect(update?.json.object_attributes.oldrev).toMatch(/^[0-9a-f]{40}$/);
  });

  test('can be tested and sent again under the same key', async () => {
    const project = await world.project();
    const made = await hook(project);
    const path = `/projects/${project.id}/hooks/${made.json.id}`;
    const { maintainer } = world.tokens;
    expect(
      (await world.api('POST', `${path}/test/push_events`, { token: maintainer, body: {} })).status,
    ).toBe(201);
    const events = await world.api('GET', `${path}/events`, { token: maintainer });
    expect(events.json).toMatchObject([{ trigger: 'push_events', response_status: '200' }]);
    await world.api('POST', `${path}/events/${events.json[0].id}/resend`, { token: maintainer, body: {} });
    const keys = received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    answer = 500;
    expect(
      (await world.api('POST', `${path}/test/push_events`, { token: maintainer, body: {} })).status,
    ).toBe(422);
  });

  test('are not sent when one push changes more than three branches', async () => {
    const project = await world.project();
    await hook(project);
    const folder = await world.temporaryFolder();
    await world.git(['clone', '-q', world.remote(project), '.'], folder);
    const refs = ['a', 'b', 'c', 'd'].map((name) => `HEAD:refs/heads/${name}`);
    expect((await world.git(['push', '-q', 'origin', ...refs], folder)).code).toBe(0);
    await world.simulator.settle();
    expect(received).toEqual([]);
  });

  test('that keep failing are paused on gitlab.com', async () => {
    const dotcom = await startWorld({ profile: 'dotcom', delays: { branchVisibleMs: 0 } });
    try {
      const project = await dotcom.project();
      const made = await dotcom.api('POST', `/projects/${project.id}/hooks`, {
        token: dotcom.tokens.maintainer,
        body: { url: address },
      });
      answer = 500;
      for (let number = 0; number < 6; number += 1) {
        await dotcom.simulator.commitFiles(project.id, { files: { count: String(number) } });
        await dotcom.simulator.settle();
      }
      expect(received).toHaveLength(4);
      const path = `/projects/${project.id}/hooks/${made.json.id}`;
      const shown = await dotcom.api('GET', path, { token: dotcom.tokens.maintainer });
      expect(shown.json).toMatchObject({
        alert_status: 'temporarily_disabled',
        disabled_until: expect.any(String),
      });
    } finally {
      await dotcom.close();
    }
  });

  test('to local addresses are refused where GitLab is told so', async () => {
    const strict = await startWorld({ allowLocalWebhooks: false });
    try {
      const project = await strict.project();
      const path = `/projects/${project.id}/hooks`;
      const refused = await strict.api('POST', path, {
        token: strict.tokens.maintainer,
        body: { url: address },
      });
      expect(refused.status).toBe(422);
    } finally {
      await strict.close();
    }
  });
});
