import { z } from 'zod';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { parseJson } from './parse-json.js';
import type { PackageFacts } from './registry.js';
import { readDate } from './release-date.js';
import { isVersionText, MAXIMUM_VERSIONS, plainText, versionFacts, yankedBy } from './version-facts.js';

const loose = z.unknown().optional();
const lineSchema = z.object({
  name: z.string(),
  vers: z.string(),
  yanked: loose,
  cksum: loose,
  rust_version: loose,
  pubtime: loose,
});

const releasesSchema = z.object({
  versions: z.array(z.unknown()),
});
const releaseSchema = z.object({ num: z.string(), created_at: z.string() });

/** Where a crate stands in a sparse index (https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files). */
export function crateIndexPath(name: string): string {
  const lower = name.toLowerCase();
  if (lower.length <= 2) return `${lower.length}/${lower}`;
  if (lower.length === 3) return `3/${lower.slice(0, 1)}/${lower}`;
  return `${lower.slice(0, 2)}/${lower.slice(2, 4)}/${lower}`;
}

/** Reads a crate's file of the index, one version a line. A line that cannot be read is left out; null where none is about this crate. */
export function readCrateIndex(text: string, name: string, fetchedAt: string): PackageFacts | null {
  const versions: PackageVersionFacts[] = [];
  for (const line of text.split('\n')) {
    if (versions.length >= MAXIMUM_VERSIONS) break;
    const read = line.trim() === '' ? null : lineSchema.safeParse(parseJson(line));
    if (read === null || !read.success || !isSameCrate(read.data.name, name)) continue;
    const { vers, yanked, cksum, rust_version, pubtime } = read.data;
    if (!isVersionText(vers)) continue;
    const rust = plainText(rust_version);
    versions.push(
      versionFacts(vers, {
        publishedAt: readDate(pubtime),
        yanked: yankedBy(yanked, null),
        integrity: readChecksum(cksum),
        engines: rust === null ? {} : { rust },
      }),
    );
  }
  if (versions.length === 0) return null;
  return {
    ecosystem: 'crates.io',
    name,
    latest: null,
    versions,
    repositoryUrl: null,
    undated: null,
    fetchedAt,
  };
}

/** The dates that `/api/v1/crates/<name>/versions` tells, by version; empty for any other document. */
export function readCrateDates(json: unknown): ReadonlyMap<string, string> {
  const read = releasesSchema.safeParse(json);
  const dates = new Map<string, string>();
  for (const release of read.success ? read.data.versions.slice(0, MAXIMUM_VERSIONS) : []) {
    const found = releaseSchema.safeParse(release);
    const date = found.success ? readDate(found.data.created_at) : null;
    if (found.success && date !== null) dates.set(found.data.num, date);
  }
  return dates;
}

/** Cargo takes `-` and `_` for the same. */
function isSameCrate(left: string, right: string): boolean {
  const plain = (name: string) => name.toLowerCase().replaceAll('_', '-');
  return plain(left) === plain(right);
}

function readChecksum(checksum: unknown): string | null {
  return typeof checksum === 'string' && /^[0-9a-f]{64}$/.test(checksum)
    ? `sha256-${Buffer.from(checksum, 'hex').toString('base64')}`
    : null;
}
