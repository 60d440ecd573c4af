import type { Ecosystem, EcosystemId } from './ecosystem.js';
import { boundInventory } from '../inventory/bounded-inventory.js';
import { crates } from './crates/index.js';
import { go } from './go/index.js';
import { hex } from './hex/index.js';
import { maven } from './maven/index.js';
import { npm } from './npm/index.js';
import { nuget } from './nuget/index.js';
import { packagist } from './packagist/index.js';
import { pub } from './pub/index.js';
import { pypi } from './pypi/index.js';
import { rubygems } from './rubygems/index.js';

const BY_ID: Readonly<Record<EcosystemId, Ecosystem>> = {
  'crates.io': bounded(crates),
  Go: bounded(go),
  Hex: bounded(hex),
  Maven: bounded(maven),
  npm: bounded(npm),
  NuGet: bounded(nuget),
  Packagist: bounded(packagist),
  Pub: bounded(pub),
  PyPI: bounded(pypi),
  RubyGems: bounded(rubygems),
};

/** Every ecosystem that Backline reads, in the order of their folders. A folder that is not here fails the conformance suite. */
export const ECOSYSTEMS: readonly Ecosystem[] = Object.values(BY_ID);

/** The ecosystem of an id; null for one that Backline does not read. */
export function findEcosystem(id: string): Ecosystem | null {
  return ECOSYSTEMS.find((ecosystem) => ecosystem.id === id) ?? null;
}

/** The ecosystem of a known id. */
export function ecosystemOf(id: EcosystemId): Ecosystem {
  return BY_ID[id];
}

/** The ecosystem with bounds on the length of every text that leaves its reading. */
function bounded(ecosystem: Ecosystem): Ecosystem {
  return { ...ecosystem, parse: (group, files) => boundInventory(ecosystem.parse(group, files)) };
}
