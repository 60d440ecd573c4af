import type { RangeChange, VersionChange } from '../ecosystem.js';
import { type LockEntry, type LockText, splitVersion, writeLockText } from './lock-text.js';
import { unaskedEntries } from './remove-unasked.js';
import { lockedRequirement } from './requirement.js';
import { type GemVariant, variantsOf } from './variants.js';
import { satisfies } from './versions.js';

/** A new text, or why there is none: the end of a sentence. */
export type LockEdit =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string };

const MAX_BUILDS = 64;

/** The lines that take the place of others, by number; and the gems as they stand then. */
interface Draft {
  readonly lock: LockText;
  readonly lines: Map<number, readonly string[]>;
  readonly moved: Map<LockEntry, LockEntry>;
}

/**
 * Moves gems of a lock to other versions, with what these ask for and their checksums, and rewrites what DEPENDENCIES
 * repeats of the Gemfile. Gems that nothing asks for any more go.
 */
export function editLock(
  lock: LockText,
  {
    versions,
    ranges,
  }: { readonly versions: readonly VersionChange[]; readonly ranges: readonly RangeChange[] },
): LockEdit {
  const draft: Draft = { lock, lines: new Map(), moved: new Map() };
  for (const change of versions) {
    const reason = moveGem(draft, change);
    if (reason !== null) return refuse(`${change.name} ${change.to}: ${reason}`);
  }
  for (const change of ranges) {
    const reason = rewriteRange(draft, change);
    if (reason !== null) return refuse(`${change.name}: ${reason}`);
  }
  const unmet = firstUnmet(draft);
  if (unmet !== null) return refuse(unmet);
  const after = [...lock.gems, ...lock.others].map((entry) => draft.moved.get(entry) ?? entry);
  if (versions.length > 0) leaveOut(draft, unaskedEntries(lock, after));
  return { kind: 'text', text: writeLockText(lock, draft.lines) };
}

function refuse(reason: string): LockEdit {
  return { kind: 'refused', reason };
}

function moveGem(draft: Draft, { name, from, to, target }: VersionChange): string | null {
  const copies = draft.lock.gems.filter((entry) => entry.name === name);
  const entries = copies.filter(({ version }) => version === from);
  if (entries.length === 0)
    return copies.some(({ version }) => version === to) ? null : 'the lock has no entry for it';
  if (copies.length > MAX_BUILDS) return 'the lock has more entries for it than any gem has builds';
  if (entries.some((entry) => draft.moved.has(entry))) return 'it is to be moved twice';
  const variants = variantsOf(name, target);
  if (variants === null) return 'the registry does not say what it asks for';
  for (const entry of entries) {
    const { platform } = entry;
    const variant = variants.get(platform);
    if (variant === undefined)
      return platform === ''
        ? 'the registry knows no build of it that runs on every platform'
        : `the registry knows no build of it for the platform ${platform}`;
    if (copies.some((copy) => copy.version === to && copy.platform === platform))
      return 'the lock has an entry for this version already';
    const asks = linesOf(variant);
    if (asks === null) return 'what it asks for could not be read';
    draft.lines.set(entry.start, [`    ${name} (${fullVersion(to, platform)})`, ...asks]);
    for (let at = entry.start + 1; at < entry.end; at += 1) draft.lines.set(at, []);
    draft.moved.set(entry, { ...entry, version: to, asks: variant.asks });
    const reason = rewriteChecksum(draft, entry, { to, variant });
    if (reason !== null) return reason;
  }
  return null;
}

/** What a gem asks for, as Bundler lists it; null where some of it cannot be written. */
function linesOf({ asks }: GemVariant): readonly string[] | null {
  const lines: string[] = [];
  for (const [name, requirement] of asks) {
    const locked = lockedRequirement(requirement);
    if (locked === null || !/^[\w.-]+$/.test(name)) return null;
    lines.push(`      ${name}${locked === '' ? '' : ` (${locked})`}`);
  }
  return lines.sort();
}

function rewriteChecksum(
  { lock, lines }: Draft,
  { name, version, platform }: LockEntry,
  { to, variant }: { readonly to: string; readonly variant: GemVariant },
): string | null {
  for (const line of lock.checksums) {
    if (line.name !== name || line.detail === null) continue;
    const stated = splitVersion(line.detail);
    if (stated.version !== version || stated.platform !== platform) continue;
    const head = `  ${name} (${fullVersion(to, platform)})`;
    const hash = /^sha256:([0-9a-f]{64})$/.exec(variant.hash)?.[1];
    if (line.tail === '') lines.set(line.index, [head]);
    else if (hash === undefined || !/^ sha256=[0-9a-f]{64}$/.test(line.tail))
      return 'the lock states a checksum that the registry does not tell';
    else lines.set(line.index, [`${head} sha256=${hash}`]);
  }
  return null;
}

function fullVersion(version: string, platform: string): string {
  return platform === '' ? version : `${version}-${platform}`;
}

function rewriteRange({ lock, lines }: Draft, { name, from, range }: RangeChange): string | null {
  const before = lockedRequirement(from);
  const after = lockedRequirement(range);
  if (before === null || after === null) return 'its range could not be read';
  const declared = lock.dependencies.filter((line) => line.name === name);
  if (declared.length === 0) return 'the lock does not say that the project asks for it';
  for (const { detail, tail, index } of declared) {
    const stated = lockedRequirement(detail ?? '>= 0');
    if (stated === after) continue;
    if (stated !== before) return `the lock says that the project asks for ${detail ?? 'any version'}`;
    lines.set(index, [`  ${name}${after === '' ? '' : ` (${after})`}${tail}`]);
  }
  return null;
}

/** What a moved gem asks for and the lock does not have; Bundler itself is never in a lock. */
function firstUnmet({ lock, moved }: Draft): string | null {
  const versions = new Map<string, string[]>();
  for (const entry of [...lock.gems, ...lock.others]) {
    const { name, version } = moved.get(entry) ?? entry;
    const known = versions.get(name);
    if (known === undefined) versions.set(name, [version]);
    else known.push(version);
  }
  for (const { name, version, asks } of moved.values()) {
    for (const [asked, range] of asks) {
      if (asked === 'bundler') continue;
      const found = versions.get(asked);
      if (found === undefined) return `${name} ${version} asks for ${asked}, which the lock does not have`;
      if (!found.some((one) => satisfies(one, range)))
        return `${name} ${version} asks for ${asked} ${range}, and the lock has ${found[0] ?? ''}`;
    }
  }
  return null;
}

function leaveOut({ lock, lines }: Draft, unasked: ReadonlySet<string>): void {
  for (const { name, start, end } of lock.gems) {
    if (!unasked.has(name)) continue;
    for (let at = start; at < end; at += 1) lines.set(at, []);
  }
  for (const { name, index } of lock.checksums) if (unasked.has(name)) lines.set(index, []);
}
