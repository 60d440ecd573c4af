import { startWorld, type World } from './test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

afterEach(() => {
  world.simulator.setThrottle(null);
  world.simulator.clearFaults();
  world.simulator.setLatency(0);
});

async function secondOf(throttle: Parameters<World['simulator']['setThrottle']>[0]) {
  world.simulator.setThrottle(throttle);
  expect((await world.api('GET', '/version')).status).toBe(200);
  return await world.api('GET', '/version');
}

describe('throttles', () => {
  test('in front of the application answer plain text and say when to come back', async () => {
    const answer = await secondOf({ layer: 'rack', limit: 1, windowMs: 60_000 });
    expect([answer.status, answer.text]).toEqual([429, 'Retry later\n']);
    expect(answer.headers.get('content-type')).toBe('text/plain');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('ratelimit-name')).toBe('throttle_authenticated_api');
    expect([answer.headers.get('ratelimit-limit'), answer.headers.get('ratelimit-observed')]).toEqual([
      '1',
      '2',
    ]);
    expect(Date.parse(answer.headers.get('ratelimit-resettime') ?? '')).toBeGreaterThan(Date.now());
  });

  test.each([
    ['application', 'This endpoint has been requested too many times. Try again later.'],
    ['archive', 'This archive has been requested too many times. Try again later.'],
  ] as const)('of the %s answer JSON without Retry-After', async (layer, error) => {
    const answer = await secondOf({ layer, limit: 1, windowMs: 60_000 });
    expect([answer.status, answer.json]).toEqual([429, { message: { error } }]);
    expect(answer.headers.get('retry-after')).toBeNull();
  });

  test('of the proxy answer a sentence and a duration', async () => {
    const answer = await secondOf({ layer: 'proxy', limit: 1, windowMs: 90_000 });
    expect(answer.json).toBeUndefined();
    expect(answer.headers.get('retry-after')).toMatch(/^1m\d+s$/);
  });

  test.each([
    ['date', /GMT$/],
    ['garbage', /^soon$/],
    ['seconds', /^\d+$/],
  ] as const)('can say Retry-After as %s', async (retryAfter, pattern) => {
    const answer = await secondOf({ layer: 'application', limit: 1, windowMs: 60_000, retryAfter });
    expect(answer.headers.get('retry-after')).toMatch(pattern);
  });

  test('count per token and per path, and end with their window', async () => {
    world.simulator.setThrottle({ layer: 'rack', limit: 1, windowMs: 1000, pathPattern: /\/version/ });
    expect((await world.api('GET', '/version')).status).toBe(200);
    expect((await world.api('GET', '/version', { token: world.tokens.reporter })).status).toBe(200);
    expect((await world.api('GET', '/user')).status).toBe(200);
    expect((await world.api('GET', '/version')).status).toBe(429);
    await new Promise((resolve) => setTimeout(resolve, 1050));
    expect((await world.api('GET', '/version')).status).toBe(200);
  });

  test('put no header on ordinary answers, except on gitlab.com', async () => {
    expect((await world.api('GET', '/user')).headers.get('ratelimit-limit')).toBeNull();
    const dotcom = await startWorld({ profile: 'dotcom' });
    try {
      const project = await dotcom.project();
      const answer = await dotcom.api('GET', `/projects/${project.id}`);
      expect(answer.headers.get('ratelimit-limit')).toBe('2000');
      expect(answer.headers.get('retry-after')).toBeNull();
      expect((await dotcom.api('GET', '/projects?per_page=1')).headers.get('ratelimit-limit')).toBeNull();
    } finally {
      await dotcom.close();
    }
  });
});

describe('faults', () => {
  test('answer a status as often as asked, and only where they fit', async () => {
    world.simulator.injectFault({ method: 'GET', pathPattern: '/version', kind: 503, times: 2 });
    expect((await world.api('GET', '/user')).status).toBe(200);
    const statuses = [];
    for (let number = 0; number < 3; number += 1) statuses.push((await world.api('GET', '/version')).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  test('answer the page of a proxy', async () => {
    world.simulator.injectFault({ pathPattern: /version/, kind: 'html' });
    const answer = await world.api('GET', '/version');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('<html>');
  });

  test.each(['reset', 'truncate'] as const)('break the answer: %s', async (kind) => {
    world.simulator.injectFault({ pathPattern: 'version', kind });
    await expect(world.api('GET', '/version')).rejects.toThrow();
    expect((await world.api('GET', '/version')).status).toBe(200);
  });

  test('never answer', async () => {
    world.simulator.injectFault({ pathPattern: 'version', kind: 'timeout' });
    const signal = AbortSignal.timeout(150);
    await expect(fetch(`${world.simulator.url}/api/v4/version`, { signal })).rejects.toThrow();
  });

  test('can lose the answer of what was done', async () => {
    const project = await world.project();
    world.simulator.injectFault({
      method: 'POST',
      pathPattern: 'branches',
      kind: 'reset',
      afterEffect: true,
    });
    const path = `/projects/${project.id}/repository/branches`;
    await expect(world.api('POST', path, { body: { branch: 'x', ref: 'main' } })).rejects.toThrow();
    expect((await world.api('GET', `${path}/x`)).status).toBe(200);
  });

  test('reach git, too', async () => {
    const project = await world.project();
    world.simulator.injectFault({ pathPattern: 'git-upload-pack', kind: 503, times: 1 });
    expect((await world.git(['ls-remote', world.remote(project)])).code).not.toBe(0);
    expect((await world.git(['ls-remote', world.remote(project)])).code).toBe(0);
  });
});

describe('the request log', () => {
  test('counts from the moment a request arrives and keeps what came of it', async () => {
    world.simulator.requestLog.clear();
    await world.api('GET', '/version?x=1');
    await world.api('GET', '/nothing');
    await fetch(`${world.simulator.url}/`);
    const { requestLog } = world.simulator;
    expect([requestLog.count(), requestLog.count('api'), requestLog.count('page')]).toEqual([3, 2, 1]);
    expect(requestLog.entries).toMatchObject([
      { method: 'GET', path: '/api/v4/version?x=1', kind: 'api' },
      { path: '/api/v4/nothing' },
      { path: '/', kind: 'page' },
    ]);
  });

  test('latency is added to every answer', async () => {
    world.simulator.setLatency(80);
    const startedAt = performance.now();
    await world.api('GET', '/version');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(75);
  });
});

describe('profiles', () => {
  test.each([
    ['17.11', undefined, '17.11.7', false],
    ['18.5', 'ee', '18.5.2-ee', true],
    ['19.4', undefined, '19.4.1', false],
    ['dotcom', undefined, '19.5.0-pre', true],
  ] as const)('%s %s says %s', async (profile, edition, version, enterprise) => {
    const other = await startWorld({ profile, ...(edition ? { edition } : {}) });
    try {
      expect((await other.api('GET', '/version')).json.version).toBe(version);
      expect((await other.api('GET', '/metadata')).json).toMatchObject({ version, enterprise });
      const project = await other.project();
      const paid = await other.api('GET', `/projects/${project.id}/approval_rules`);
      expect(paid.status).toBe(enterprise ? 200 : 404);
    } finally {
      await other.close();
    }
  });

  test('members of a group see a new project only after the delay', async () => {
    const slow = await startWorld({ delays: { membershipMs: 400 } });
    try {
      const project = await slow.project({ files: {} });
      expect((await slow.api('GET', `/projects/${project.id}`)).status).toBe(404);
      await new Promise((resolve) => setTimeout(resolve, 450));
      expect((await slow.api('GET', `/projects/${project.id}`)).status).toBe(200);
    } finally {
      await slow.close();
    }
  });
});
