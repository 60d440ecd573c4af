import type { WebSocket } from 'ws';
import { eventually } from '../../test/jobs.js';
import { SlowSockets } from './slow-sockets.js';

/** A socket of which the test says how much waits, and what it was ended with. */
function fakeSocket() {
  const socket = {
    bufferedAmount: 0,
    ended: [] as unknown[],
    close: (code: number, reason: string) => socket.ended.push(`${code} ${reason}`),
    terminate: () => socket.ended.push('terminated'),
  };
  return socket;
}

function watch(lastWordMs?: number) {
  let now = 0;
  const socket = fakeSocket();
  const slow = new SlowSockets(new Set([socket as unknown as WebSocket]), () => now, lastWordMs);
  const look = (atMs: number, bytes: number) => {
    now = atMs;
    socket.bufferedAmount = bytes;
    slow.look();
    return socket.ended;
  };
  return { slow, look };
}

const MB = 1024 * 1024;
test.each<[string, readonly (readonly [number, number])[], readonly string[]]>([
  ['with 1 MB and more waiting is ended', [[0, MB + 1]], ['4413 Too slow']],
  [
    'is ended once',
    [
      [0, MB + 1],
      [1_000, MB + 1],
    ],
    ['4413 Too slow'],
  ],
  [
    'of which little waits, and the same for over 10 s, is ended',
    [
      [0, 10],
      [9_000, 10],
      [10_001, 12],
    ],
    ['4413 Too slow'],
  ],
  [
    'that reads slowly, but reads, stays',
    [
      [0, 900],
      [9_000, 800],
      [18_000, 700],
      [27_000, 600],
    ],
    [],
  ],
  [
    'for which nothing waits in between stays',
    [
      [0, 900],
      [9_000, 0],
      [11_000, 900],
      [20_000, 950],
    ],
    [],
  ],
])('a socket %s', (_, looks, expected) => {
  const { slow, look } = watch();
  let ended: readonly unknown[] = [];
  for (const [atMs, bytes] of looks) ended = look(atMs, bytes);
  expect(ended).toEqual(expected);
  slow.close();
});

test('a socket that does not even read why it is ended is cut', async () => {
  const { slow, look } = watch(5);
  const ended = look(0, MB + 1);
  await eventually(() => expect(ended).toEqual(['4413 Too slow', 'terminated']));
  slow.close();
});
