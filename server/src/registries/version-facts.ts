import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';

/** Names and versions from outside are no longer than this; what is longer is left out. */
export const MAXIMUM_NAME = 300;
/** Reasons, ranges and other texts from outside are cut here. */
export const MAXIMUM_TEXT = 1_000;
/** Versions of one package that are kept, the first of the list. */
export const MAXIMUM_VERSIONS = 20_000;

const UNKNOWN: Omit<PackageVersionFacts, 'version'> = {
  publishedAt: null,
  deprecated: null,
  yanked: null,
  integrity: null,
  tarballUrl: null,
  dependencies: {},
  optionalDependencies: {},
  peerDependencies: {},
  optionalPeers: [],
  engines: {},
  bin: {},
  os: [],
  cpu: [],
  libc: [],
  license: null,
  funding: null,
  hasInstallScript: false,
  bundleDependencies: [],
  hasShrinkwrap: false,
  isDetailed: false,
  artifacts: [],
  document: null,
};

/** Facts about a version where a registry says less than npm's: what is not given is empty. */
export function versionFacts(
  version: string,
  known: Partial<Omit<PackageVersionFacts, 'version'>>,
): PackageVersionFacts {
  return { version, ...UNKNOWN, ...known };
}

/** Whether a text can be a version at all: short, visible characters only. What it means is the ecosystem's affair. */
export function isVersionText(text: unknown): text is string {
  return typeof text === 'string' && /^[\x21-\x7e]{1,300}$/.test(text);
}

/** A text from outside on one line of bearable length; null where nothing is left. */
export function plainText(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const line = text
    .slice(0, 4 * MAXIMUM_TEXT)
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  return line === '' ? null : line.slice(0, MAXIMUM_TEXT);
}

/** Why a version was taken back, for a flag that may come with a reason. */
export function yankedBy(flag: unknown, reason: unknown): string | null {
  if (typeof flag === 'string') return plainText(flag) ?? 'yanked';
  return flag === true ? (plainText(reason) ?? 'yanked') : null;
}
