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

/**
 * Reads `/p2/<vendor>/<name>.json` (https://packagist.org/apidoc#get-package-data). In its minified form each version says only
 * what differs from the one before. Null where the text is no such document about this package.
 */
export function readPackagistMetadata(json: unknown, name: string, fetchedAt: string): PackageFacts | null {
  const read = metadataSchema.safeParse(json);
  if (!read.success) return null;
  const entries = new Map(Object.entries(read.data.packages)).get(name.toLowerCase());
  if (entries === undefined) return null;
  const expanded = expand(entries.slice(0, MAXIMUM_VERSIONS), read.data.minified === 'composer/2.0');
  const versions = expanded.flatMap((entry): PackageVersionFacts[] => {
    const version = entry.get('version');
    return isVersionText(version) ? [factsOf(version, entry)] : [];
  });
  const source = linkSchema.safeParse(expanded[0]?.get('source'));
  return {
    ecosystem: 'Packagist',
    name,
    latest: null,
    versions,
    repositoryUrl: repositoryUrl(source.success ? source.data.url : null),
    undated: null,
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
    for (const field of READ_FIELDS) {
      const value = new Map(Object.entries(read.data)).get(field);
      if (value === UNSET) fields.delete(field);
      else if (value !== undefined) fields.set(field, value);
    }
    expanded.push(fields);
    before = fields;
  }
  return expanded;
}

const READ_FIELDS = ['version', 'time', 'abandoned', 'license', 'require', 'source'] as const;

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

/** https://getcomposer.org/doc/04-schema.md#abandoned: true, or the package to use instead. */
function describeAbandoned(abandoned: unknown): string | null {
  if (abandoned === true) return 'The package is abandoned.';
  const instead = plainText(abandoned);
  return instead === null ? null : `The package is abandoned; use ${instead} instead.`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
