import type { Advisory } from '../advisories/advisory.js';
import { mentionsAny } from '../advisories/mentions.js';
import { isAbout, type ParsedAdvisory, parseAdvisory, peekAdvisory } from '../advisories/osv.js';
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
  const packages = manifests.flatMap(({ inventory }) =>
    inventory.packages.map(({ name }) => ({ ecosystem: inventory.ecosystem, name })),
  );
  const wanted = new Set(packages.map(({ ecosystem, name }) => packageKey(ecosystem, name)));
  const mentions = mentionsAny(packages.map(({ name }) => name));
  const kept = new Map<string, Advisory>();
  for (const source of sources) {
    let valid = 0;
    const broken: string[] = [];
    // Until one record was read, each is parsed: a file of something else must not pass for one without findings.
    for await (const item of tools.readAdvisories(source, (bytes) => valid === 0 || mentions(bytes))) {
      const read = item.kind === 'record' ? readIfAbout(item.json, wanted) : item;
      if (read.kind === 'elsewhere') valid += 1;
      else if (read.kind === 'advisory') {
        valid += 1;
        const { advisory } = read;
        const known = kept.get(advisory.id);
        if (known === undefined || known.modifiedAt < advisory.modifiedAt) kept.set(advisory.id, advisory);
      } else broken.push(`${item.where}: ${read.reason}`);
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

/** Most records are about packages that nobody asks for: of those only the id and the time are checked. */
function readIfAbout(
  json: unknown,
  wanted: ReadonlySet<string>,
): ParsedAdvisory | { readonly kind: 'elsewhere' } {
  if (isAbout(json, wanted) || peekAdvisory(json) === null) return parseAdvisory(json);
  return { kind: 'elsewhere' };
}
