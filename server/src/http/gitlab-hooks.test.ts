import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';
import type { ReceiveDeps } from '../webhooks/receive-delivery.js';
import { gitlabHooks } from './gitlab-hooks.js';

jest.setTimeout(30_000);

let server: Server;
let answerDatabase: () => void;
beforeEach(async () => {
  const held = new Promise<void>((resolve) => {
    answerDatabase = resolve;
  });
  const read = {
    gitLabHooks: { findCalled: () => held.then(() => null) },
    secrets: { get: () => Promise.resolve(null) },
  } as unknown as ReceiveDeps['read'];
  const api: ReceiveDeps = {
    inTransaction: () => Promise.reject(new Error('unused')),
    read,
    clock: () => new Date(),
  };
  const app = express();
  app.all('/hooks/gitlab/:publicId', gitlabHooks({ api, report: () => 'an-id' }));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const port = () => (server.address() as AddressInfo).port;
const post = async () => {
  const response = await fetch(`http://127.0.0.1:${port()}/hooks/gitlab/x`, { method: 'POST', body: '{}' });
  await response.text();
  return response;
};

it('answers 503 with Retry-After beyond what may wait, and the others when there is room', async () => {
  const early: Response[] = [];
  const answers = Array.from({ length: 540 }, async () => {
    const answer = await post();
    early.push(answer);
    return answer;
  });
  while (early.length < 20) await wait(10);
  expect(early.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 503));
  expect(early[0]?.headers.get('retry-after')).toBe('5');
  answerDatabase();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(520);
});

it('gives up a body that does not come to its end, and goes on', async () => {
  answerDatabase();
  const slow = Array.from({ length: 20 }, () => {
    const socket = connect(port(), '127.0.0.1');
    socket.write('POST /hooks/gitlab/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    return new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(String(bytes))));
  });
  const answers = await Promise.all(slow);
  expect(new Set(answers.map((answer) => answer.split('\r\n', 1)[0]))).toEqual(
    new Set(['HTTP/1.1 408 Request Timeout']),
  );
  expect((await post()).status).toBe(401);
});
