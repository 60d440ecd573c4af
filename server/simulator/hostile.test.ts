import type { HostileMode } from './simulator.js';
import { startWorld, type World } from './test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.simulator.createProjects(3, { path: 'p', namespace: 'acme' });
});

afterAll(async () => {
  await world.close();
});

afterEach(() => {
  world.simulator.clearHostile();
});

const list = async () => await world.api('GET', '/projects?per_page=2');

describe('a hostile server', () => {
  test('sends the next page to another origin, also where there is none', async () => {
    world.simulator.hostile('foreign-link', '/api/v4/', { origin: 'http://127.0.0.1:9' });
    expect((await list()).headers.get('link')).toMatch(
      /<http:\/\/127\.0\.0\.1:9\/api\/v4\/projects\?[^>]*>; rel="next"/,
    );
    expect((await world.api('GET', '/user')).headers.get('link')).toMatch(
      /^<http:\/\/127\.0\.0\.1:9\/.*rel="next"$/,
    );
  });

  test('redirects to another origin or to itself', async () => {
    world.simulator.hostile('redirect', '/version');
    world.simulator.hostile('redirect-loop', '/metadata');
    const answers = [await world.api('GET', '/version'), await world.api('GET', '/metadata')];
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
      [302, 'http://hostile.example/api/v4/version'],
      [302, '/api/v4/metadata'],
    ]);
  });

  test('sends a body without end, as far as somebody reads it', async () => {
    world.simulator.hostile('endless', '/projects', { bytes: 3_000_000 });
    expect((await list()).text.length).toBeGreaterThan(3_000_000);
    world.simulator.clearHostile();
    world.simulator.hostile('endless', '/projects');
    const control = new AbortController();
    const response = await fetch(`${world.simulator.url}/api/v4/projects`, { signal: control.signal });
    const first = await response.body?.getReader().read();
    expect(first?.value?.length).toBeGreaterThan(0);
    control.abort();
  });

  test('answers a byte at a time', async () => {
    world.simulator.hostile('drip', '/version', { intervalMs: 5 });
    const startedAt = performance.now();
    expect((await world.api('GET', '/version')).json.version).toBe('18.5.2');
    expect(performance.now() - startedAt).toBeGreaterThan(150);
  });

  test.each<[HostileMode, string, (json: any) => unknown, unknown]>([
    [
      'wrong-types',
      '/user',
      (json) => [json.id, json.username, json.bot],
      ['a number', { text: 'developer' }, [true]],
    ],
    ['null-fields', '/projects?per_page=1', (json) => [json.length, json[0].id], [1, null]],
    ['missing-fields', '/projects?per_page=2', (json) => json, [{}, {}]],
    ['prototype-names', '/user', (json) => Object.keys(json).includes('__proto__') && json.id > 0, true],
    ['deep', '/user', (json) => Array.isArray(json), true],
  ])('spoils JSON: %s', async (mode, path, see, expected) => {
    world.simulator.hostile(mode, /^\/api\/v4/, { depth: 500 });
    const answer = await world.api('GET', path);
    expect([answer.status, see(answer.json)]).toEqual([200, expected]);
  });

  test.each<[HostileMode, string, RegExp]>([
    ['html', 'text/html; charset=utf-8', /^<!DOCTYPE/],
    ['html-as-json', 'application/json', /^<!DOCTYPE/],
    ['broken-json', 'application/json', /^\[\{"id"/],
    ['empty', 'application/json', /^$/],
  ])('says 200 to %s', async (mode, type, text) => {
    world.simulator.hostile(mode, '/user');
    const answer = await world.api('GET', '/user');
    expect([answer.status, answer.headers.get('content-type'), answer.json]).toEqual([200, type, undefined]);
    expect(answer.text).toMatch(text);
    expect(world.simulator.requestLog.entries.at(-1)?.trouble).toBe(mode);
  });

  test('is itself again when told so, and git can be met by it, too', async () => {
    const project = await world.project();
    world.simulator.hostile('html', 'info/refs');
    expect((await world.git(['ls-remote', world.remote(project)])).code).not.toBe(0);
    world.simulator.clearHostile();
    expect((await world.git(['ls-remote', world.remote(project)])).code).toBe(0);
  });
});
