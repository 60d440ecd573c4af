import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { type Answer, startTestServer } from '../../test/http-server.js';
import { AppError } from '../errors.js';
import { HostBudgets } from './host-budget.js';
import { createRegistryHttp, type RegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';

/** Runs with a registry at the root of a server on loopback, and a clock that only waiting moves. */
async function withHttp(
  answer: Answer,
  work: (
    http: RegistryHttp,
    world: { readonly waits: number[]; readonly asked: () => number },
  ) => Promise<void>,
  options: Partial<RegistryHttpOptions> = {},
): Promise<void> {
  const server = await startTestServer(answer);
  const waits: number[] = [];
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const budgets = new HostBudgets({
    clock: () => new Date(nowMs),
    sleep: (ms) => {
      waits.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
  });
  const http = createRegistryHttp({ baseUrl: server.url, attempts: 1, budgets, ...options });
  try {
    await work(http, { waits, asked: () => server.seen.length });
  } finally {
    await server.close();
  }
}

describe('asking a registry', () => {
  test('is spaced by requests a second', () =>
    withHttp(
      (_, response) => response.end('{}'),
      async (http, { waits }) => {
        await Promise.all(['a', 'b', 'c'].map((path) => http.get(path)));
        expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(1_000);
      },
      { perSecond: 2, concurrency: 1 },
    ));

  test('goes on with so many requests at once and no more', async () => {
    let now = 0;
    let most = 0;
    const answer: Answer = (_, response) => {
      now += 1;
      most = Math.max(most, now);
      void sleep(20).then(() => {
        now -= 1;
        response.end('{}');
      });
    };
    await withHttp(
      answer,
      async (http) => {
        await Promise.all([...'abcdefgh'].map((path) => http.get(path)));
        expect(most).toBe(3);
      },
      { concurrency: 3, perSecond: 1_000 },
    );
  });

  test.each([
    ['seconds', '3600'],
    ['a date', new Date(Date.now() + 3_600_000).toUTCString()],
  ])('stops for as long as it says in %s, and asks nobody meanwhile', (_, retryAfter) =>
    withHttp(
      (__, response) => response.writeHead(429, { 'retry-after': retryAfter }).end(),
      async (http, { asked }) => {
        expect(await http.get('a')).toMatchObject({
          kind: 'failed',
          status: 429,
          message: expect.stringContaining('too often'),
        });
        const second = await http.get('b');
        expect(second).toMatchObject({ kind: 'failed', status: null });
        expect(second).toMatchObject({ message: expect.stringMatching(/is asked again in 3\d\d\d s\.$/) });
        expect(asked()).toBe(1);
      },
      { attempts: 3 },
    ),
  );

  test('leaves a registry alone for a minute that was silent five times', () =>
    withHttp(
      (_, response) => response.destroy(),
      async (http, { asked }) => {
        for (const path of 'abcde')
          expect(await http.get(path)).toMatchObject({
            kind: 'failed',
            message: expect.stringContaining('could not be reached'),
          });
        expect(await http.get('f')).toMatchObject({
          message: expect.stringContaining('is asked again in 60 s'),
        });
        expect(asked()).toBe(5);
      },
    ));

  test('is refused where the connection may not lead there, and tells why', () =>
    withHttp(
      (_, response) => response.end('{}'),
      async (http, { asked }) => {
        expect(await http.get('a')).toMatchObject({
          kind: 'failed',
          message: 'its address cannot be used: Not there.',
        });
        expect(asked()).toBe(0);
      },
      {
        connection: {
          dispatcher: new Agent(),
          check: () => {
            throw new AppError('ADDRESS_FORBIDDEN', 'Not there.');
          },
        },
      },
    ));

  test('never leaves the origin, whatever the path says', () =>
    withHttp(
      (_, response) => response.end('{}'),
      async (http, { asked }) => {
        for (const path of [
          '//elsewhere.example/a',
          'https://elsewhere.example',
          'http://user@127.0.0.1/',
          'ftp:x',
        ])
          expect(await http.get(path)).toMatchObject({ kind: 'failed', status: null });
        expect(asked()).toBe(0);
      },
    ));

  test('keeps no validator that is longer than a sane one', () =>
    withHttp(
      (_, response) => response.writeHead(200, { etag: `"${'x'.repeat(300)}"` }).end('{}'),
      async (http) => {
        expect(await http.get('a')).toMatchObject({ validators: { etag: null, lastModified: null } });
      },
    ));
});
