import { startTestBackline, type TestBackline } from '../../test/backline.js';
import { CredentialLimit } from './credential-limit.js';

jest.setTimeout(60_000);

describe('tokens that do not work', () => {
  const try_ = (limit: CredentialLimit, count: number, address = '192.0.2.1', now = 0) =>
    Array.from({ length: count }, (_, index) => limit.begin(address, `token ${index}`, now));

  it('are tried 200 times at once, then one each half a second', () => {
    const limit = new CredentialLimit();
    expect(try_(limit, 200).filter((wait) => wait !== null)).toEqual([]);
    expect(limit.begin('192.0.2.1', 'one more', 0)).toBe(500);
    expect(limit.begin('192.0.2.1', 'one more', 500)).toBeNull();
    expect(limit.begin('192.0.2.1', 'one more', 500)).toBe(500);
    expect(try_(limit, 200, '192.0.2.1', 1_000_000).filter((wait) => wait !== null)).toEqual([]);
  });

  it('of one address keep nobody else out, nor who has shown one that works', () => {
    const limit = new CredentialLimit();
    limit.trust('good', 0);
    try_(limit, 300);
    expect(limit.begin('192.0.2.1', 'good', 1)).toBeNull();
    expect(limit.begin('192.0.2.2', 'bad', 1)).toBeNull();
    expect(limit.begin('192.0.2.1', 'bad', 1)).not.toBeNull();
    expect(limit.begin('192.0.2.1', 'good', 11 * 60_000)).toBeNull();
  });

  it('are given back where they work', () => {
    const limit = new CredentialLimit();
    for (let times = 0; times < 1_000; times += 1) {
      expect(limit.begin('192.0.2.1', `token ${times}`, 0)).toBeNull();
      limit.giveBack('192.0.2.1', 0);
    }
  });

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', true],
    ['2001:db8:1:2::1', '2001:DB8:0001:2:0:0:0:9', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::1', '::2', true],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
    ['192.0.2.1', '192.0.2.2', false],
  ])('%s and %s count together: %s', (one, other, areOne) => {
    const limit = new CredentialLimit();
    try_(limit, 200, one);
    expect(limit.begin(other, 'x', 0) === null).toBe(!areOne);
  });
});

describe('over the API', () => {
  let world: TestBackline;
  beforeAll(async () => {
    world = await startTestBackline({ config: { role: 'api', proxyHops: 1 } });
  });
  afterAll(() => world.close());

  const ask = async (token: string, from: string, path = '/graphql') => {
    const response = await fetch(`${world.url}${path}`, {
      method: path === '/graphql' ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-forwarded-for': from,
      },
      ...(path === '/graphql' ? { body: '{"query":"{ viewer { name } }"}' } : {}),
    });
    return {
      status: response.status,
      wait: response.headers.get('retry-after'),
      text: await response.text(),
    };
  };

  it('200 tokens that do not work are 401, the next are 429 until it is time, and who has one that works is not kept out', async () => {
    const { data } = await world.graphql(
      'mutation { createApiToken(input: { name: "fresh", scopes: [READ] }) { secret } }',
    );
    expect((await ask(world.adminToken, '192.0.2.7')).status).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: 250 }, (_, index) =>
        ask(`blt_${index}`, '192.0.2.7', index % 2 === 0 ? '/graphql' : '/export/projects.csv'),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 401).length + refused.length).toBe(250);
    expect(refused.length).toBeGreaterThan(20);
    for (const { wait, text } of refused) {
      expect(Number(wait)).toBeGreaterThan(0);
      expect(JSON.parse(text).errors[0].extensions.code).toBe('RATE_LIMITED');
    }
    expect((await ask(world.adminToken, '192.0.2.7')).status).toBe(200);
    expect((await ask('blt_other', '192.0.2.8')).status).toBe(401);
    // A new client behind the same proxy comes in at its turn.
    const fresh = async (): Promise<number> => {
      const { status, wait } = await ask(data.createApiToken.secret, '192.0.2.7');
      if (status !== 429) return status;
      await new Promise((resolve) => setTimeout(resolve, Number(wait) * 1_000));
      return fresh();
    };
    expect(await fresh()).toBe(200);
  });
});
