import { registryTokenPlace } from '../secrets/secret-store.js';
import type { Stores } from '../stores.js';
import type { RegistryEcosystem } from '../registries/default-registries.js';

/** A package registry that an integration has of its own, in place of the default one. Its token is in the table of secrets. */
export interface IntegrationRegistry {
  readonly integrationId: string;
  readonly ecosystem: RegistryEcosystem;
  readonly url: string;
  readonly hasToken: boolean;
}

export interface IntegrationRegistryStore {
  /** Those of these integrations, by integration. */
  ofMany(integrationIds: readonly string[]): Promise<readonly IntegrationRegistry[]>;
  save(registry: IntegrationRegistry): Promise<void>;
  remove(integrationId: string, ecosystem: RegistryEcosystem): Promise<void>;
}

/** An integration's own registries with their tokens. */
export async function openRegistries(
  stores: Pick<Stores, 'integrationRegistries' | 'secrets'>,
  integrationId: string,
): Promise<readonly { readonly ecosystem: string; readonly url: string; readonly token: string | null }[]> {
  const own = await stores.integrationRegistries.ofMany([integrationId]);
  const opened = [];
  for (const { ecosystem, url, hasToken } of own) {
    const token = hasToken ? await stores.secrets.get(registryTokenPlace(integrationId, ecosystem)) : null;
    opened.push({ ecosystem, url, token });
  }
  return opened;
}
