import { createTestDatabaseUrl, dropTestDatabase } from '../../test/database.js';
import { type Database, openDatabase } from '../db/data-source.js';
import { migrations } from '../db/migrations/index.js';
import { createAttemptStore, FORGET_ATTEMPTS } from './sign-in-attempts.store.js';
import { SignInLimit } from './sign-in-limit.js';

jest.setTimeout(60_000);

const limits = { perEmail: 3, perAddress: 5, windowMs: 60_000 };
const wrong = () => Promise.reject(new Error('wrong'));
const right = () => Promise.resolve('in');
const refusal = expect.objectContaining({ code: 'LIMIT_EXCEEDED' });

let url: string;
/** Two, as two processes have them. */
let databases: readonly Database[];
beforeAll(async () => {
  url = await createTestDatabaseUrl();
  const open = () => openDatabase({ url, entities: [], migrations, poolSize: 10, log: () => undefined });
  databases = [await open(), await open()];
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await dropTestDatabase(url);
});
beforeEach(() => sql('delete from sign_in_attempt'));

function sql(query: string): Promise<any> {
  return at(0).dataSource.query(query);
}

function at(index: number): Database {
  const database = databases[index % 2];
  if (database === undefined) throw new Error('no database');
  return database;
}

function attempt(
  email: string | null,
  remoteAddress: string,
  work: () => Promise<unknown> = wrong,
  index = 0,
) {
  return new SignInLimit(createAttemptStore(at(index).dataSource), limits).run(
    { email, remoteAddress },
    work,
  );
}

describe('the limit on signing in', () => {
  it('refuses an e-mail address after as many failures as are allowed, however it is written and wherever it is tried', async () => {
    for (const email of ['ada@x.example', 'ADA@x.example', ' ada@x.example'])
      await expect(attempt(email, email)).rejects.toThrow('wrong');
    await expect(attempt('ada@x.example', 'elsewhere', right, 1)).rejects.toEqual(refusal);
    await expect(attempt('bob@x.example', 'elsewhere', right, 1)).resolves.toBe('in');
  });

  it('refuses an address that tries many names', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await expect(attempt(name, '10.0.0.1')).rejects.toThrow('wrong');
    await expect(attempt(null, '10.0.0.1', right)).rejects.toEqual(refusal);
    await expect(attempt('f', '10.0.0.2', right)).resolves.toBe('in');
  });

  it('lets exactly as many through as it says, of 50 at once over two processes', async () => {
    let tried = 0;
    const work = () => {
      tried += 1;
      return wrong();
    };
    const all = Array.from({ length: 50 }, (_, index) => attempt('ada', `from ${index}`, work, index));
    const ends = await Promise.allSettled(all);
    expect(tried).toBe(3);
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(50);

    tried = 0;
    const names = Array.from({ length: 50 }, (_, index) =>
      attempt(`name ${index}`, 'one place', work, index),
    );
    await Promise.allSettled(names);
    expect(tried).toBe(5);
  });

  it('gives back what succeeds, and what is refused costs nobody else', async () => {
    for (let times = 0; times < 20; times += 1)
      await expect(attempt('bob', 'there', right, times)).resolves.toBe('in');
    for (let times = 0; times < 3; times += 1) await attempt('ada', `from ${times}`).catch(() => undefined);
    for (let times = 0; times < 20; times += 1)
      await expect(attempt('ada', 'office', right)).rejects.toEqual(refusal);
    await expect(attempt('bob', 'office', right)).resolves.toBe('in');
  });

  it('lets in again when the window is over, says when that is, and is cleaned up then', async () => {
    for (let times = 0; times < 3; times += 1) await expect(attempt('ada', 'here')).rejects.toThrow('wrong');
    await expect(attempt('ada', 'here', right)).rejects.toMatchObject({
      message: 'There were too many failed attempts to sign in. Try again in 1 minute.',
      details: { retryAt: expect.stringMatching(/^\d{4}-/) },
    });
    await sql(`update sign_in_attempt set resets_at = now() - interval '1 second'`);
    await expect(attempt('ada', 'here', right)).resolves.toBe('in');
    await sql(`update sign_in_attempt set resets_at = now() - interval '1 second'`);
    await sql(FORGET_ATTEMPTS);
    expect(await sql('select key_hash from sign_in_attempt')).toEqual([]);
  });

  it('keeps no address of anybody', async () => {
    await attempt('ada@x.example', '10.1.2.3').catch(() => undefined);
    const kept = JSON.stringify(await sql('select * from sign_in_attempt'));
    expect(kept).toContain('key_hash');
    expect(kept).not.toMatch(/ada|10\.1/);
  });
});
