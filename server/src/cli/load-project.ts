import type { Advisory } from '../advisories/advisory.js';
import { parseAdvisory } from '../advisories/osv.js';
import { packageKey } from '../advisories/package-key.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import { AppError } from '../errors.js';
import type { PlanManifest } from '../plans/plan-input.js';
import type { CliTools, LocalFolder } from './cli-tools.js';

/** Reads every manifest of a folder, in all ecosystems, sorted by path. */
export async function loadManifests(folder: LocalFolder): Promise<readonly PlanManifest[]> {
  const manifests: PlanManifest[] = [];
  for (const ecosystem of ECOSYSTEMS) {
    for (const group of ecosystem.groupManifests(folder.paths)) {
      const files = await folder.read(group.inputs);
      manifests.push({ group, files, inventory: ecosystem.parse(group, files) });
    }
  }
  return manifests.toSorted((a, b) => (a.group.path < b.group.path ? -1 : 1));
}

/**
 * Reads advisories and keeps those about packages of these manifests, the newest of each id. Records that cannot
 * be read are a warning; a source without a single record is ADVISORY_SOURCE_INVALID.
 */
export async function loadAdvisories(
  tools: Pick<CliTools, 'readAdvisories' | 'warn'>,
  sources: readonly string[],
  manifests: readonly PlanManifest[],
): Promise<readonly Advisory[]> {
  const wanted = new Set(
    manifests.flatMap(({ inventory }) =>
      inventory.packages.map(({ name }) => packageKey(inventory.ecosystem, name)),
    ),
  );
  const kept = new Map<string, Advisory>();
  for (const source of sources) {
    let valid = 0;
    const broken: string[] = [];
    for await (const item of tools.readAdvisories(source)) {
      const read = item.kind === 'record' ? parseAdvisory(item.json) : item;
      if (read.kind !== 'advisory') {
        broken.push(`${item.where}: ${read.reason}`);
        continue;
      }
      valid += 1;
      const { advisory } = read;
      const known = kept.get(advisory.id);
      const concerns = advisory.affected.some(({ ecosystem, name }) =>
        wanted.has(packageKey(ecosystem, name)),
      );
      if (concerns && (known === undefined || known.modifiedAt < advisory.modifiedAt))
        kept.set(advisory.id, advisory);
    }
    if (valid === 0) {
      throw new AppError(
        'ADVISORY_SOURCE_INVALID',
        `${source} has no advisory in OSV form${broken[0] === undefined ? '' : ` (${broken[0]})`}.`,
      );
    }
    if (broken.length > 0)
      tools.warn(`${source}: ${broken.length} records could not be read, such as ${broken[0] ?? ''}`);
  }
  return [...kept.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
