import { rootCertificates } from 'node:tls';
import { APP, startTestBackline, type TestBackline } from '../../test/backline.js';
import { isAppError } from '../errors.js';
import { readReaching } from './reaching.js';

jest.setTimeout(60_000);

const PEM = rootCertificates[0] ?? '';

describe('how a GitLab is reached', () => {
  it.each([
    [null, { proxyUrl: null, proxyLogin: null }],
    ['  ', { proxyUrl: null, proxyLogin: null }],
    ['http://proxy.example:3128', { proxyUrl: 'http://proxy.example:3128', proxyLogin: null }],
    [
      'http://me:p%40ss@proxy.example:3128/',
      { proxyUrl: 'http://proxy.example:3128', proxyLogin: 'me:p@ss' },
    ],
  ])('through %s is read as %j', (proxyUrl, expected) => {
    expect(readReaching({ proxyUrl })).toEqual({ ...expected, caPem: null });
  });

  it.each(['proxy', 'ftp://proxy.example', 'http://proxy.example/path', 'http://a:%zz@proxy.example'])(
    'through %s is refused',
    (proxyUrl) => {
      expect(() => readReaching({ proxyUrl })).toThrow(/proxy/);
    },
  );

  it('takes certificates in PEM form, without what stands around them', () => {
    const { caPem } = readReaching({ caPem: `# ours\n${PEM}\n${PEM}\n` });
    expect(caPem?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(caPem).not.toContain('ours');
  });

  it.each([
    ['no certificate', 'hello'],
    ['a key', PEM.replaceAll('CERTIFICATE', 'PRIVATE KEY')],
    ['one cut off', PEM.slice(0, -200)],
    ['one that is none', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['too many', `${PEM}\n`.repeat(51)],
    ['too much', PEM + ' '.repeat(200_000)],
  ])('refuses %s', (_, caPem) => {
    let thrown: unknown;
    try {
      readReaching({ caPem });
    } catch (error) {
      thrown = error;
    }
    expect(isAppError(thrown, 'BAD_INPUT') && thrown.details['field']).toBe('caPem');
  });
});

describe('the settings of an integration', () => {
  let world: TestBackline;
  let id: string;
  beforeAll(async () => {
    world = await startTestBackline();
    await world.project('shop', APP);
    id = await world.connect();
  });
  afterAll(() => world.close());

  const update = async (input: object) =>
    (
      await world.graphql(
        `mutation ($input: UpdateIntegrationInput!) { updateIntegration(input: $input) {
           integration { state settings { allowGroups denyGroups makesWebhooks proxyUrl hasProxyLogin caPem } }
           userErrors { code path } } }`,
        { input: { id, ...input } },
      )
    ).data.updateIntegration;
  const lastAudit = async () =>
    (
      await world.sql(
        `select message from audit_event where action = 'integration.updated' order by id desc limit 1`,
      )
    )[0]?.message;
  const jobs = async (name: string) =>
    (await world.sql('select count(*)::int as count from job where name = $1', [name]))[0].count;

  it('keep groups once each and in order, say so in the audit log, and queue a sync', async () => {
    const before = await jobs('discover-projects');
    const { integration } = await update({
      allowGroups: ['/acme/', 'acme', 'other/web'],
      denyGroups: ['acme/old'],
    });
    expect(integration.settings).toMatchObject({
      allowGroups: ['acme', 'other/web'],
      denyGroups: ['acme/old'],
    });
    expect(await lastAudit()).toContain('allowed groups are acme, other/web; left out are acme/old');
    expect(await jobs('discover-projects')).toBe(before + 1);
    await world.runJobsUntilIdle();
    await update({ allowGroups: ['acme', 'other/web'] });
    expect(await jobs('discover-projects')).toBe(before + 1);
    await update({ allowGroups: [], denyGroups: [], makesWebhooks: true });
    expect(await lastAudit()).toContain('webhooks are made');
    await world.runJobsUntilIdle();
  });

  it('keep the login of a proxy sealed, for that address only, and verify the connection', async () => {
    const before = await jobs('verify-connection');
    const first = await update({ proxyUrl: 'http://me:pr0xysecret@127.0.0.1:9' });
    expect(first.integration.settings).toMatchObject({ proxyUrl: 'http://127.0.0.1:9', hasProxyLogin: true });
    expect(await jobs('verify-connection')).toBe(before + 1);
    for (const table of ['secret', 'integration', 'audit_event', 'job'])
      expect(JSON.stringify(await world.sql(`select * from ${table}`))).not.toContain('pr0xysecret');
    const same = await update({ proxyUrl: 'http://127.0.0.1:9' });
    expect(same.integration.settings.hasProxyLogin).toBe(true);
    const other = await update({ proxyUrl: 'http://127.0.0.1:10' });
    expect(other.integration.settings.hasProxyLogin).toBe(false);
    const none = await update({ proxyUrl: null, caPem: PEM });
    expect(none.integration.settings).toMatchObject({
      proxyUrl: null,
      caPem: expect.stringContaining('BEGIN'),
    });
    await world.runJobsUntilIdle();
    expect((await update({ caPem: null })).integration.settings.caPem).toBeNull();
    await world.runJobsUntilIdle();
    expect((await update({})).integration.state).toBe('CONNECTED');
  });

  it.each([
    ['a group that is none', { denyGroups: ['a b'] }, 'BAD_INPUT', 'denyGroups'],
    [
      'too many groups',
      { allowGroups: Array.from({ length: 501 }, (_, at) => `g${at}`) },
      'BAD_INPUT',
      'allowGroups',
    ],
    ['a private proxy', { proxyUrl: 'https://10.0.0.1:3128' }, 'ADDRESS_FORBIDDEN', 'proxyUrl'],
    ['no certificate', { caPem: 'x' }, 'BAD_INPUT', 'caPem'],
  ])('refuse %s', async (_, input, code, field) => {
    expect(await update(input)).toEqual({
      integration: null,
      userErrors: [{ code, path: ['input', field] }],
    });
  });
});
