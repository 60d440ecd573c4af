import { APP, startTestBackline, type TestBackline } from '../../test/backline.js';
import { startTestServer, type TestServer } from '../../test/http-server.js';

jest.setTimeout(60_000);

let world: TestBackline;
let mirror: TestServer;
let integration: string;
beforeAll(async () => {
  mirror = await startTestServer((_, response) => response.writeHead(404).end());
  world = await startTestBackline();
  await world.project('shop', APP);
  integration = await world.connect();
});
afterAll(async () => {
  await world.close();
  await mirror.close();
});

const UPDATE = `mutation ($input: UpdateIntegrationInput!) {
  updateIntegration(input: $input) {
    integration { id registries { ecosystem url isDefault hasToken } }
    userErrors { code message path }
  }
}`;

async function update(...registries: readonly object[]) {
  const reply = await world.graphql(UPDATE, { input: { id: integration, registries } });
  const { integration: changed, userErrors } = reply.data.updateIntegration;
  const npm = changed?.registries.find(({ ecosystem }: { ecosystem: string }) => ecosystem === 'npm');
  return { npm, registries: changed?.registries, userErrors };
}

/** What the last planning of the project could not check, after the work that a change queued. */
async function analysis() {
  const { id } = await world.projectByPath('shop');
  await world.runJobsUntilIdle();
  const reply = await world.graphql(
    `query ($id: ID!) { node(id: $id) { ... on Project { lastAnalysis {
      registryProblem uncheckedPackages { ecosystem kind reason count names } } } } }`,
    { id },
  );
  return reply.data.node.lastAnalysis;
}

const sealed = () => world.sql(`select sealed from secret where place_table = 'integration_registry'`);

describe('the registries of an integration', () => {
  it('are the default ones at first, or none where the operator switched them off', async () => {
    const { npm, registries, userErrors } = await update();
    expect(userErrors).toEqual([]);
    expect(npm).toEqual({ ecosystem: 'npm', url: world.registry.url, isDefault: true, hasToken: false });
    expect(registries).toContainEqual({ ecosystem: 'PyPI', url: null, isDefault: true, hasToken: false });
  });

  it('are asked with their token once they are set, and what they do not know is said', async () => {
    const { npm, userErrors } = await update({ ecosystem: 'npm', url: `${mirror.url}/npm`, token: 'sekret' });
    expect(userErrors).toEqual([]);
    expect(npm).toEqual({ ecosystem: 'npm', url: `${mirror.url}/npm`, isDefault: false, hasToken: true });
    expect(JSON.stringify(await sealed())).not.toContain('sekret');
    expect(await sealed()).toHaveLength(1);
    const last = await analysis();
    expect(mirror.seen.length).toBeGreaterThan(0);
    for (const { url, headers } of mirror.seen) {
      expect(url).toMatch(/^\/npm\//);
      expect(headers.authorization).toBe('Bearer sekret');
    }
    expect(last).toMatchObject({
      registryProblem: null,
      uncheckedPackages: [{ ecosystem: 'npm', kind: 'MISSING', reason: 'The registry does not know it.' }],
    });
    expect(last.uncheckedPackages[0].count).toBe(last.uncheckedPackages[0].names.length);
    const audit = await world.sql(`select message from audit_event where action = 'integration.updated'`);
    expect(audit).toEqual([
      { message: expect.stringContaining(`npm is asked at ${mirror.url}/npm with a token`) },
    ]);
    expect(JSON.stringify(audit)).not.toContain('sekret');
  });

  it('keep the token for the address that it was given for, and for no other', async () => {
    expect((await update({ ecosystem: 'npm', url: `${mirror.url}/npm` })).npm.hasToken).toBe(true);
    const moved = await update({ ecosystem: 'npm', url: `${mirror.url}/other` });
    expect(moved.userErrors).toEqual([
      {
        code: 'BAD_INPUT',
        message: expect.stringContaining('another one'),
        path: ['input', 'registries', '0', 'token'],
      },
    ]);
    expect((await update({ ecosystem: 'npm', url: `${mirror.url}/other`, token: '' })).npm).toMatchObject({
      url: `${mirror.url}/other`,
      hasToken: false,
    });
    expect(await sealed()).toEqual([]);
  });

  it.each([
    [
      'an unknown ecosystem',
      [{ ecosystem: 'Conan', url: 'https://registry.example/' }],
      'BAD_INPUT',
      ['0', 'ecosystem'],
    ],
    [
      'one that is not asked yet',
      [{ ecosystem: 'Hex', url: 'https://registry.example/' }],
      'BAD_INPUT',
      ['0', 'ecosystem'],
    ],
    ['one ecosystem twice', [{ ecosystem: 'npm' }, { ecosystem: 'npm' }], 'BAD_INPUT', ['1', 'ecosystem']],
    ['no web address', [{ ecosystem: 'npm', url: 'ftp://x' }], 'ADDRESS_INVALID', ['0', 'url']],
    [
      'a private address',
      [{ ecosystem: 'npm', url: 'https://10.0.0.1/' }],
      'ADDRESS_FORBIDDEN',
      ['0', 'url'],
    ],
    [
      'an address without TLS',
      [{ ecosystem: 'npm', url: 'http://192.0.2.1/' }],
      'ADDRESS_FORBIDDEN',
      ['0', 'url'],
    ],
    [
      'a token that is none',
      [{ ecosystem: 'npm', url: `https://127.0.0.1/`, token: 'a b' }],
      'BAD_INPUT',
      ['0', 'token'],
    ],
    ['a token for the default', [{ ecosystem: 'npm', url: null, token: 'x' }], 'BAD_INPUT', ['0', 'token']],
  ])('refuse %s, and change nothing', async (_, registries, code, path) => {
    const before = await world.sql('select * from integration_registry');
    const { userErrors } = await update(...registries);
    expect(userErrors).toEqual([
      { code, message: expect.any(String), path: ['input', 'registries', ...path] },
    ]);
    expect(await world.sql('select * from integration_registry')).toEqual(before);
  });

  it('say so where one does not answer', async () => {
    await update({ ecosystem: 'npm', url: 'http://127.0.0.1:9/' });
    const last = await analysis();
    expect(last.registryProblem).toMatch(
      /\(npm\) could not be checked\. The registry could not be read: it /,
    );
    expect(last.uncheckedPackages).toMatchObject([{ kind: 'FAILED' }]);
  });

  it('are the default ones again when told so, and nothing is left unchecked', async () => {
    const { npm } = await update({ ecosystem: 'npm', url: null });
    expect(npm).toMatchObject({ url: world.registry.url, isDefault: true });
    expect(await analysis()).toEqual({ registryProblem: null, uncheckedPackages: [] });
  });

  it('lose their tokens when the integration is disconnected', async () => {
    await update({ ecosystem: 'npm', url: `${mirror.url}/npm`, token: 'sekret' });
    expect(await sealed()).toHaveLength(1);
    await world.graphql(
      `mutation { disconnectIntegration(input: { id: "${integration}" }) { userErrors { code } } }`,
    );
    expect(await sealed()).toEqual([]);
    expect((await update({ ecosystem: 'npm', url: null })).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  });
});
