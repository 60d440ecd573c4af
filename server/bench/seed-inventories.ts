import { gzipSync } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import type { SeededEcosystem, SeededPackage } from './seed-packages.js';
import { insertRows, nextId } from './seed-rows.js';
import type { SeededRandom } from './seeded-random.js';

/** Where a project's manifest of an ecosystem stands, and its format. */
export const MANIFESTS: Readonly<Record<SeededEcosystem, readonly [path: string, format: string]>> = {
  npm: ['package-lock.json', 'package-lock v3'],
  PyPI: ['poetry.lock', 'poetry.lock'],
  Maven: ['pom.xml', 'pom.xml'],
  Go: ['go.mod', 'go.mod'],
  RubyGems: ['Gemfile.lock', 'Gemfile.lock'],
  'crates.io': ['Cargo.lock', 'Cargo.lock'],
};

const DEPENDENCIES = 100;
const INVENTORIES = 300;

/** What some projects' manifests hold. */
export interface SeededInventory {
  readonly id: number;
  readonly ecosystem: SeededEcosystem;
  readonly packages: readonly SeededPackage[];
}

/** Some packages are in many inventories and most in few. */
export async function seedInventories(
  manager: EntityManager,
  random: SeededRandom,
  packages: readonly SeededPackage[],
): Promise<readonly [SeededInventory, ...SeededInventory[]]> {
  const byEcosystem = new Map<string, SeededPackage[]>();
  for (const item of packages) {
    const known = byEcosystem.get(item.ecosystem);
    if (known === undefined) byEcosystem.set(item.ecosystem, [item]);
    else known.push(item);
  }
  const firstId = await nextId(manager, 'inventory');
  const make = (index: number): SeededInventory => {
    const ecosystem = packages[index * 7]?.ecosystem ?? 'npm';
    const pool = byEcosystem.get(ecosystem) ?? [];
    const chosen = new Set<SeededPackage>();
    for (let tries = 0; chosen.size < DEPENDENCIES && tries < DEPENDENCIES * 4; tries += 1) {
      const found = pool[Math.floor(pool.length * random.next() ** 2.5)];
      if (found !== undefined) chosen.add(found);
    }
    return { id: firstId + index, ecosystem, packages: [...chosen] };
  };
  const inventories: [SeededInventory, ...SeededInventory[]] = [make(0)];
  for (let index = 1; index < INVENTORIES; index += 1) inventories.push(make(index));
  await insertRows(
    manager,
    'inventory',
    inventories.map((inventory) => ({
      id: inventory.id,
      hash: `seed-${inventory.id}`,
      ecosystem: inventory.ecosystem,
      format: MANIFESTS[inventory.ecosystem][1],
      is_locked: true,
      graph: `\\x${graphOf(inventory).toString('hex')}`,
      problems: [],
      dependency_count: inventory.packages.length,
    })),
  );
  await insertRows(
    manager,
    'dependency',
    inventories.flatMap(({ id, packages: within }) =>
      within.map(({ versionIds }, position) => ({
        inventory_id: id,
        package_version_id: versionIds[0],
        is_direct: position < 20,
        scope: scopeAt(position),
      })),
    ),
  );
  return inventories;
}

/** Of the package at this place of an inventory; the first twenty are asked for by the project itself. */
export function scopeAt(position: number): 'RUNTIME' | 'DEVELOPMENT' | 'TEST' | 'OPTIONAL' {
  if (position % 4 !== 3) return 'RUNTIME';
  return (['DEVELOPMENT', 'TEST', 'OPTIONAL'] as const)[position % 3] ?? 'DEVELOPMENT';
}

/** Each direct package asks for the next one twenty places on, as an analysis would have stored it. */
function graphOf({ ecosystem, packages }: SeededInventory): Buffer {
  const [path, format] = MANIFESTS[ecosystem];
  const edge = (target: number) => ({
    name: packages[target]?.name ?? '',
    range: `^${packages[target]?.versions[0] ?? '1.0.0'}`,
    kind: 'RUNTIME',
    target: target + 1,
  });
  const node = (name: string, version: string, position: number) => ({
    name,
    version,
    source: 'REGISTRY',
    location: name === '' ? '' : `node_modules/${name}`,
    scope: scopeAt(Math.max(0, position)),
    isDirect: position >= 0 && position < 20,
    isBundled: false,
  });
  const root = {
    ...node('', '', -1),
    source: 'ROOT',
    requires: packages.slice(0, 20).map((_, position) => edge(position)),
  };
  const others = packages.map(({ name, versions }, position) => ({
    ...node(name, versions[0], position),
    requires: position + 20 < packages.length ? [edge(position + 20)] : [],
  }));
  const graph = { ecosystem, path, format, isLocked: true, packages: [root, ...others], problems: [] };
  return gzipSync(JSON.stringify(graph), { level: 1 });
}
