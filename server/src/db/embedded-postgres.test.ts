import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { eventually } from '../../test/jobs.js';
import { isProcessAlive, withLock } from './embedded-owners.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

let home: string;
/** The promises, so that what starts while its test times out is stopped too. */
const started: Promise<EmbeddedPostgres>[] = [];
jest.setTimeout(60_000);

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'backline-embedded-'));
  chmodSync(home, 0o755);
});
afterEach(async () => {
  for (const one of await Promise.allSettled(started.splice(0))) {
    if (one.status === 'fulfilled') await one.value.stop();
  }
  rmSync(home, { recursive: true, force: true });
});

const directory = () => path.join(home, 'postgres');
const start = (): Promise<EmbeddedPostgres> => {
  const starting = startEmbeddedPostgres({ directory: directory(), durability: 'test' });
  started.push(starting);
  return starting;
};
const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
};
const postmasterPid = (): number =>
  Number(readFileSync(path.join(directory(), 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('the embedded Postgres', () => {
  it('is made at the first start, keeps its data, and stops with the last user', async () => {
    const first = await start();
    expect(first.isShared).toBe(false);
    await ask(first.url, 'create table kept (n int)');
    expect(await ask(first.url, 'show server_version')).toEqual([expect.stringMatching(/^18\./)]);
    expect(await ask(first.url, 'show listen_addresses')).toEqual(['127.0.0.1']);
    const pid = postmasterPid();
    await first.stop();
    expect(isProcessAlive(pid)).toBe(false);
    const again = await start();
    expect(await ask(again.url, 'select count(*)::int from kept')).toEqual([0]);
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const { url, port } = await start();
    await expect(
      ask(`postgres://backline:wrong@127.0.0.1:${port}/backline`, 'select 1'),
    ).rejects.toMatchObject({
      code: '28P01',
    });
    expect(statSync(path.join(directory(), 'password')).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(directory(), 'postgres.log'), 'utf8')).not.toContain(new URL(url).password);
  });

  it('is shared by those that start together, and is initialised once', async () => {
    const all = await Promise.all([start(), start(), start()]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  });

  it('says what is wrong with data of another version', async () => {
    mkdirSync(path.join(directory(), 'cluster'), { recursive: true });
    writeFileSync(path.join(directory(), 'cluster', 'PG_VERSION'), '15\n');
    writeFileSync(path.join(directory(), 'password'), 'x');
    await expect(start()).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining('made by PostgreSQL 15, but version 18 is installed'),
    });
  });

  it('starts though a crash left the pid file of something that is another process now', async () => {
    const { stop } = await start();
    await stop();
    started.length = 0;
    const pidFile = path.join(directory(), 'cluster', 'postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${directory()}/cluster\n1\n5432\n\n127.0.0.1\n 1 1\nready   \n`);
    expect(await ask((await start()).url, 'select 1')).toEqual([1]);
  });
});

describe('for root', () => {
  // Only root drops to another user, so only root can have a place that this user does not reach.
  const itAsRoot = process.getuid?.() === 0 ? it : it.skip;

  itAsRoot('the data lies elsewhere when the place is closed to the user that Postgres runs as', async () => {
    chmodSync(home, 0o700);
    const { url, stop } = await start();
    expect(await ask(url, 'select 1')).toEqual([1]);
    const place = readFileSync(path.join(directory(), 'place'), 'utf8').trim();
    expect(existsSync(path.join(place, 'cluster'))).toBe(true);
    await stop();
    const again = await start();
    expect(await ask(again.url, 'show data_directory')).toEqual([path.join(place, 'cluster')]);
    await again.stop();
    started.length = 0;
    rmSync(place, { recursive: true });
  });
});

describe('beside another process', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** A process that is alive until it is killed, written down as the one that uses the database. */
  const becomeOwner = async (): Promise<ChildProcess> => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    children.push(other);
    const ownersFile = path.join(directory(), 'owners.json');
    const owners = JSON.parse(readFileSync(ownersFile, 'utf8'));
    writeFileSync(ownersFile, JSON.stringify({ ...owners, users: [{ pid: other.pid, startedAt: null }] }));
    return other;
  };

  it('attaches, and leaving does not stop what the other one uses', async () => {
    const first = await start();
    const pid = postmasterPid();
    await becomeOwner();
    const attached = await start();
    expect(attached).toMatchObject({ url: first.url, isShared: true });
    await attached.stop();
    expect(isProcessAlive(pid)).toBe(true);
    expect(await ask(first.url, 'select 1')).toEqual([1]);
  });

  it('brings a Postgres that was killed back where the other one looks for it', async () => {
    const first = await start();
    const pid = postmasterPid();
    await becomeOwner();
    process.kill(pid, 'SIGKILL');
    await eventually(() => expect(isProcessAlive(pid)).toBe(false));
    const next = await start();
    expect(next).toMatchObject({ url: first.url, isShared: true });
    expect(await ask(first.url, 'select 1')).toEqual([1]);
    await next.stop();
    started.length = 0;
    children[0]?.kill('SIGKILL');
    await eventually(() => expect(isProcessAlive(children[0]?.pid ?? 0)).toBe(false));
    await (await start()).stop();
    started.length = 0;
  });

  it('takes over what a killed process left running, without starting it again', async () => {
    const first = await start();
    const pid = postmasterPid();
    const other = await becomeOwner();
    other.kill('SIGKILL');
    await eventually(() => expect(isProcessAlive(other.pid ?? 0)).toBe(false));
    const next = await start();
    expect(next).toMatchObject({ url: first.url, isShared: false });
    expect(postmasterPid()).toBe(pid);
    await next.stop();
    expect(existsSync(path.join(directory(), 'cluster', 'postmaster.pid'))).toBe(false);
  });
});

describe('a lock file', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const file = path.join(home, 'lock');
    await Promise.all(
      Array.from({ length: 10 }, () =>
        withLock(file, async () => {
          most = Math.max(most, (inside += 1));
          await new Promise((resolve) => setTimeout(resolve, 5));
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
  });

  it.each(['', '{"pid":1e9}', JSON.stringify({ pid: process.pid, startedAt: 'another life' })])(
    'that holds %j is taken over',
    async (left) => {
      const file = path.join(home, 'lock');
      writeFileSync(file, left);
      await expect(withLock(file, async () => 'in')).resolves.toBe('in');
      expect(existsSync(file)).toBe(false);
    },
  );
});
