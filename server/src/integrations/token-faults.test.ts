import { APP, startTestBackline, type TestBackline } from '../../test/backline.js';
import { AppError } from '../errors.js';
import { createGitLabConnector } from '../gitlab/connector.client.js';
import type { GitLabConnector } from '../gitlab/gitlab.js';
import { integrationTokenPlace } from '../secrets/secret-store.js';
import { rotateToken } from './rotate-token.js';
import { withIntegration } from './with-integration.js';

jest.setTimeout(60_000);

let world: TestBackline;
let globalId: string;
let id: string;
let connector: ReturnType<typeof createGitLabConnector>;
beforeEach(async () => {
  world = await startTestBackline();
  await world.project('shop', APP);
  globalId = await world.connect();
  id = (await world.sql('select id::text from integration'))[0].id;
  connector = createGitLabConnector({
    clock: () => new Date(),
    sleep: () => Promise.resolve(),
    random: Math.random,
    allowedHosts: ['127.0.0.1'],
  });
});
afterEach(async () => {
  await connector.close();
  await world.close();
});

const row = async () => (await world.sql('select state, state_reason from integration'))[0];
const stored = () =>
  world.backline.core.inTransaction(({ secrets }) => secrets.get(integrationTokenPlace(id)));
const isPaused = async () => (await world.sql('select 1 from job_lane where is_paused')).length > 0;
const audited = async () =>
  (await world.sql(`select message from audit_event where action = 'integration.token-rotated'`)).map(
    ({ message }: { message: string }) => message,
  );

/** Rotates; `meanwhile` happens after GitLab rotated and before the answer is stored. Answers the rotated token. */
async function rotateWhile(meanwhile: () => Promise<unknown>): Promise<string> {
  let fresh = '';
  const slow: GitLabConnector = {
    ...connector,
    connect: (...given) => {
      const ports = connector.connect(...given);
      const rotate = async (expiresAt: string) => {
        const rotated = await ports.gitlab.rotateToken(expiresAt);
        fresh = rotated.token;
        await meanwhile();
        return rotated;
      };
      return { ...ports, gitlab: { ...ports.gitlab, rotateToken: rotate } };
    },
  };
  const deps = {
    ...world.backline.core,
    connector: slow,
    clock: () => new Date(),
    publishCheck: () => undefined,
  };
  await rotateToken(deps, { kind: 'ACCOUNT', id: '1', name: 'Ada', role: 'ADMIN' } as never, {
    id,
    expiresAt: null,
  }).catch(() => undefined);
  return fresh;
}

const statusOf = async (token: string) =>
  (await fetch(`${world.simulator.url}/api/v4/user`, { headers: { 'private-token': token } })).status;

it('keeps the token that a person put in place while the old one was rotated, and revokes the rotated one', async () => {
  const theirs = world.simulator.createToken({ userId: world.bot.user.id, scopes: ['api'] });
  const fresh = await rotateWhile(() =>
    world.backline.core.inTransaction(({ secrets }) => secrets.put(integrationTokenPlace(id), theirs.value)),
  );
  expect(fresh).not.toBe('');
  expect(await stored()).toBe(theirs.value);
  expect(await statusOf(fresh)).toBe(401);
  expect(await statusOf(theirs.value)).toBe(200);
  expect(await audited()).toEqual([expect.stringContaining('a person replaced it meanwhile')]);
});

it('stores no rotated token for an integration that was disconnected meanwhile, and revokes it', async () => {
  const fresh = await rotateWhile(() =>
    world.graphql(`mutation { disconnectIntegration(input: { id: "${globalId}" }) { userErrors { code } } }`),
  );
  expect(fresh).not.toBe('');
  expect(await stored()).toBeNull();
  expect(await statusOf(fresh)).toBe(401);
  expect(await audited()).toEqual([expect.stringContaining('disconnected meanwhile')]);
});

it('pauses an integration that is degraded for another reason when its token loses a scope', async () => {
  await world.sql(`update integration set state = 'DEGRADED', state_reason = 'Something else.'`);
  const deps = {
    inTransaction: world.backline.core.inTransaction,
    connector,
    clock: () => new Date(),
  };
  const { signal } = new AbortController();
  await withIntegration(deps, { integrationId: id, signal }, () =>
    Promise.reject(new AppError('TOKEN_SCOPE_MISSING', 'The token lacks the scope api.')),
  );
  expect(await row()).toEqual({ state: 'DEGRADED', state_reason: 'The token lacks the scope api.' });
  expect(await isPaused()).toBe(true);
});
