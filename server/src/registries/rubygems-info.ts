import type { Artifact, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts } from './registry.js';
import {
  isVersionText,
  MAXIMUM_NAME,
  MAXIMUM_TEXT,
  MAXIMUM_VERSIONS,
  plainText,
  versionFacts,
} from './version-facts.js';

/** One line of the file: a version as it is built for one platform. */
interface Build {
  readonly version: string;
  /** Empty where it runs on any platform. */
  readonly platform: string;
  /** Requirements by the name of the gem that is asked for. */
  readonly asks: ReadonlyMap<string, string>;
  readonly hash: string | null;
  readonly ruby: string | null;
}

const MAXIMUM_BUILDS = 4 * MAXIMUM_VERSIONS;
const MAXIMUM_ASKS = 500;
const MAXIMUM_LINE = 100_000;
/** Bundler counts as installed wherever it runs, and stands in no lock. */
const BUNDLER = 'bundler';

/**
 * Reads a gem's file of the compact index (https://guides.rubygems.org/rubygems-org-compact-index-api/): what each version asks
 * for, the checksum of each of its builds, the Ruby that it wants; no dates. Null where the text is no such file.
 */
export function readGemInfo(text: string, name: string, fetchedAt: string): PackageFacts | null {
  const lines = text.split('\n');
  if (lines[0]?.trim() !== '---') return null;
  const versions = new Map<string, Build[]>();
  for (const line of lines.slice(1, MAXIMUM_BUILDS)) {
    const build = readBuild(line);
    if (build === null) continue;
    const builds = versions.get(build.version);
    if (builds !== undefined) builds.push(build);
    else if (versions.size < MAXIMUM_VERSIONS) versions.set(build.version, [build]);
  }
  return {
    ecosystem: 'RubyGems',
    name,
    latest: null,
    versions: Array.from(versions, ([version, builds]) => factsOf(name, version, builds)),
    repositoryUrl: null,
    undated: null,
    fetchedAt,
  };
}

/** Dated facts with what the compact index says of the same versions; what it does not know stays without details. */
export function withGemInfo(facts: PackageFacts, info: PackageFacts | null): PackageFacts {
  const known = new Map(info?.versions.map((version) => [version.version, version]));
  return {
    ...facts,
    versions: facts.versions.map((version): PackageVersionFacts => {
      const told = known.get(version.version);
      if (told === undefined) return version;
      const { dependencies, optionalDependencies, engines, artifacts, document, isDetailed } = told;
      return { ...version, dependencies, optionalDependencies, engines, artifacts, document, isDetailed };
    }),
  };
}

function readBuild(line: string): Build | null {
  if (line.length > MAXIMUM_LINE) return null;
  const space = line.indexOf(' ');
  const [number, rest] = space === -1 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
  // A platform follows the version behind a dash; versions themselves have none.
  const dash = number.indexOf('-');
  const version = dash === -1 ? number : number.slice(0, dash);
  if (!isVersionText(version) || !isVersionText(number)) return null;
  const bar = rest.indexOf('|');
  const asked = bar === -1 ? rest : rest.slice(0, bar);
  const about = pairsOf(bar === -1 ? '' : rest.slice(bar + 1));
  const checksum = about.get('checksum') ?? '';
  return {
    version,
    platform: dash === -1 ? '' : number.slice(dash + 1),
    asks: pairsOf(asked),
    hash: /^[0-9a-f]{64}$/.test(checksum) ? `sha256:${checksum}` : null,
    ruby: about.get('ruby') ?? null,
  };
}

/** `a:>= 1&< 2,b:>= 0`: what stands behind each name, its parts with commas between them. */
function pairsOf(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const pair of text.split(',').slice(0, MAXIMUM_ASKS)) {
    const colon = pair.indexOf(':');
    const name = pair.slice(0, Math.max(0, colon)).trim();
    const value = plainText(pair.slice(colon + 1).slice(0, MAXIMUM_TEXT));
    if (name !== '' && name.length <= MAXIMUM_NAME && value !== null)
      pairs.set(name, value.split('&').join(', '));
  }
  return pairs;
}

/**
 * What all builds ask for is asked for; what only some do, and Bundler itself, may be absent. The document says who asks
 * for what where the builds do not agree.
 */
function factsOf(name: string, version: string, builds: readonly Build[]): PackageVersionFacts {
  const ranges = new Map<string, { readonly all: Set<string>; count: number }>();
  for (const { asks } of builds) {
    for (const [asked, range] of asks) {
      const known = ranges.get(asked) ?? { all: new Set<string>(), count: 0 };
      known.all.add(range);
      known.count += 1;
      ranges.set(asked, known);
    }
  }
  const entries = Array.from(ranges, ([asked, { all, count }]) => ({
    range: [asked, [...all].join(', ').slice(0, MAXIMUM_TEXT)] as const,
    isAsked: count === builds.length && asked !== BUNDLER,
  }));
  const rubies = builds.filter(({ ruby }) => ruby !== null);
  const ruby = (rubies.find(({ platform }) => platform === '') ?? rubies[0])?.ruby ?? null;
  const isAlike = new Set(builds.map(({ asks }) => JSON.stringify(sorted(asks)))).size < 2;
  return versionFacts(version, {
    dependencies: Object.fromEntries(entries.filter(({ isAsked }) => isAsked).map(({ range }) => range)),
    optionalDependencies: Object.fromEntries(
      entries.filter(({ isAsked }) => !isAsked).map(({ range }) => range),
    ),
    engines: ruby === null ? {} : { ruby },
    artifacts: builds.map((build) => artifactOf(name, build)),
    document: isAlike
      ? null
      : JSON.stringify(
          Object.fromEntries(builds.map(({ platform, asks }) => [platform, Object.fromEntries(asks)])),
        ),
    isDetailed: true,
  });
}

function sorted(asks: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...asks].sort(([left], [right]) => (left < right ? -1 : 1));
}

function artifactOf(name: string, { version, platform, hash }: Build): Artifact {
  const filename = `${name}-${version}${platform === '' ? '' : `-${platform}`}.gem`;
  return { filename, url: null, hash: hash ?? '', size: null, uploadedAt: null };
}
