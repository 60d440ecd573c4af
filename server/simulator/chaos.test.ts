import { CHAOS_KINDS, type Chaos, type ChaosKind } from './simulator.js';
import { startWorld, type World } from './test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  await world.close();
});

afterEach(() => {
  world.simulator.setChaos(null);
  world.simulator.clearFaults();
});

const always = (kind: ChaosKind): Chaos => ({ rate: 1, kinds: [kind], hangMs: 60 });

/** Status and text, or `lost` when the connection broke. */
async function outcome(
  method: string,
  path: string,
  body?: unknown,
): Promise<readonly [number | 'lost', string]> {
  try {
    const answer = await world.api(method, path, body === undefined ? {} : { body });
    return [answer.status, answer.text];
  } catch {
    return ['lost', ''];
  }
}

describe('chaos', () => {
  test('is off by default and can be switched off', async () => {
    for (const chaos of [undefined, null] as const) {
      if (chaos === null) world.simulator.setChaos(chaos);
      const statuses = [];
      for (let count = 0; count < 20; count += 1) statuses.push((await outcome('GET', '/version'))[0]);
      expect(new Set(statuses)).toEqual(new Set([200]));
    }
  });

  test.each<[ChaosKind, number | 'lost', RegExp]>([
    ['throttle-plain', 429, /^Retry later\n$/],
    ['throttle-json', 429, /^\{"message":\{"error":"This endpoint/],
    ['throttle-proxy', 429, /too many requests/],
    ['500', 500, /^\{"message":"500 Internal Server Error"\}$/],
    ['502', 502, /^\{"message":"502 Bad Gateway"\}$/],
    ['502-after', 502, /^\{"message":"502 Bad Gateway"\}$/],
    ['reset', 'lost', /^$/],
    ['reset-after', 'lost', /^$/],
    ['hang', 'lost', /^$/],
    ['html', 502, /^<!DOCTYPE html>/],
  ])('%s answers %s, and does the work only when its name says so', async (kind, status, text) => {
    const project = await world.project();
    world.simulator.setChaos(always(kind));
    const path = `/projects/${project.id}/repository/branches`;
    const [got, body] = await outcome('POST', path, { branch: 'x', ref: 'main' });
    world.simulator.setChaos(null);
    expect(got).toBe(status);
    expect(body).toMatch(text);
    expect(await world.simulator.headOf(project.id, 'x')).toEqual(
      kind.endsWith('-after') ? expect.any(String) : null,
    );
    expect(world.simulator.chaosCounts()).toMatchObject({ [kind]: 1 });
    const logged = world.simulator.requestLog.entries.at(-1);
    expect(logged?.trouble).toBe(kind);
  });

  test('says when to come back in three ways', async () => {
    const headers = [];
    for (const kind of ['throttle-plain', 'throttle-json', 'throttle-proxy'] as const) {
      world.simulator.setChaos(always(kind));
      headers.push((await world.api('GET', '/version')).headers.get('retry-after'));
    }
    expect(headers).toEqual(['1', null, '1s']);
  });

  test('hits about its share of requests, each kind, and the same ones for the same seed', async () => {
    const run = async (seed: number) => {
      world.simulator.setChaos({ rate: 0.3, seed, hangMs: 1 });
      const outcomes = [];
      for (let count = 0; count < 300; count += 1) outcomes.push((await outcome('GET', '/version'))[0]);
      return { outcomes, counts: world.simulator.chaosCounts() };
    };
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).toEqual(first);
    expect(other.outcomes).not.toEqual(first.outcomes);
    const hits = Object.values(first.counts).reduce((sum, count) => sum + count, 0);
    expect(hits).toBeGreaterThan(60);
    expect(hits).toBeLessThan(120);
    for (const kind of CHAOS_KINDS) expect(first.counts[kind]).toBeGreaterThan(0);
  });

  test('leaves pages alone', async () => {
    world.simulator.setChaos(always('500'));
    expect((await fetch(`${world.simulator.url}/`)).status).toBe(200);
  });
});

describe('chaos over git', () => {
  test.each(CHAOS_KINDS)('%s fails a listing', async (kind) => {
    const project = await world.project();
    world.simulator.setChaos(always(kind));
    expect((await world.git(['ls-remote', world.remote(project)])).code).not.toBe(0);
    world.simulator.setChaos(null);
    expect((await world.git(['ls-remote', world.remote(project)])).code).toBe(0);
  });

  test.each(CHAOS_KINDS)('%s fails a push, which arrives only when the name says so', async (kind) => {
    const project = await world.project();
    const folder = await world.temporaryFolder();
    await world.git(['clone', '-q', world.remote(project), '.'], folder);
    await world.git(['commit', '-q', '--allow-empty', '-m', 'more'], folder);
    world.simulator.setChaos({ ...always(kind), pathPattern: /\/git-receive-pack$/ });
    expect((await world.git(['push', '-q', 'origin', 'HEAD:refs/heads/x'], folder)).code).not.toBe(0);
    world.simulator.setChaos(null);
    expect(await world.simulator.headOf(project.id, 'x')).toEqual(
      kind.endsWith('-after') ? expect.any(String) : null,
    );
  });

  test('an injected fault can lose the answer of a push that arrived', async () => {
    const project = await world.project();
    const folder = await world.temporaryFolder();
    await world.git(['clone', '-q', world.remote(project), '.'], folder);
    world.simulator.injectFault({
      method: 'POST',
      pathPattern: 'git-receive-pack',
      kind: 'html',
      afterEffect: true,
    });
    expect((await world.git(['push', '-q', 'origin', 'HEAD:refs/heads/y'], folder)).code).not.toBe(0);
    expect(await world.simulator.headOf(project.id, 'y')).not.toBeNull();
  });
});
