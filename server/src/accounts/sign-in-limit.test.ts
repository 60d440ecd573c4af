import { SignInLimit } from './sign-in-limit.js';

const limits = { perEmail: 3, perAddress: 5, windowMs: 60_000 };
const wrong = () => Promise.reject(new Error('wrong'));
const right = () => Promise.resolve('in');
const refusal = expect.objectContaining({ code: 'LIMIT_EXCEEDED' });

function limitAt(start = 0) {
  let now = start;
  const limit = new SignInLimit(() => new Date(now), limits);
  const attempt = (email: string | null, remoteAddress: string, work: () => Promise<unknown> = wrong) =>
    limit.run({ email, remoteAddress }, work);
  return { attempt, wait: (ms: number) => (now += ms) };
}

describe('the limit on signing in', () => {
  it('refuses an e-mail address after as many failures as are allowed, however it is written and wherever it is tried', async () => {
    const { attempt } = limitAt();
    for (const email of ['ada@x.example', 'ADA@x.example', ' ada@x.example'])
      await expect(attempt(email, email)).rejects.toThrow('wrong');
    await expect(attempt('ada@x.example', 'elsewhere', right)).rejects.toEqual(refusal);
    await expect(attempt('bob@x.example', 'elsewhere', right)).resolves.toBe('in');
  });

  it('refuses an address that tries many names', async () => {
    const { attempt } = limitAt();
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await expect(attempt(name, '10.0.0.1')).rejects.toThrow('wrong');
    await expect(attempt(null, '10.0.0.1', right)).rejects.toEqual(refusal);
    await expect(attempt('f', '10.0.0.2', right)).resolves.toBe('in');
  });

  it('counts attempts that run at the same time, and gives back those that succeed', async () => {
    const { attempt } = limitAt();
    const many = await Promise.allSettled(Array.from({ length: 10 }, () => attempt('ada', 'here')));
    expect(many.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    await expect(attempt('ada', 'here', right)).rejects.toEqual(refusal);
    for (let times = 0; times < 20; times += 1)
      await expect(attempt('bob', 'there', right)).resolves.toBe('in');
  });

  it('lets in again when the window is over and says when that is', async () => {
    const { attempt, wait } = limitAt(1_000);
    for (let times = 0; times < 3; times += 1) await expect(attempt('ada', 'here')).rejects.toThrow('wrong');
    await expect(attempt('ada', 'here', right)).rejects.toMatchObject({
      message: 'There were too many failed attempts to sign in. Try again in 1 minute.',
      details: { retryAt: '1970-01-01T00:01:01.000Z' },
    });
    wait(60_000);
    await expect(attempt('ada', 'here', right)).resolves.toBe('in');
  });
});
