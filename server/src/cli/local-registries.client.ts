import { setTimeout as delay } from 'node:timers/promises';
import { composeRegistries, type RegistryChoice } from '../registries/compose-registries.js';
import {
  defaultRegistries,
  isRegistryEcosystem,
  type OperatorRegistries,
  type RegistryEcosystem,
  WANTED_LIMITS,
} from '../registries/default-registries.js';
import { HostBudgets } from '../registries/host-budget.js';
import { openRegistry } from '../registries/open-registry.client.js';
import type { PackageRegistry } from '../registries/registry.js';

/** A person waits: an address that does not answer is given up sooner than by the server. */
const TIMEOUT_MS = 20_000;
const ATTEMPTS = 2;

/** The registries at these addresses, else the public ones, each opened when it is first asked. */
export function openLocalRegistries(
  addresses: OperatorRegistries & { readonly npm: string },
): PackageRegistry {
  const defaults = defaultRegistries(addresses, () => addresses.npm);
  const budgets = new HostBudgets({
    clock: () => new Date(),
    sleep: async (ms) => {
      await delay(ms);
    },
  });
  for (const [host, limits] of WANTED_LIMITS) budgets.of(host, limits);
  const opened = new Map<RegistryEcosystem, PackageRegistry>();
  return composeRegistries((ecosystem): RegistryChoice => {
    if (!isRegistryEcosystem(ecosystem))
      return `Backline does not ask registries of ${ecosystem} packages yet.`;
    const baseUrl = defaults[ecosystem];
    if (baseUrl === null) return `Asking registries of ${ecosystem} packages is switched off.`;
    const options =
      ecosystem === 'npm' ? { baseUrl } : { baseUrl, timeoutMs: TIMEOUT_MS, attempts: ATTEMPTS };
    const registry = opened.get(ecosystem) ?? givingUp(openRegistry(ecosystem, { ...options, budgets }));
    opened.set(ecosystem, registry);
    return registry;
  });
}

/** One package is asked for first: where nothing can be reached, the others are not waited for. */
export function givingUp(registry: PackageRegistry): PackageRegistry {
  let wasReached = false;
  return {
    async facts(ecosystem, names, dated) {
      const [first, ...others] = names;
      if (wasReached || first === undefined) return registry.facts(ecosystem, names, dated);
      const answer = await registry.facts(ecosystem, [first], dated);
      const result = answer.get(first);
      if (result?.kind === 'failed' && result.status === null)
        return new Map(names.map((name) => [name, { ...result, name }]));
      wasReached = true;
      return new Map([...answer, ...(await registry.facts(ecosystem, others, dated))]);
    },
  };
}
