import type { Viewer } from '../accounts/account.js';
import { AppError, isAppError } from '../errors.js';
import { integrationProxyPlace } from '../secrets/secret-store.js';
import type { Stores } from '../stores.js';
import { enqueueWebhooks } from '../webhooks/enqueue-webhooks.js';
import { saveProxyLogin } from './connect-integration.js';
import { discoverProjects, verifyConnection } from './integration-jobs.js';
import { type Integration, integrationLane, type IntegrationSettings } from './integration.js';
import { readReaching } from './reaching.js';

/** What is to change; absent: stays as it is. The proxy may hold `user:password@`; null is none. */
export type SettingsChange = Partial<IntegrationSettings>;

/** The same, checked. The proxy's login is absent where the proxy is. */
interface CheckedSettings {
  readonly settings: Partial<IntegrationSettings>;
  readonly proxyLogin: string | null;
}

const MAX_GROUPS = 500;
const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;

/** BAD_INPUT, ADDRESS_INVALID or ADDRESS_FORBIDDEN, with the field. */
export async function checkSettings(
  { checkRegistryAddress }: { readonly checkRegistryAddress: (url: URL) => Promise<void> },
  change: SettingsChange,
): Promise<CheckedSettings> {
  const { allowGroups, denyGroups, makesWebhooks, proxyUrl, caPem } = change;
  const reaching = readReaching({ proxyUrl: proxyUrl ?? null, caPem: caPem ?? null });
  if (reaching.proxyUrl !== null) await checkProxy(checkRegistryAddress, reaching.proxyUrl);
  return {
    settings: {
      ...(allowGroups === undefined ? {} : { allowGroups: readGroups(allowGroups, 'allowGroups') }),
      ...(denyGroups === undefined ? {} : { denyGroups: readGroups(denyGroups, 'denyGroups') }),
      ...(makesWebhooks === undefined ? {} : { makesWebhooks }),
      ...(proxyUrl === undefined ? {} : { proxyUrl: reaching.proxyUrl }),
      ...(caPem === undefined ? {} : { caPem: reaching.caPem }),
    },
    proxyLogin: reaching.proxyLogin,
  };
}

/** Stores the change with an audit record. Other groups queue a sync; another way to GitLab, a verification; webhooks, a run that keeps them. */
export async function applySettings(
  stores: Stores,
  viewer: Viewer,
  {
    integration,
    change: { settings, proxyLogin },
  }: { readonly integration: Integration; readonly change: CheckedSettings },
): Promise<Integration> {
  const { id, name } = integration;
  const before = integration.settings;
  const after = { ...before, ...settings };
  const hadLogin = (await stores.secrets.get(integrationProxyPlace(id))) !== null;
  // The same proxy without user and password keeps those that are stored; another one never gets them.
  const isLoginChanged =
    settings.proxyUrl !== undefined &&
    (proxyLogin !== null || (hadLogin && before.proxyUrl !== after.proxyUrl));
  const told = [...tellChanges(before, after)];
  if (isLoginChanged) {
    await saveProxyLogin(stores, id, proxyLogin);
    told.push(proxyLogin === null ? "the proxy's login is forgotten" : "the proxy's login is replaced");
  }
  if (told.length === 0) return integration;
  const saved = await stores.integrations.saveSettings(id, after);
  const options = { lane: integrationLane(id), subject: `integration:${id}`, priority: 50 };
  const payload = { integrationId: id };
  if (!isSame(before.allowGroups, after.allowGroups) || !isSame(before.denyGroups, after.denyGroups))
    await stores.jobs.enqueue(discoverProjects, payload, { ...options, dedupeKey: `discover:${id}` });
  if (isLoginChanged || before.proxyUrl !== after.proxyUrl || before.caPem !== after.caPem)
    await stores.jobs.enqueue(verifyConnection, payload, { ...options, dedupeKey: `verify:${id}` });
  if (before.makesWebhooks !== after.makesWebhooks) await enqueueWebhooks(stores, id);
  await stores.audit.record({
    actor: viewer.name,
    action: 'integration.updated',
    message: `Changed the settings of ${name}: ${told.join('; ')}.`,
    subject: `integration:${id}`,
    before: { ...before, caPem: before.caPem !== null },
    after: { ...after, caPem: after.caPem !== null },
  });
  return saved;
}

function* tellChanges(before: IntegrationSettings, after: IntegrationSettings): Generator<string> {
  const groups = (paths: readonly string[]) =>
    paths.length > 20 ? `${paths.slice(0, 20).join(', ')} and ${paths.length - 20} more` : paths.join(', ');
  if (!isSame(before.allowGroups, after.allowGroups))
    yield after.allowGroups.length === 0
      ? 'all groups are allowed'
      : `allowed groups are ${groups(after.allowGroups)}`;
  if (!isSame(before.denyGroups, after.denyGroups))
    yield after.denyGroups.length === 0 ? 'no group is left out' : `left out are ${groups(after.denyGroups)}`;
  if (before.makesWebhooks !== after.makesWebhooks)
    yield after.makesWebhooks ? 'webhooks are made' : 'no webhooks are made';
  if (before.proxyUrl !== after.proxyUrl)
    yield after.proxyUrl === null ? 'no proxy is used' : `the proxy is ${after.proxyUrl}`;
  if (before.caPem !== after.caPem)
    yield after.caPem === null
      ? 'no own certificate authority is trusted'
      : 'its certificate authority is another one';
}

function isSame(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((path, index) => path === second[index]);
}

async function checkProxy(check: (url: URL) => Promise<void>, proxyUrl: string): Promise<void> {
  try {
    await check(new URL(proxyUrl));
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError(error.code, error.message, { details: { ...error.details, field: 'proxyUrl' } });
  }
}

/** Full paths, without slashes around them, each once, in order. */
function readGroups(paths: readonly string[], field: string): readonly string[] {
  const read = paths.map((path) => path.trim().replace(/^\/|\/$/g, '')).filter((path) => path !== '');
  const wrong = read.find(
    (path) => path.length > 1_000 || !path.split('/').every((segment) => SEGMENT.test(segment)),
  );
  if (wrong !== undefined || read.length > MAX_GROUPS) {
    throw new AppError(
      'BAD_INPUT',
      wrong === undefined
        ? `At most ${MAX_GROUPS} groups can be named.`
        : `“${wrong.slice(0, 100)}” is not the full path of a group, such as acme/web.`,
      { details: { field } },
    );
  }
  return [...new Set(read)].sort((first, second) => (first < second ? -1 : 1));
}
