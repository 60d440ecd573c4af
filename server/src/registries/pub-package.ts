import { z } from 'zod';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts } from './registry.js';
import { readDate } from './release-date.js';
import { repositoryUrl } from './repository-url.js';
import {
  isVersionText,
  MAXIMUM_NAME,
  MAXIMUM_TEXT,
  MAXIMUM_VERSIONS,
  plainText,
  versionFacts,
  yankedBy,
} from './version-facts.js';

const loose = z.unknown().optional();
const entries = z.record(z.string(), z.unknown()).nullish().catch(null);
const pubspecSchema = z
  .object({ dependencies: entries, environment: entries, repository: loose, homepage: loose })
  .catch({ dependencies: null, environment: null });
const versionSchema = z.object({
  version: z.string(),
  retracted: loose,
  archive_url: loose,
  archive_sha256: loose,
  published: loose,
  pubspec: pubspecSchema,
});
const packageSchema = z.object({
  name: z.string(),
  isDiscontinued: loose,
  replacedBy: loose,
  latest: versionSchema.nullish().catch(null),
  versions: z.array(z.unknown()),
});

const MAXIMUM_DEPENDENCIES = 1_000;

/**
 * Reads `/api/packages/<name>` (https://github.com/dart-lang/pub/blob/master/doc/repository-spec-v2.md): every version with its
 * pubspec. A retracted version counts as yanked, a discontinued package as deprecated. Null where the text is no such document
 * about this package.
 */
export function readPubPackage(json: unknown, name: string, fetchedAt: string): PackageFacts | null {
  const read = packageSchema.safeParse(json);
  if (!read.success || read.data.name !== name) return null;
  const { latest = null, versions } = read.data;
  const deprecated = describeDiscontinued(read.data.isDiscontinued, read.data.replacedBy);
  const known = versions.slice(0, MAXIMUM_VERSIONS).flatMap((entry): PackageVersionFacts[] => {
    const version = versionSchema.safeParse(entry);
    return version.success && isVersionText(version.data.version)
      ? [factsOf(name, version.data, deprecated)]
      : [];
  });
  if (known.length === 0 && versions.length > 0) return null;
  const home = plainText(latest?.pubspec.repository) ?? plainText(latest?.pubspec.homepage);
  return {
    ecosystem: 'Pub',
    name,
    latest: latest !== null && isVersionText(latest.version) ? latest.version : null,
    versions: known,
    repositoryUrl: repositoryUrl(home),
    undated: null,
    fetchedAt,
  };
}

function factsOf(
  name: string,
  entry: z.output<typeof versionSchema>,
  deprecated: string | null,
): PackageVersionFacts {
  const { version, pubspec } = entry;
  const hash = typeof entry.archive_sha256 === 'string' ? entry.archive_sha256.toLowerCase() : '';
  const archive = {
    filename: `${name}-${version}.tar.gz`,
    url: plainText(entry.archive_url),
    hash: `sha256:${hash}`,
    size: null,
    uploadedAt: readDate(entry.published),
  };
  return versionFacts(version, {
    publishedAt: readDate(entry.published),
    deprecated,
    yanked: yankedBy(entry.retracted, 'Its publisher retracted it.'),
    dependencies: hostedOf(pubspec.dependencies),
    engines: textsOf(pubspec.environment),
    isDetailed: true,
    artifacts: /^[0-9a-f]{64}$/.test(hash) ? [archive] : [],
  });
}

/** Constraints by name of what comes from a repository of packages; an SDK, git and folders are none. */
function hostedOf(dependencies: z.output<typeof entries>): Readonly<Record<string, string>> {
  const hosted = Object.entries(dependencies ?? {}).flatMap(([name, asked]): [string, string][] => {
    const range = rangeOf(asked);
    return range === null || name.length > MAXIMUM_NAME ? [] : [[name, range]];
  });
  return Object.fromEntries(hosted.slice(0, MAXIMUM_DEPENDENCIES));
}

function rangeOf(asked: unknown): string | null {
  if (asked === null) return 'any';
  if (typeof asked === 'string') return plainText(asked) ?? 'any';
  const map = z.record(z.string(), z.unknown()).safeParse(asked);
  if (!map.success || ['git', 'path', 'sdk'].some((key) => Object.hasOwn(map.data, key))) return null;
  return plainText(new Map(Object.entries(map.data)).get('version')) ?? 'any';
}

function textsOf(environment: z.output<typeof entries>): Readonly<Record<string, string>> {
  const texts = Object.entries(environment ?? {}).flatMap(([name, range]): [string, string][] =>
    typeof range === 'string' && name.length <= MAXIMUM_NAME ? [[name, range.slice(0, MAXIMUM_TEXT)]] : [],
  );
  return Object.fromEntries(texts.slice(0, 10));
}

function describeDiscontinued(flag: unknown, replacedBy: unknown): string | null {
  if (flag !== true) return null;
  const instead = plainText(replacedBy);
  return instead === null
    ? 'The package is discontinued.'
    : `The package is discontinued; use ${instead} instead.`;
}
