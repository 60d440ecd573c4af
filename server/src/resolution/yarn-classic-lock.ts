import type { ManifestFile, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { isJsonObject, type JsonObject } from '../formats/fields.js';
import { isRegistrySpec, sha1Of, usualAddress } from './registry-view.js';
import {
  type ClassicBlock,
  dependencyLines,
  headerOf,
  readClassicLock,
  realName,
  splitKey,
} from './yarn-classic-blocks.js';

/** What Yarn gets to work with, and what is needed to understand its answer. */
export interface ClassicSetting {
  readonly lock: string;
  readonly manifests: readonly ManifestFile[];
  /** What entries of the old lock ask for, by `name@version` of the archive that stands for them. */
  readonly stubs: ReadonlyMap<string, JsonObject>;
  readonly placeholders: ReadonlyMap<string, string>;
}

/**
 * The lock without the dropped entries, all archives at the view. What comes from no registry is given a version of its own
 * that stands for it, so that nothing is cloned or downloaded.
 */
export function prepareClassic(
  text: string,
  manifests: readonly ManifestFile[],
  { viewUrl, locations }: { readonly viewUrl: string; readonly locations: readonly string[] },
): ClassicSetting {
  const dropped = new Set(locations);
  const { blocks } = readClassicLock(text);
  const placeholders = new Map<string, string>();
  for (const key of blocks.flatMap(({ keys }) => keys))
    if (!isRegistrySpec(splitKey(key).range)) placeholders.set(key, `0.0.0-backline.${placeholders.size}`);
  const stubs = new Map<string, JsonObject>();
  const kept = blocks
    .filter(({ keys: [first = ''] }) => !dropped.has(first))
    .map((block) => {
      const [first = ''] = block.keys;
      const standIn = block.keys.map((key) => placeholders.get(key)).find((version) => version !== undefined);
      const name = standIn === undefined ? realName(first) : splitKey(first).name;
      const version = standIn ?? block.version;
      const keys = block.keys.map((key) => standInKey(key, placeholders));
      const asks = {
        dependencies: standInMap(block.dependencies, placeholders),
        optionalDependencies: standInMap(block.optionalDependencies, placeholders),
      };
      stubs.set(`${name}@${version}`, {
        name,
        version,
        dependencies: Object.fromEntries(asks.dependencies),
        optionalDependencies: Object.fromEntries(asks.optionalDependencies),
      });
      const resolved = usualAddress(viewUrl, name, version);
      return [
        headerOf(keys),
        `  version ${JSON.stringify(version)}`,
        `  resolved ${JSON.stringify(resolved)}`,
        ...dependencyLines(asks),
      ].join('\n');
    });
  return {
    lock: `# yarn lockfile v1\n\n\n${kept.join('\n\n')}\n`,
    manifests: manifests.map(({ path, text: manifest }) => ({
      path,
      text: standInManifest(manifest, placeholders),
    })),
    stubs,
    placeholders,
  };
}

/** How the archive of a version is named in the new lock; null where that is not known. */
export type FactsOf = (name: string, version: string) => PackageVersionFacts | null;

/** The old lock with what Yarn changed, or the package of which something is not known. */
export function mergeClassic(
  original: string,
  resolved: string,
  {
    placeholders,
    factsOf,
  }: { readonly placeholders: ReadonlyMap<string, string>; readonly factsOf: FactsOf },
): { readonly kind: 'merged'; readonly text: string } | { readonly kind: 'unknown'; readonly name: string } {
  const before = readClassicLock(original);
  const byVersion = new Map(
    before.blocks.map((block) => [identity(block.keys[0] ?? '', block.version), block]),
  );
  const byKey = new Map(before.blocks.flatMap((block) => block.keys.map((key) => [key, block] as const)));
  const realKeys = new Map(
    [...placeholders].map(([key, version]) => [`${splitKey(key).name}@${version}`, key]),
  );
  const base = archiveBase(before.blocks);
  const hasIntegrity =
    before.blocks.length === 0 || before.blocks.some(({ integrity }) => integrity !== null);
  const parts: string[] = [];
  for (const block of readClassicLock(resolved).blocks) {
    const keys = block.keys.map((key) => realKeys.get(key) ?? key);
    const [first = ''] = keys;
    const isStandIn = block.keys.some((key) => realKeys.has(key));
    const known = isStandIn ? byKey.get(first) : byVersion.get(identity(first, block.version));
    if (known !== undefined) {
      const isSame = keys.length === known.keys.length && keys.every((key) => known.keys.includes(key));
      const [header, ...rest] = known.lines;
      parts.push([isSame ? header : headerOf(keys), ...rest].join('\n'));
      continue;
    }
    const name = realName(first);
    const facts = factsOf(name, block.version);
    const address = facts === null ? null : addressOf(name, facts, base);
    if (facts === null || address === null) return { kind: 'unknown', name };
    parts.push(
      [
        headerOf(keys),
        `  version ${JSON.stringify(block.version)}`,
        `  resolved ${JSON.stringify(address)}`,
        ...(hasIntegrity && facts.integrity !== null ? [`  integrity ${facts.integrity}`] : []),
        ...dependencyLines(block),
      ].join('\n'),
    );
  }
  const preamble = before.blocks.length > 0 ? before.preamble : [...trimmed(before.preamble), '', ''];
  const text = `${preamble.join('\n')}\n${parts.join('\n\n')}\n`;
  return { kind: 'merged', text: original.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text };
}

function trimmed(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);
}

function identity(key: string, version: string): string {
  return `${realName(key)}@${version}`;
}

function standInKey(key: string, placeholders: ReadonlyMap<string, string>): string {
  const version = placeholders.get(key);
  return version === undefined ? key : `${splitKey(key).name}@${version}`;
}

function standInMap(
  asks: ReadonlyMap<string, string>,
  placeholders: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...asks].map(([name, range]) => [name, placeholders.get(`${name}@${range}`) ?? range]));
}

function standInManifest(text: string, placeholders: ReadonlyMap<string, string>): string {
  const manifest: unknown = JSON.parse(text);
  if (!isJsonObject(manifest) || placeholders.size === 0) return text;
  const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'resolutions'];
  const replaced = fields.flatMap((field) => {
    const map = Object.hasOwn(manifest, field) ? manifest[field] : undefined;
    if (!isJsonObject(map)) return [];
    const entries = Object.entries(map).map(([name, range]) => {
      const plain = /(?:^|\/)((?:@[^/]+\/)?[^/]+)$/.exec(name)?.[1] ?? name;
      return [name, placeholders.get(`${plain}@${String(range)}`) ?? range] as const;
    });
    return [[field, Object.fromEntries(entries)] as const];
  });
  return JSON.stringify({ ...manifest, ...Object.fromEntries(replaced) }, null, 2);
}

/** The registry from which most entries come, up to the package's name; null where there is none. */
function archiveBase(blocks: readonly ClassicBlock[]): string | null {
  const counts = new Map<string, number>();
  for (const { resolved, keys, version } of blocks) {
    const name = realName(keys[0] ?? '');
    const tail = usualAddress('/', name, version);
    const [url = ''] = resolved?.split('#') ?? [];
    if (!url.endsWith(tail) || !/^https?:\/\//.test(url)) continue;
    const base = url.slice(0, -tail.length);
    counts.set(base, (counts.get(base) ?? 0) + 1);
  }
  return [...counts].toSorted(([, left], [, right]) => right - left)[0]?.[0] ?? null;
}

function addressOf(name: string, facts: PackageVersionFacts, base: string | null): string | null {
  const tail = usualAddress('/', name, facts.version);
  const sha1 = sha1Of(facts);
  const hash = sha1 === null ? '' : `#${sha1}`;
  const own = facts.tarballUrl;
  if (base === null) return own === null ? null : own + hash;
  if (own === null || own.endsWith(tail)) return base + tail + hash;
  return URL.canParse(own) && new URL(own).origin === new URL(base).origin ? own + hash : null;
}
