import semver, { type SemVer } from 'semver';
import { z } from 'zod';
import { readGoFile } from '../ecosystems/go/go-mod.js';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { ProblemList } from '../formats/problem-list.js';
import { readDate } from './release-date.js';
import { isVersionText, MAXIMUM_NAME, MAXIMUM_VERSIONS, plainText } from './version-facts.js';

/** A module path or version as the proxy wants it: capitals as `!` and the small letter (https://go.dev/ref/mod#goproxy-protocol). */
export function escapeGoPath(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** A version as OSV and locks write it, without the `v` that Go's own tools put first. */
export function bareGoVersion(version: string): string {
  return version.replace(/^v(?=\d)/, '');
}

/** The versions of an `@v/list`, bare and sorted by nobody; lines that are none are left out. */
export function readGoVersions(text: string): readonly string[] {
  const versions = new Set<string>();
  for (const line of text.split('\n', 2 * MAXIMUM_VERSIONS)) {
    const version = line.trim();
    if (isGoVersion(version) && versions.size < MAXIMUM_VERSIONS) versions.add(bareGoVersion(version));
  }
  return [...versions];
}

const infoSchema = z.object({ Version: z.string(), Time: z.unknown().optional() });

/** What `.info` and `@latest` say, the version bare; null where the text is no such document. */
export function readGoInfo(json: unknown): { readonly version: string; readonly time: string | null } | null {
  const read = infoSchema.safeParse(json);
  if (!read.success || !isGoVersion(read.data.Version)) return null;
  return { version: bareGoVersion(read.data.Version), time: readDate(read.data.Time) };
}

/**
 * What a version's go.mod requires. What is marked `// indirect` need not be there where it is built into something else, but
 * counts where it is, and so becomes an optional peer. `engines.go` is its language. Null where a part cannot be read.
 */
export function readGoRequirements(
  text: string,
): Pick<
  PackageVersionFacts,
  'dependencies' | 'peerDependencies' | 'optionalPeers' | 'engines' | 'isDetailed'
> | null {
  const problems = new ProblemList();
  const file = readGoFile('go.mod', text, problems);
  if (file === null || file.module === null || problems.list().length > 0) return null;
  const direct = new Map<string, string>();
  const indirect = new Map<string, string>();
  for (const { module, version, isIndirect } of file.requires) {
    if (!isGoVersion(version) || module.length > MAXIMUM_NAME) return null;
    if (direct.has(module) || indirect.has(module)) return null;
    (isIndirect ? indirect : direct).set(module, version);
  }
  return {
    dependencies: Object.fromEntries(direct),
    peerDependencies: Object.fromEntries(indirect),
    optionalPeers: [...indirect.keys()],
    engines: file.goVersion === null ? {} : { go: file.goVersion },
    isDetailed: true,
  };
}

/** What a module's newest go.mod says of its own versions. */
export interface GoModuleWord {
  /** Why the module should not be used any more; null where it may. */
  readonly deprecated: string | null;
  /** Why a version was taken back; null where it stands. */
  retractionOf(version: string): string | null;
}

/** Bounds as `semver` reads them: once, because every version is compared with all of them. */
interface Retraction {
  readonly low: SemVer;
  readonly high: SemVer;
  readonly reason: string;
}

const MAXIMUM_LINES = 20_000;
const MAXIMUM_RETRACTIONS = 500;

/**
 * Reads deprecation (https://go.dev/ref/mod#go-mod-file-module-deprecation) and retractions
 * (https://go.dev/ref/mod#go-mod-file-retract) out of a go.mod. What cannot be read is left out.
 */
export function readGoModuleWord(text: string): GoModuleWord {
  const retractions: Retraction[] = [];
  let deprecated: string | null = null;
  let comments: string[] = [];
  let isInRetract = false;
  for (const raw of text.split('\n', MAXIMUM_LINES)) {
    const slashes = raw.indexOf('//');
    const code = (slashes === -1 ? raw : raw.slice(0, slashes)).trim();
    const comment = slashes === -1 ? '' : raw.slice(slashes + 2).trim();
    if (code === '') {
      comments = comment === '' && slashes === -1 ? [] : [...comments.slice(-20), comment];
      continue;
    }
    const said = [...comments, comment].filter((line) => line !== '');
    comments = [];
    if (/^module\s/.test(code)) deprecated = readDeprecation(said);
    else if (/^retract\s*\($/.test(code)) isInRetract = true;
    else if (code === ')') isInRetract = false;
    else if (isInRetract || /^retract[\s[]/.test(code)) {
      const range = readRange(code.replace(/^retract/, '').trim());
      if (range !== null && retractions.length < MAXIMUM_RETRACTIONS)
        retractions.push({ ...range, reason: plainText(said.join(' ')) ?? 'retracted' });
    }
  }
  return {
    deprecated,
    retractionOf: (version) => {
      const read = semver.parse(version);
      if (read === null) return null;
      const found = retractions.find(({ low, high }) => low.compare(read) <= 0 && read.compare(high) <= 0);
      return found?.reason ?? null;
    },
  };
}

/** The highest release that was not taken back: what is newest where the proxy's own word for it was. */
export function highestStanding(versions: readonly string[], word: GoModuleWord): string | null {
  const releases = versions.filter((version) => semver.prerelease(version) === null);
  const standing = releases.filter((version) => word.retractionOf(version) === null);
  return standing.toSorted(semver.compare).at(-1) ?? null;
}

function readDeprecation(comments: readonly string[]): string | null {
  const start = comments.findIndex((line) => line.startsWith('Deprecated:'));
  if (start === -1) return null;
  return plainText(comments.slice(start).join(' ').slice('Deprecated:'.length)) ?? 'deprecated';
}

/** One version or a range in brackets; Go orders versions as SemVer does (https://go.dev/ref/mod#versions). */
function readRange(text: string): Pick<Retraction, 'low' | 'high'> | null {
  const [low, high = low] = text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((version) => (isGoVersion(version.trim()) ? semver.parse(version.trim()) : null));
  return low == null || high == null ? null : { low, high };
}

function isGoVersion(text: string): boolean {
  return isVersionText(text) && text.startsWith('v') && semver.valid(text) !== null;
}
