import type { Ecosystem, EcosystemId } from './ecosystem.js';
import { npm } from './npm/index.js';

/** Every ecosystem that Backline reads, in the order of their ids. A folder that is not here fails the conformance suite. */
export const ECOSYSTEMS: readonly Ecosystem[] = [npm];

/** The ecosystem of an id; null for one that Backline does not read. */
export function findEcosystem(id: string): Ecosystem | null {
  return ECOSYSTEMS.find((ecosystem) => ecosystem.id === id) ?? null;
}

/** The ecosystem of a known id. */
export function ecosystemOf(id: EcosystemId): Ecosystem {
  switch (id) {
    case 'npm':
      return npm;
  }
}
