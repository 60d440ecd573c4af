import type { Viewer } from '../accounts/account.js';
import type { AuditValues } from '../audit/audit-event.js';
import { AppError, isAppError } from '../errors.js';
import { isRegistryEcosystem, type RegistryEcosystem } from '../registries/default-registries.js';
import { registryTokenPlace } from '../secrets/secret-store.js';
import type { InTransaction, Stores } from '../stores.js';
import type { IntegrationRegistry } from './integration-registry.js';
import { discoverProjects } from './integration-jobs.js';
import { type Integration, integrationLane } from './integration.js';
import { parseRegistryAddress } from './registry-address.js';
import { applySettings, checkSettings, type SettingsChange } from './update-settings.js';

/** What changing an integration needs. */
export interface UpdateDeps {
  readonly inTransaction: InTransaction;
  /** Throws AppError where a registry at this address may not be asked. */
  readonly checkRegistryAddress: (url: URL) => Promise<void>;
}

/**
 * The registry of one ecosystem from now on: an address, or null for the default one. A token that is not given (null)
 * stays as long as the address does; an empty one is forgotten.
 */
export interface RegistryChange {
  readonly ecosystem: string;
  readonly url: string | null;
  readonly token: string | null;
}

interface CheckedChange {
  readonly ecosystem: RegistryEcosystem;
  readonly url: string | null;
  readonly token: string | null;
}

/**
 * Changes the registries and settings of an integration; what is not named stays as it is. All or nothing, with an audit
 * record and a sync, after which its projects are checked against the new ones. A stored token never goes to another address than it was given for.
 */
export async function updateIntegration(
  deps: UpdateDeps,
  viewer: Viewer,
  input: {
    readonly id: string;
    readonly registries: readonly RegistryChange[];
    readonly settings?: SettingsChange;
  },
): Promise<Integration> {
  const changes: CheckedChange[] = [];
  for (const [index, change] of input.registries.entries()) {
    const checked = await checkChange(deps, change, `registries.${index}`);
    if (changes.some(({ ecosystem }) => ecosystem === checked.ecosystem))
      throw badInput(`registries.${index}.ecosystem`, `${checked.ecosystem} is named twice.`);
    changes.push(checked);
  }
  const change = await checkSettings(deps, input.settings ?? {});
  return deps.inTransaction(async (stores) => {
    const integration = await stores.integrations.findForUpdate(input.id);
    if (integration === null) throw new AppError('NOT_FOUND', 'There is no such integration.');
    if (integration.state === 'DISCONNECTED')
      throw new AppError('CONFLICT', 'This integration is disconnected. Connect it again first.');
    const own = await stores.integrationRegistries.ofMany([input.id]);
    const told: string[] = [];
    for (const [index, change] of changes.entries()) {
      const before = own.find(({ ecosystem }) => ecosystem === change.ecosystem) ?? null;
      told.push(await applyChange(stores, input.id, { change, before, field: `registries.${index}` }));
    }
    if (told.length > 0) {
      await stores.projects.forgetRegistryAnswers(input.id);
      await stores.jobs.enqueue(
        discoverProjects,
        { integrationId: input.id },
        {
          lane: integrationLane(input.id),
          subject: `integration:${input.id}`,
          dedupeKey: `discover:${input.id}`,
          priority: 50,
        },
      );
      await stores.audit.record({
        actor: viewer.name,
        action: 'integration.updated',
        message: `Changed the registries of ${integration.name}: ${told.join('; ')}.`,
        subject: `integration:${integration.id}`,
        before: auditedRegistries(own),
        after: auditedRegistries(await stores.integrationRegistries.ofMany([input.id])),
      });
    }
    return applySettings(stores, viewer, { integration, change });
  });
}

function auditedRegistries(registries: readonly IntegrationRegistry[]): AuditValues {
  return Object.fromEntries(registries.map(({ ecosystem, url, hasToken }) => [ecosystem, { url, hasToken }]));
}

async function checkChange(
  { checkRegistryAddress }: UpdateDeps,
  { ecosystem, url, token }: RegistryChange,
  field: string,
): Promise<CheckedChange> {
  if (!isRegistryEcosystem(ecosystem))
    throw badInput(`${field}.ecosystem`, 'Backline asks no registries of such an ecosystem.');
  const trimmed = token === null ? null : token.trim();
  if (trimmed !== null && !/^[\x21-\x7e]{0,2000}$/.test(trimmed))
    throw badInput(
      `${field}.token`,
      'This is not a token: it has spaces or unusual characters, or is too long.',
    );
  if (url === null || url.trim() === '') {
    if (trimmed !== null && trimmed !== '')
      throw badInput(
        `${field}.token`,
        'A token needs an address: the default registry is asked without one.',
      );
    return { ecosystem, url: null, token: null };
  }
  try {
    const address = parseRegistryAddress(url);
    await checkRegistryAddress(address);
    return { ecosystem, url: address.href, token: trimmed };
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError(error.code, error.message, { details: { ...error.details, field: `${field}.url` } });
  }
}

async function applyChange(
  stores: Pick<Stores, 'integrationRegistries' | 'secrets'>,
  integrationId: string,
  {
    change: { ecosystem, url, token },
    before,
    field,
  }: {
    readonly change: CheckedChange;
    readonly before: IntegrationRegistry | null;
    readonly field: string;
  },
): Promise<string> {
  const place = registryTokenPlace(integrationId, ecosystem);
  if (url === null) {
    await stores.integrationRegistries.remove(integrationId, ecosystem);
    await stores.secrets.remove(place);
    return `${ecosystem} is asked at the default address`;
  }
  if (token === null && before?.hasToken === true && before.url !== url)
    throw badInput(`${field}.token`, 'The address is another one: give its token again, or an empty one.');
  const hasToken = token === null ? before?.hasToken === true : token !== '';
  if (token !== null && token !== '') await stores.secrets.put(place, token);
  if (!hasToken) await stores.secrets.remove(place);
  await stores.integrationRegistries.save({ integrationId, ecosystem, url, hasToken });
  return `${ecosystem} is asked at ${url}${hasToken ? ' with a token' : ''}`;
}

function badInput(field: string, message: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { field } });
}
