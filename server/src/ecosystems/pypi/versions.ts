import type { VersionStep } from '../ecosystem.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

const MAX_VERSION_LENGTH = 512;
const MAX_EXACT_DIGITS = 15;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const DOT = 0x2e;
const PUBLISHED =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|beta|preview|pre|a|b|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/i;
/** What PyPI took before PEP 440: begins with a digit, and holds nothing that a range, a path or an address needs. */
const LEGACY = /^\d[0-9A-Za-z._+!:-]*$/;
const PRE_RANKS: ReadonlyMap<string, number> = new Map([
  ['a', 0],
  ['alpha', 0],
  ['b', 1],
  ['beta', 1],
  ['c', 2],
  ['rc', 2],
  ['pre', 2],
  ['preview', 2],
]);

type WholeNumber = number | bigint;

/** A version by PEP 440 (https://packaging.python.org/en/latest/specifications/version-specifiers/). */
export interface PublishedVersion {
  readonly kind: 'published';
  readonly epoch: WholeNumber;
  /** As written, trailing zeros too. */
  readonly release: readonly WholeNumber[];
  readonly pre: readonly [rank: number, number: WholeNumber] | null;
  readonly post: WholeNumber | null;
  readonly dev: WholeNumber | null;
  readonly local: readonly (WholeNumber | string)[] | null;
}

/** A version of the time before PEP 440: older than all others, among themselves as setuptools ordered them. */
export interface LegacyVersion {
  readonly kind: 'legacy';
  readonly parts: readonly string[];
}

export type PythonVersion = PublishedVersion | LegacyVersion;

/** Python's versions, those too that PyPI kept from before PEP 440. */
export const versionScheme: VersionScheme<PythonVersion> = { read: readVersion, compare: compareRead };

/** PEP 440's order, local versions and epochs too; legacy versions come before, unreadable texts first. */
export const compareVersions = totalOrder(versionScheme);

/** Whether a text is one version, and not a range, a path or an address. */
export function isVersion(text: string): boolean {
  return readVersion(text) !== null;
}

/** Whether the version is an alpha, a beta, a release candidate or a development release. */
export function isPrerelease(version: string): boolean {
  const read = readVersion(version);
  return read?.kind === 'published' && isPrereleaseVersion(read);
}

/** `isPrerelease` of a version that is read already. */
export function isPrereleaseVersion({ pre, dev }: PublishedVersion): boolean {
  return pre !== null || dev !== null;
}

/**
 * The largest part that differs, in either direction; post and local releases are a PATCH, another epoch is MAJOR. A
 * prerelease on either side is PRERELEASE; legacy or unreadable versions that differ are MAJOR.
 */
export function stepBetween(from: string, to: string): VersionStep {
  if (from === to) return 'NONE';
  const before = readVersion(from);
  const after = readVersion(to);
  if (before?.kind !== 'published' || after?.kind !== 'published') return 'MAJOR';
  if (comparePublished(before, after) === 0) return 'NONE';
  if (isPrereleaseVersion(before) || isPrereleaseVersion(after)) return 'PRERELEASE';
  if (before.epoch !== after.epoch || before.release[0] !== after.release[0]) return 'MAJOR';
  return (before.release[1] ?? 0) === (after.release[1] ?? 0) ? 'PATCH' : 'MINOR';
}

/** Reads a version by PEP 440; null for anything else, a legacy version too. */
export function readPublished(text: string): PublishedVersion | null {
  if (text.length > MAX_VERSION_LENGTH) return null;
  const plain = readPlainRelease(text);
  if (plain !== null)
    return { kind: 'published', epoch: 0, release: plain, pre: null, post: null, dev: null, local: null };
  const trimmed = text.trim();
  const found = PUBLISHED.exec(trimmed);
  if (found === null) return null;
  const [, epoch, release = '', preName, preNumber, bare, post, postNumber, dev, devNumber, local] = found;
  return {
    kind: 'published',
    epoch: wholeNumber(epoch),
    release: release.split('.').map(wholeNumber),
    pre: preName === undefined ? null : [PRE_RANKS.get(preName.toLowerCase()) ?? 0, wholeNumber(preNumber)],
    post: bare === undefined && post === undefined ? null : wholeNumber(bare ?? postNumber),
    dev: dev === undefined ? null : wholeNumber(devNumber),
    local: local === undefined ? null : local.toLowerCase().split(/[-_.]/).map(localPart),
  };
}

/** PEP 440's order of two versions that are read. */
export function comparePublished(left: PublishedVersion, right: PublishedVersion): number {
  return (
    compareNumbers(left.epoch, right.epoch) ||
    compareReleases(left.release, right.release) ||
    comparePres(left, right) ||
    compareOptional(left.post, right.post, -1) ||
    compareOptional(left.dev, right.dev, 1) ||
    compareLocals(left.local, right.local)
  );
}

/** The order of two releases, `1.0` being `1`. */
export function compareReleases(left: readonly WholeNumber[], right: readonly WholeNumber[]): number {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const order = compareNumbers(left[at] ?? 0, right[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** The numbers of a version like `1.2.3`, by far the most of them; null for anything else. */
function readPlainRelease(text: string): readonly number[] | null {
  const release: number[] = [];
  let number = 0;
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char >= DIGIT_0 && char <= DIGIT_9) {
      number = number * 10 + char - DIGIT_0;
      digits += 1;
      if (digits > MAX_EXACT_DIGITS) return null;
    } else if (char === DOT && digits > 0) {
      release.push(number);
      number = 0;
      digits = 0;
    } else return null;
  }
  if (digits === 0) return null;
  release.push(number);
  return release;
}

function readVersion(text: string): PythonVersion | null {
  const published = readPublished(text);
  if (published !== null) return published;
  return text.length <= MAX_VERSION_LENGTH && LEGACY.test(text) ? readLegacy(text) : null;
}

function compareRead(left: PythonVersion, right: PythonVersion): number {
  if (left.kind === 'published') return right.kind === 'published' ? comparePublished(left, right) : 1;
  return right.kind === 'published' ? -1 : compareLegacy(left.parts, right.parts);
}

/** A development release of a final version comes before that version's prereleases. */
function comparePres(left: PublishedVersion, right: PublishedVersion): number {
  const leftRank = rankOfPre(left);
  const rightRank = rankOfPre(right);
  if (leftRank !== rightRank) return leftRank - rightRank;
  return compareNumbers(left.pre?.[1] ?? 0, right.pre?.[1] ?? 0);
}

function rankOfPre({ pre, post, dev }: PublishedVersion): number {
  if (pre !== null) return pre[0];
  return post === null && dev !== null ? -1 : 3;
}

/** Where only one side has the part, `missing` says how the other one compares to it: -1 before, 1 after. */
function compareOptional(left: WholeNumber | null, right: WholeNumber | null, missing: -1 | 1): number {
  if (left === null) return right === null ? 0 : missing;
  return right === null ? -missing : compareNumbers(left, right);
}

/** None comes first; numbers come after texts; the shorter of two that begin alike comes first. */
function compareLocals(left: PublishedVersion['local'], right: PublishedVersion['local']): number {
  if (left === null || right === null) return (left === null ? 0 : 1) - (right === null ? 0 : 1);
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const first = left[at] ?? 0;
    const second = right[at] ?? 0;
    if (first === second) continue;
    if (typeof first === 'string') return typeof second === 'string' ? compareTexts(first, second) : -1;
    if (typeof second === 'string') return 1;
    const order = compareNumbers(first, second);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** The key that setuptools gave to versions before PEP 440: numbers by size, words before them, `final` at the end. */
function readLegacy(text: string): LegacyVersion {
  const parts: string[] = [];
  for (const raw of text.toLowerCase().match(/\d+|[a-z]+|\.|-|[^\da-z.-]+/g) ?? []) {
    const part = LEGACY_WORDS.get(raw) ?? raw;
    if (part === '.') continue;
    const isNumber = /^\d/.test(part);
    if (!isNumber && `*${part}` < '*final') while (parts.at(-1) === '*final-') parts.pop();
    if (!isNumber) while (parts.at(-1) === '00000000') parts.pop();
    parts.push(isNumber ? part.padStart(8, '0') : `*${part}`);
  }
  return { kind: 'legacy', parts: [...parts, '*final'] };
}

const LEGACY_WORDS: ReadonlyMap<string, string> = new Map([
  ['pre', 'c'],
  ['preview', 'c'],
  ['rc', 'c'],
  ['-', 'final-'],
  ['dev', '@'],
]);

function compareLegacy(left: readonly string[], right: readonly string[]): number {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const order = compareTexts(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareNumbers(left: WholeNumber, right: WholeNumber): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function wholeNumber(digits: string | undefined): WholeNumber {
  if (digits === undefined || digits === '') return 0;
  return digits.length <= MAX_EXACT_DIGITS ? Number(digits) : BigInt(digits);
}

function localPart(text: string): WholeNumber | string {
  return /^\d+$/.test(text) ? wholeNumber(text) : text;
}
