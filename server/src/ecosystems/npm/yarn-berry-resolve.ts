import type { Manifest } from './manifest.js';
import { sourceOfRange } from './names.js';
import type { Ask } from './tree.js';
import { type DescribedPackage, indexDescriptors, type Resolve, splitDescriptor } from './yarn-graph.js';

/** More are not read, because each is compared with each requirement of its name. */
const MAX_OVERRIDES = 1000;

/** One of the root's `resolutions`: `name`, `name@range`, `asker/name`, `asker@reference/name@range`. */
interface Override {
  readonly asker: { readonly name: string; readonly range: string } | null;
  readonly wanted: { readonly name: string; readonly range: string };
  readonly range: string;
}

/**
 * Finds the entry that holds the descriptor of a requirement, as Yarn binds it: with `npm:` before a range, with the asker
 * behind a path, and with what the root's `resolutions` put in its place (https://yarnpkg.com/configuration/manifest#resolutions).
 */
export function createBerryResolve(packages: readonly DescribedPackage[], root: Manifest | null): Resolve {
  const positions = indexDescriptors(packages);
  const overrides = readOverrides(root);
  const rootLocation = packages.find(({ source }) => source === 'ROOT')?.location ?? '';
  const byName = new Map<string, number | null>();
  packages.forEach(({ descriptors, source, name }, index) => {
    const isOwn = source === 'ROOT' || source === 'WORKSPACE';
    const names = new Set(isOwn ? [name] : descriptors.map((descriptor) => splitDescriptor(descriptor).name));
    for (const each of names) byName.set(each, byName.has(each) ? null : index);
  });
  const find = (name: string, range: string, asker: string): number | undefined =>
    positions.get(`${name}@npm:${range}`) ??
    positions.get(`${name}@${range}`) ??
    positions.get(`${name}@${range}::locator=${encodeURIComponent(asker)}`);
  return (ask, asker) => {
    const forced = overrides.get(ask.name)?.find((override) => isMeant(override, ask, asker));
    const found = forced === undefined ? undefined : find(ask.name, plainRange(forced.range), rootLocation);
    const exact = found ?? find(ask.name, ask.range, asker.location);
    if (exact !== undefined) return exact;
    return isIndirect(ask.range) ? (byName.get(ask.name) ?? null) : null;
  };
}

/** A range as package.json mostly states it: without the `npm:` that Yarn puts before it, but with an alias. */
export function plainRange(range: string): string {
  if (!range.startsWith('npm:')) return range;
  const rest = range.slice('npm:'.length);
  return rest.includes('@') ? range : rest;
}

/** What a lock cannot spell as it was asked for (a catalog stands in a configuration): taken for the only package of the name. */
function isIndirect(range: string): boolean {
  return /^(?:catalog|patch|workspace|exec):/.test(range) || sourceOfRange(range) !== 'REGISTRY';
}

function readOverrides(root: Manifest | null): ReadonlyMap<string, readonly Override[]> {
  const overrides = new Map<string, Override[]>();
  for (const [pattern, range] of [...(root?.resolutions ?? [])].slice(0, MAX_OVERRIDES)) {
    const parts = pattern.replace(/^\*\*\//, '').match(/(?:@[^/@]+\/)?[^/@]+(?:@[^/]+)?/g) ?? [];
    const wanted = parts.at(-1);
    if (wanted === undefined || parts.length > 2) continue;
    const asker = parts.length === 2 ? splitDescriptor(parts[0] ?? '') : null;
    const override: Override = { asker, wanted: splitDescriptor(wanted), range };
    overrides.set(override.wanted.name, [...(overrides.get(override.wanted.name) ?? []), override]);
  }
  return overrides;
}

function isMeant({ asker: meant, wanted }: Override, ask: Ask, asker: DescribedPackage): boolean {
  if (wanted.range !== '' && plainRange(wanted.range) !== ask.range) return false;
  if (meant === null) return true;
  const { name, range } = splitDescriptor(asker.location);
  return meant.name === name && (meant.range === '' || plainRange(meant.range) === plainRange(range));
}
