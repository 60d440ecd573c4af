import { z } from 'zod';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { type CrateDemand, type CrateFeatures, featuresSince } from './crates-features.js';
import { parseJson } from './parse-json.js';
import type { PackageFacts } from './registry.js';
import { readDate } from './release-date.js';
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
const lineSchema = z.object({
  name: z.string(),
  vers: z.string(),
  yanked: loose,
  cksum: loose,
  rust_version: loose,
  pubtime: loose,
  v: loose,
  deps: loose,
  features: loose,
  features2: loose,
});

const featuresSchema = z.record(z.string(), z.array(z.string())).nullish();
const dependencySchema = z.object({
  name: z.string(),
  req: z.string(),
  features: z.array(z.string()).nullish(),
  optional: z.boolean().nullish(),
  default_features: z.boolean().nullish(),
  kind: z.string().nullish(),
  registry: z.string().nullish(),
  package: z.string().nullish(),
});
type IndexedDependency = z.infer<typeof dependencySchema>;
type IndexedLine = z.infer<typeof lineSchema>;

/** The newest form of a line that is read; Cargo passes over newer ones, too. */
const NEWEST_LINE = 2;
/** Dependencies of one version that are read; crates.io allows some hundreds. */
const MAXIMUM_DEPENDENCIES = 1_000;

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

/**
 * Reads a crate's file of the index, one version a line. A line that cannot be read is left out; null where none is about
 * this crate. The `document` of a version says from which version on its features mean the same (`featuresSince`).
 */
export function readCrateIndex(text: string, name: string, fetchedAt: string): PackageFacts | null {
  const versions: PackageVersionFacts[] = [];
  const features: CrateFeatures[] = [];
  for (const line of text.split('\n')) {
    if (versions.length >= MAXIMUM_VERSIONS) break;
    const read = line.trim() === '' ? null : lineSchema.safeParse(parseJson(line));
    if (read === null || !read.success || !isSameCrate(read.data.name, name)) continue;
    const { vers, yanked, cksum, rust_version, pubtime } = read.data;
    if (!isVersionText(vers) || isOfNewerForm(read.data)) continue;
    const dependencies = readDependencies(read.data.deps);
    const crate = dependencies === null ? null : readFeatures(read.data, dependencies);
    if (crate !== null) features.push(crate);
    const rust = plainText(rust_version);
    versions.push(
      versionFacts(vers, {
        publishedAt: readDate(pubtime),
        yanked: yankedBy(yanked, null),
        integrity: readChecksum(cksum),
        engines: rust === null ? {} : { rust },
        ...(dependencies === null ? {} : requirementsOf(dependencies)),
      }),
    );
  }
  if (versions.length === 0) return null;
  const since = featuresSince(features);
  return {
    ecosystem: 'crates.io',
    name,
    latest: null,
    versions: versions.map((facts) => {
      const start = since.get(facts.version);
      return start === undefined ? facts : { ...facts, document: JSON.stringify({ featuresSince: start }) };
    }),
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

function isOfNewerForm({ v }: IndexedLine): boolean {
  return typeof v === 'number' && v > NEWEST_LINE;
}

/** What a build of the crate asks for; null where a part cannot be read or is of another registry. */
function readDependencies(value: unknown): readonly IndexedDependency[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > MAXIMUM_DEPENDENCIES) return null;
  const dependencies: IndexedDependency[] = [];
  for (const item of value) {
    const read = dependencySchema.safeParse(item);
    if (!read.success || !isBearable(read.data)) return null;
    if (read.data.kind === 'dev') continue;
    if (typeof read.data.registry === 'string') return null;
    dependencies.push(read.data);
  }
  return dependencies;
}

function isBearable({ name, req, package: real }: IndexedDependency): boolean {
  return name.length <= MAXIMUM_NAME && (real ?? '').length <= MAXIMUM_NAME && req.length <= MAXIMUM_TEXT;
}

/** Under the crates' real names; of one that is asked for several times all requirements must hold, which is more than Cargo wants. */
function requirementsOf(
  dependencies: readonly IndexedDependency[],
): Pick<PackageVersionFacts, 'dependencies' | 'optionalDependencies' | 'isDetailed'> {
  const always = new Map<string, Set<string>>();
  const optional = new Map<string, Set<string>>();
  for (const dependency of dependencies) {
    const { name, req, optional: isOptional, package: real } = dependency;
    const names = isOptional === true ? optional : always;
    const known = names.get(real ?? name) ?? new Set();
    names.set(real ?? name, known.add(req));
  }
  for (const [name, ranges] of always) {
    for (const range of optional.get(name) ?? []) ranges.add(range);
    optional.delete(name);
  }
  return {
    dependencies: joined(always),
    optionalDependencies: joined(optional),
    isDetailed: true,
  };
}

function joined(ranges: ReadonlyMap<string, ReadonlySet<string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from(ranges, ([name, all]) => [name, joinedRange([...all])]));
}

/** `*` cannot stand beside others, and adds nothing to them. */
function joinedRange(ranges: readonly string[]): string {
  return ranges.length === 1 ? ranges.join() : ranges.filter((range) => range.trim() !== '*').join(', ');
}

function readFeatures(
  { vers, features, features2 }: IndexedLine,
  dependencies: readonly IndexedDependency[],
): CrateFeatures | null {
  const tables = [featuresSchema.safeParse(features), featuresSchema.safeParse(features2)];
  const all = new Map<string, readonly string[]>();
  for (const table of tables) {
    if (!table.success) return null;
    for (const [name, values] of Object.entries(table.data ?? {}))
      all.set(name, [...(all.get(name) ?? []), ...values]);
  }
  const demands = new Map<string, CrateDemand>();
  for (const asked of dependencies) {
    const before = demands.get(asked.name);
    demands.set(asked.name, {
      package: asked.package ?? asked.name,
      isOptional: asked.optional === true && before?.isOptional !== false,
      isDefault: asked.default_features !== false || before?.isDefault === true,
      features: new Set([...(before?.features ?? []), ...(asked.features ?? [])]),
    });
  }
  return { version: vers, features: all, dependencies: demands };
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
