import { z } from 'zod';

const names = z.record(z.string(), z.string());

const versionFacts = z.object({
  dependencies: names.optional(),
  optionalDependencies: names.optional(),
  peerDependencies: names.optional(),
  /** Names of the peers that may be missing. */
  optionalPeers: z.array(z.string()).optional(),
  engines: names.optional(),
  bin: names.optional(),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
  libc: z.array(z.string()).optional(),
  license: z.string().optional(),
  deprecated: z.string().optional(),
  /** Why its publisher took it back; it is still listed. npm has no such thing. */
  yanked: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  /** ISO 8601: when the registry took this version down; it is served only by a view from before that. */
  removedAt: z.string().optional(),
});

const change = z.record(z.string(), z.unknown());

const packageLine = z.object({
  name: z.string().min(1),
  latest: z.string().min(1),
  repository: z.string().optional(),
  versions: z.array(z.tuple([z.string(), z.string(), change])).min(1),
});

/** What the world knows of one published version; `publishedAt` is ISO 8601. */
export interface UniverseVersion extends z.infer<typeof versionFacts> {
  readonly version: string;
  readonly publishedAt: string;
}

/** One package, its versions in the order in which they were published. */
export interface UniversePackage {
  readonly name: string;
  readonly latest: string;
  readonly repository: string | null;
  readonly versions: readonly UniverseVersion[];
}

/** Every package that a registry serves, by name. */
export type Universe = ReadonlyMap<string, UniversePackage>;

/**
 * Reads a universe from its text: one package a line, each version as `[version, published, change]`, where the
 * change names only the facts that differ from the version before it, and null where a fact ended.
 */
export function parseUniverse(text: string): Universe {
  const universe = new Map<string, UniversePackage>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const read = packageLine.parse(JSON.parse(line));
    universe.set(read.name, {
      name: read.name,
      latest: read.latest,
      repository: read.repository ?? null,
      versions: unfold(read.versions),
    });
  }
  return universe;
}

/** The text that `parseUniverse` reads back: packages by name, versions by date. */
export function formatUniverse(universe: Universe): string {
  const packages = [...universe.values()].sort((left, right) => compareText(left.name, right.name));
  return packages.map((entry) => `${JSON.stringify(fold(entry))}\n`).join('');
}

/**
 * The universe as it stood at a moment (ISO 8601): later versions are not there yet, versions taken down since then
 * still are, and `latest` is the highest plain version of that day. Packages without a version are left out.
 */
export function universeAsOf(universe: Universe, moment: string | null): Universe {
  const view = new Map<string, UniversePackage>();
  for (const entry of universe.values()) {
    const versions = entry.versions.filter((version) => isVisible(version, moment));
    const [first] = versions;
    if (first === undefined) continue;
    const latest = versions.some((version) => version.version === entry.latest)
      ? entry.latest
      : highestPlain(versions, first);
    view.set(entry.name, { ...entry, versions, latest });
  }
  return view;
}

function isVisible(version: UniverseVersion, moment: string | null): boolean {
  if (moment === null) return version.removedAt === undefined;
  const isRemoved = version.removedAt !== undefined && version.removedAt <= moment;
  return version.publishedAt <= moment && !isRemoved;
}

function highestPlain(versions: readonly UniverseVersion[], first: UniverseVersion): string {
  let highest: UniverseVersion | null = null;
  for (const version of versions) {
    if (version.version.includes('-')) continue;
    if (highest === null || compareNumbers(version.version, highest.version) > 0) highest = version;
  }
  return (highest ?? first).version;
}

function compareNumbers(left: string, right: string): number {
  const [ours, theirs] = [left.split('.').map(Number), right.split('.').map(Number)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (ours[index] ?? 0) - (theirs[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function unfold(lines: readonly (readonly [string, string, Record<string, unknown>])[]): UniverseVersion[] {
  const versions: UniverseVersion[] = [];
  const facts = new Map<string, unknown>();
  for (const [version, publishedAt, changes] of lines) {
    for (const [fact, value] of Object.entries(changes)) {
      if (value === null) facts.delete(fact);
      else facts.set(fact, value);
    }
    versions.push({ version, publishedAt, ...versionFacts.parse(Object.fromEntries(facts)) });
  }
  return versions;
}

function fold(entry: UniversePackage): unknown {
  const versions: unknown[] = [];
  let before: ReadonlyMap<string, unknown> = new Map();
  for (const { version, publishedAt, ...facts } of entry.versions) {
    const now = new Map<string, unknown>(
      Object.entries(facts)
        .filter(([, value]) => value !== undefined)
        .sort(([left], [right]) => compareText(left, right)),
    );
    const changes = new Map<string, unknown>();
    for (const key of before.keys()) if (!now.has(key)) changes.set(key, null);
    for (const [key, value] of now) {
      if (JSON.stringify(before.get(key)) !== JSON.stringify(value)) changes.set(key, value);
    }
    versions.push([version, publishedAt, Object.fromEntries(changes)]);
    before = now;
  }
  const repository = entry.repository === null ? {} : { repository: entry.repository };
  return { name: entry.name, latest: entry.latest, ...repository, versions };
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
