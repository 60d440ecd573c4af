import { z } from 'zod';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts } from './registry.js';
import { earliest, readDate } from './release-date.js';
import { isVersionText, MAXIMUM_VERSIONS, plainText, versionFacts } from './version-facts.js';

const loose = z.unknown().optional();
const versionSchema = z.object({
  number: z.string(),
  platform: loose,
  created_at: loose,
  licenses: z.array(z.unknown()).nullish().catch(null),
  ruby_version: loose,
  metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
});

/**
 * Reads `/api/v1/versions/<name>.json` (https://guides.rubygems.org/rubygems-org-api/): builds for several platforms are one
 * version, as old as the first of them. Yanked ones are not listed there. Null where the text is no such list.
 */
export function readGemVersions(json: unknown, name: string, fetchedAt: string): PackageFacts | null {
  if (!Array.isArray(json)) return null;
  const versions = new Map<string, PackageVersionFacts>();
  for (const entry of json.slice(0, MAXIMUM_VERSIONS)) {
    const read = versionSchema.safeParse(entry);
    if (!read.success || !isVersionText(read.data.number)) continue;
    const { number, created_at, licenses, ruby_version } = read.data;
    const ruby = plainText(ruby_version);
    const known = versions.get(number);
    versions.set(
      number,
      versionFacts(number, {
        publishedAt: earliest([readDate(created_at), known?.publishedAt ?? null]),
        license:
          known?.license ?? plainText((licenses ?? []).filter((each) => typeof each === 'string').join(', ')),
        engines: known?.engines ?? (ruby === null ? {} : { ruby }),
      }),
    );
  }
  if (versions.size === 0 && json.length > 0) return null;
  return {
    ecosystem: 'RubyGems',
    name,
    latest: null,
    versions: [...versions.values()],
    repositoryUrl: null,
    undated: null,
    fetchedAt,
  };
}
