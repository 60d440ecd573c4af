import { z } from 'zod';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts } from './registry.js';
import { readDate } from './release-date.js';
import { repositoryUrl } from './repository-url.js';
import { isVersionText, MAXIMUM_VERSIONS, plainText, versionFacts } from './version-facts.js';

const metadataSchema = z.object({
  packages: z.record(z.string(), z.array(z.unknown())),
  minified: z.unknown().optional(),
});
const entrySchema = z.record(z.string(), z.unknown());
const linkSchema = z.object({ url: z.string() });
const requireSchema = z.record(z.string(), z.unknown());

/** In a minified entry: the field that the entry before had is gone. */
const UNSET = '__unset';

/** A longer description of a version is not kept; the longest known has 60,000 characters. */
const MAXIMUM_DOCUMENT = 200_000;
const MAXIMUM_REQUIREMENTS = 1_000;

/** PHP itself, its extensions and libraries, and Composer: what a platform is asked for, and no packages. */
const PLATFORM = /^(?:php(?:-[a-z0-9]+)?|hhvm|(?:ext|lib)-[^/]+|composer(?:-(?:plugin|runtime)-api)?)$/i;

/** Of what, when, and which versions are to be described in full. */
export interface PackagistReading {
  readonly name: string;
  readonly fetchedAt: string;
  readonly dated: readonly string[];
}

/**
 * Reads `/p2/<vendor>/<name>.json` (https://packagist.org/apidoc#get-package-data). In its minified form each version says only
 * what differs from the one before. What the versions that matter require, and their whole descriptions, are kept; of the
 * others not, because there are thousands. Null where the text is no such document about this package.
 */
export function readPackagistMetadata(
  json: unknown,
  { name, fetchedAt, dated }: PackagistReading,
): PackageFacts | null {
  const read = metadataSchema.safeParse(json);
  if (!read.success) return null;
  const entries = new Map(Object.entries(read.data.packages)).get(name.toLowerCase());
  if (entries === undefined) return null;
  const expanded = expand(entries.slice(0, MAXIMUM_VERSIONS), read.data.minified === 'composer/2.0');
  const wanted = new Set(dated);
  const versions = expanded.flatMap((entry): PackageVersionFacts[] => {
    const version = entry.get('version');
    if (!isVersionText(version)) return [];
    const facts = factsOf(version, entry);
    return [wanted.has(version) ? { ...facts, ...detailsOf(entry) } : facts];
  });
  const source = linkSchema.safeParse(expanded[0]?.get('source'));
  return {
    ecosystem: 'Packagist',
    name,
    latest: null,
    versions,
    repositoryUrl: repositoryUrl(source.success ? source.data.url : null),
    undated: versions
      .filter(({ version, isDetailed }) => wanted.has(version) && !isDetailed)
      .map(({ version }) => version),
    fetchedAt,
  };
}

function expand(entries: readonly unknown[], isMinified: boolean): readonly ReadonlyMap<string, unknown>[] {
  let before: ReadonlyMap<string, unknown> = new Map();
  const expanded: ReadonlyMap<string, unknown>[] = [];
  for (const entry of entries) {
    const read = entrySchema.safeParse(entry);
    if (!read.success) continue;
    const fields = new Map(isMinified ? before : []);
    for (const [field, value] of Object.entries(read.data)) {
      if (value === UNSET) fields.delete(field);
      else fields.set(field, value);
    }
    expanded.push(fields);
    before = fields;
  }
  return expanded;
}

function factsOf(version: string, entry: ReadonlyMap<string, unknown>): PackageVersionFacts {
  const license = entry.get('license');
  const requires = requireSchema.safeParse(entry.get('require'));
  const php =
    requires.success && Object.hasOwn(requires.data, 'php') ? plainText(requires.data['php']) : null;
  return versionFacts(version, {
    publishedAt: readDate(entry.get('time')),
    deprecated: describeAbandoned(entry.get('abandoned')),
    license: Array.isArray(license) ? plainText(license.filter(isText).join(', ')) : plainText(license),
    engines: php === null ? {} : { php },
  });
}

/** What it requires without the platform, and all that is said of it; nothing where that is too much. */
function detailsOf(entry: ReadonlyMap<string, unknown>): Partial<PackageVersionFacts> {
  const version = entry.get('version');
  const document = JSON.stringify(Object.fromEntries(entry));
  const requires = requireSchema.safeParse(entry.get('require'));
  const asked = Object.entries(requires.success ? requires.data : {}).flatMap(
    ([name, range]): [string, string][] =>
      isText(range) && !PLATFORM.test(name)
        ? [[name, range === 'self.version' && isText(version) ? version : range]]
        : [],
  );
  if (document.length > MAXIMUM_DOCUMENT || asked.length > MAXIMUM_REQUIREMENTS) return {};
  return { dependencies: Object.fromEntries(asked), document, isDetailed: true };
}

/** https://getcomposer.org/doc/04-schema.md#abandoned: true, or the package to use instead. */
function describeAbandoned(abandoned: unknown): string | null {
  if (abandoned === true) return 'The package is abandoned.';
  const instead = plainText(abandoned);
  return instead === null ? null : `The package is abandoned; use ${instead} instead.`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
