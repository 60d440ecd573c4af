import semver from 'semver';
import { z } from 'zod';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts } from './registry.js';
import { readDate } from './release-date.js';
import { repositoryUrl } from './repository-url.js';
import { MAXIMUM_NAME, MAXIMUM_TEXT } from './version-facts.js';

const MAXIMUM_FUNDING = 4_000;

const text = z.string().max(MAXIMUM_TEXT);
const requirements = z
  .union([z.array(z.unknown()).transform(() => ({})), z.record(z.string().max(MAXIMUM_NAME), text)])
  .nullish()
  .transform((found) => found ?? {});
const words = z
  .union([z.array(text), text.transform((word) => [word])])
  .nullish()
  .catch(null)
  .transform((found) => found ?? []);
const looseMap = z.record(z.string(), z.unknown()).nullish().catch(null);

const versionSchema = z.object({
  version: text,
  dependencies: requirements,
  optionalDependencies: requirements,
  peerDependencies: requirements,
  peerDependenciesMeta: looseMap,
  engines: looseMap,
  bin: z
    .union([text, z.record(z.string(), text)])
    .nullish()
    .catch(null),
  os: words,
  cpu: words,
  libc: words,
  license: z
    .union([text, z.object({ type: text }).transform((found) => found.type)])
    .nullish()
    .catch(null),
  funding: z.unknown().optional(),
  hasInstallScript: z.boolean().nullish().catch(null),
  scripts: looseMap,
  bundleDependencies: z
    .union([z.array(text), z.boolean()])
    .nullish()
    .catch(null),
  bundledDependencies: z
    .union([z.array(text), z.boolean()])
    .nullish()
    .catch(null),
  _hasShrinkwrap: z.boolean().nullish().catch(null),
  deprecated: z.union([z.string(), z.boolean()]).nullish().catch(null),
  dist: z
    .object({
      integrity: z.string().max(MAXIMUM_TEXT).nullish().catch(null),
      shasum: z
        .string()
        .regex(/^[0-9a-f]{40}$/)
        .nullish()
        .catch(null),
      tarball: z.string().max(2_000).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

const packumentSchema = z.object({
  name: z.string().max(MAXIMUM_NAME),
  'dist-tags': z.record(z.string(), z.unknown()).nullish().catch(null),
  versions: z.record(z.string(), z.unknown()),
  time: z.record(z.string(), z.unknown()).nullish().catch(null),
  repository: z
    .union([z.string(), z.object({ url: z.string() }).transform((found) => found.url)])
    .nullish()
    .catch(null),
});

/** What was asked for, and when; the document must be about it. */
export interface PackumentQuestion {
  readonly name: string;
  readonly fetchedAt: string;
}

/**
 * Reads a registry's document about a package (https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md).
 * A version that cannot be read or is not spelled exactly is left out; null where the whole is no such document.
 */
export function readPackument(json: unknown, { name, fetchedAt }: PackumentQuestion): PackageFacts | null {
  const read = packumentSchema.safeParse(json);
  if (!read.success || read.data.name !== name) return null;
  const times = new Map(Object.entries(read.data.time ?? {}));
  const versions: PackageVersionFacts[] = [];
  for (const [key, entry] of Object.entries(read.data.versions)) {
    const found = versionSchema.safeParse(entry);
    if (!found.success || found.data.version !== key || semver.parse(key)?.raw !== key) continue;
    versions.push(versionFacts(name, found.data, times.get(key)));
  }
  const latest = new Map(Object.entries(read.data['dist-tags'] ?? {})).get('latest');
  return {
    ecosystem: 'npm',
    name,
    latest: typeof latest === 'string' && versions.some((facts) => facts.version === latest) ? latest : null,
    versions,
    repositoryUrl: repositoryUrl(read.data.repository ?? null),
    undated: null,
    fetchedAt,
  };
}

function versionFacts(
  name: string,
  found: z.infer<typeof versionSchema>,
  time: unknown,
): PackageVersionFacts {
  const scripts = Object.keys(found.scripts ?? {});
  return {
    version: found.version,
    publishedAt: readDate(time),
    deprecated: readDeprecation(found.deprecated),
    yanked: null,
    integrity: readIntegrity(found.dist?.integrity ?? null, found.dist?.shasum ?? null),
    tarballUrl: readAddress(found.dist?.tarball ?? null),
    dependencies: found.dependencies,
    optionalDependencies: found.optionalDependencies,
    peerDependencies: found.peerDependencies,
    optionalPeers: readOptionalPeers(found.peerDependenciesMeta ?? {}),
    engines: textValues(found.engines ?? {}),
    bin: readBin(name, found.bin ?? null),
    os: found.os,
    cpu: found.cpu,
    libc: found.libc,
    license: found.license ?? null,
    funding: readFunding(found.funding),
    hasInstallScript:
      found.hasInstallScript === true ||
      ['preinstall', 'install', 'postinstall'].some((script) => scripts.includes(script)),
    bundleDependencies: readBundle(found),
    hasShrinkwrap: found._hasShrinkwrap === true,
    isDetailed: true,
    artifacts: readArtifacts(found.dist?.shasum ?? null),
    document: null,
  };
}

function readDeprecation(deprecated: string | boolean | null | undefined): string | null {
  if (deprecated === true) return 'deprecated';
  return typeof deprecated === 'string' && deprecated !== '' ? deprecated.slice(0, MAXIMUM_TEXT) : null;
}

/** Yarn 1 writes the SHA-1 of the archive besides its integrity. */
function readArtifacts(shasum: string | null): PackageVersionFacts['artifacts'] {
  if (shasum === null || !/^[0-9a-f]{40}$/.test(shasum)) return [];
  return [{ filename: '', url: null, hash: `sha1:${shasum}`, size: null, uploadedAt: null }];
}

function readIntegrity(integrity: string | null, shasum: string | null): string | null {
  if (integrity !== null && /^sha\d{1,3}-[A-Za-z0-9+/=]+(?: sha\d{1,3}-[A-Za-z0-9+/=]+)*$/.test(integrity))
    return integrity;
  return shasum === null ? null : `sha1-${Buffer.from(shasum, 'hex').toString('base64')}`;
}

function readAddress(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { protocol, username, password } = new URL(address);
  return /^https?:$/.test(protocol) && username === '' && password === '' ? address : null;
}

function readOptionalPeers(meta: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(meta).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && 'optional' in value && value.optional === true
      ? [name]
      : [],
  );
}

function textValues(map: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(map).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' && value.length <= MAXIMUM_TEXT ? [[key, value]] : [],
  );
  return Object.fromEntries(entries);
}

function readBin(
  name: string,
  bin: string | Readonly<Record<string, string>> | null,
): Readonly<Record<string, string>> {
  if (bin === null) return {};
  return typeof bin === 'string' ? Object.fromEntries([[name.slice(name.indexOf('/') + 1), bin]]) : bin;
}

function readFunding(funding: unknown): unknown {
  return (JSON.stringify(funding) ?? '').length <= MAXIMUM_FUNDING ? (funding ?? null) : null;
}

function readBundle(found: z.infer<typeof versionSchema>): readonly string[] {
  const bundle = found.bundleDependencies ?? found.bundledDependencies ?? false;
  if (bundle === true) return Object.keys(found.dependencies);
  return bundle === false ? [] : bundle;
}
