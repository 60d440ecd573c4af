import { setTimeout as delay } from 'node:timers/promises';
import { type Agent, EnvHttpProxyAgent } from 'undici';
import type { Clock } from '../clock.js';
import { createAddressGuard, type LookupAll } from '../addresses/address-guard.client.js';
import { parseAllowedHosts } from '../addresses/allowed-hosts.js';
import { readAuthorities } from '../gitlab/authorities.client.js';
import { createGuardedAgent } from '../addresses/guarded-agent.client.js';
import { composeRegistries, type RegistryChoice } from './compose-registries.js';
import {
  type DefaultRegistries,
  isRegistryEcosystem,
  REGISTRY_ECOSYSTEMS,
  type RegistryEcosystem,
  WANTED_LIMITS,
} from './default-registries.js';
import { HostBudgets } from './host-budget.js';
import { openRegistry } from './open-registry.client.js';
import type { RegistryConnection } from './registry-http.client.js';
import type { PackageRegistry, Registries, RegistryClient } from './registry.js';

/** An address that an integration has of its own, and the token that opens it. */
export interface OwnRegistry {
  readonly ecosystem: string;
  readonly url: string;
  readonly token: string | null;
}

/** Whose answers a registry's are: an integration's, brought by this token. */
export interface AnswersOwner {
  readonly integrationId: string;
  readonly token: string;
}

/** What the composition root supplies, once per process. */
export interface IntegrationRegistriesDeps {
  readonly defaults: DefaultRegistries;
  readonly ownRegistries: (integrationId: string) => Promise<readonly OwnRegistry[]>;
  /** Puts a memory before a registry, for its owner alone; null: for everybody. */
  readonly remember: (client: RegistryClient, owner: AnswersOwner | null) => PackageRegistry;
  readonly clock: Clock;
  /** Hosts that the operator allows although they are private or without TLS. */
  readonly allowedHosts: readonly string[];
  /** A PEM file of further certificate authorities; null when there is none. */
  readonly caFile: string | null;
  /** Resolves names; the machine's own resolver by default. */
  readonly lookup?: LookupAll;
}

/** Registries by integration; holds connections, which `close` ends. */
export interface IntegrationRegistries extends Registries {
  /** Throws ADDRESS_FORBIDDEN where a person may not name this address, GITLAB_UNREACHABLE where it cannot be resolved. */
  checkAddress(url: URL): Promise<void>;
  close(): Promise<void>;
}

/**
 * The registries of each integration. Default addresses are the operator's word and may lead anywhere, through a proxy
 * too; those of an integration are a person's word, so only public ones are asked unless the operator allows the host.
 */
export function createIntegrationRegistries(deps: IntegrationRegistriesDeps): IntegrationRegistries {
  const authorities = deps.caFile === null ? null : readAuthorities(deps.caFile);
  const guard = createAddressGuard(parseAllowedHosts(deps.allowedHosts), deps.lookup);
  const budgets = new HostBudgets({
    clock: deps.clock,
    sleep: async (ms) => {
      await delay(ms);
    },
  });
  for (const [host, limits] of WANTED_LIMITS) budgets.of(host, limits);
  const trust = authorities === null ? {} : { ca: authorities };
  const proxied = new EnvHttpProxyAgent({ connect: trust, requestTls: trust, proxyTls: trust });
  const agents = new Map<string, Agent>();
  const guarded = (url: URL): RegistryConnection => {
    const dispatcher = agents.get(url.origin) ?? createGuardedAgent(guard, url, authorities);
    agents.set(url.origin, dispatcher);
    return { dispatcher, check: guard.check };
  };
  const defaults = new Map<RegistryEcosystem, PackageRegistry>();
  for (const ecosystem of REGISTRY_ECOSYSTEMS) {
    const baseUrl = deps.defaults[ecosystem];
    if (baseUrl === null) continue;
    const connection = { dispatcher: proxied, check: () => undefined };
    defaults.set(ecosystem, deps.remember(openRegistry(ecosystem, { baseUrl, budgets, connection }), null));
  }
  return {
    async of(integrationId) {
      const own = new Map((await deps.ownRegistries(integrationId)).map((each) => [each.ecosystem, each]));
      const opened = new Map<RegistryEcosystem, PackageRegistry>();
      const open = ({ url, token }: OwnRegistry, ecosystem: RegistryEcosystem): PackageRegistry => {
        const options = { baseUrl: url, token, budgets, connection: guarded(new URL(url)) };
        const owner = token === null ? null : { integrationId, token };
        const registry = opened.get(ecosystem) ?? deps.remember(openRegistry(ecosystem, options), owner);
        opened.set(ecosystem, registry);
        return registry;
      };
      return composeRegistries((ecosystem): RegistryChoice => {
        if (!isRegistryEcosystem(ecosystem))
          return `Backline does not ask registries of ${ecosystem} packages yet.`;
        const known = defaults.get(ecosystem);
        if (known === undefined)
          return `The operator of Backline switched off asking registries of ${ecosystem} packages.`;
        const chosen = own.get(ecosystem);
        return chosen === undefined ? known : open(chosen, ecosystem);
      });
    },
    checkAddress: async (url) => {
      await guard.resolve(url);
    },
    close: async () => {
      await Promise.all([proxied, ...agents.values()].map((agent) => agent.destroy()));
    },
  };
}
