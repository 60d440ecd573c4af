import { z } from 'zod';
import { normalizeName } from '../../advisories/package-key.js';
import type { Artifact, VersionChange } from '../ecosystem.js';
import type { LockBlock, OpenLock } from './lock-blocks.js';
import { type ReadRequirement, readRequirement } from './requirement.js';

const documentSchema = z.object({
  summary: z.string().nullable(),
  requiresPython: z.string().nullable(),
  requiresDist: z.array(z.string()),
  isGuessed: z.boolean(),
});

/** A version that takes the place of another in a lock: everything that the registry says of it. */
export interface NewVersion {
  readonly version: string;
  readonly summary: string;
  readonly requiresPython: string | null;
  readonly requirements: readonly ReadRequirement[];
  /** Wheels and source archives by their names' order, as tools list them. */
  readonly artifacts: readonly Artifact[];
  /** That it asks for nothing is only concluded from the registry's silence. */
  readonly isGuessed: boolean;
}

/** Reads what a change says of the new version; a sentence's end where that is not all that a lock says. */
export function readNewVersion({ name, to, target }: VersionChange): NewVersion | string {
  if (target.version !== to || !target.isDetailed || target.document === null)
    return `the registry does not say what ${name} ${to} asks for`;
  if (target.artifacts.length === 0) return `the registry does not say which files make up ${name} ${to}`;
  const read = documentSchema.safeParse(parseDocument(target.document));
  if (!read.success) return `the registry does not say what ${name} ${to} asks for`;
  const requirements: ReadRequirement[] = [];
  for (const text of read.data.requiresDist) {
    const requirement = readRequirement(text);
    if (requirement === null || requirement.url !== null || !requirement.isRangeReadable)
      return `${name} ${to} asks for ${JSON.stringify(text.slice(0, 100))}, which is no range of a registry's package`;
    requirements.push(requirement);
  }
  const artifacts = target.artifacts
    .filter(({ filename }) => /\.(?:whl|zip|tar\.gz|tgz|tar\.bz2|tar\.xz)$/.test(filename))
    .toSorted((left, right) => (left.filename < right.filename ? -1 : 1));
  if (artifacts.length === 0 || artifacts.some(({ hash }) => !/^sha256:[0-9a-f]{64}$/.test(hash)))
    return `the registry does not say which files make up ${name} ${to}`;
  const { summary, requiresPython, isGuessed } = read.data;
  return {
    version: to,
    summary: summary ?? '',
    requiresPython: requiresPython === '' ? null : requiresPython,
    requirements,
    artifacts,
    isGuessed,
  };
}

/**
 * The one package of the lock that a change is about, null where it has the new version already; a sentence's end where
 * there is none, or several of that name.
 */
export function blockOf(
  lock: OpenLock,
  { name, from, to, locations }: VersionChange,
): LockBlock | string | null {
  const blocks = lock.byName.get(normalizeName('PyPI', name)) ?? [];
  const [block] = blocks;
  if (block === undefined) return `${lock.path} has no entry for ${name}`;
  if (blocks.length > 1) return `${lock.path} holds several versions of ${name}`;
  if (block.version === to && from !== to) return null;
  if (block.version !== from || locations.length !== 1 || locations[0] !== `${block.name}@${from}`)
    return `${lock.path} does not hold ${name} ${from}`;
  return block;
}

/** The versions that a lock holds after the changes, by normalised name. */
export function versionsAfter(
  lock: OpenLock,
  changes: readonly VersionChange[],
): ReadonlyMap<string, readonly string[]> {
  const moved = new Map(changes.map(({ name, to }) => [normalizeName('PyPI', name), to]));
  return new Map(
    Array.from(lock.byName, ([name, blocks]) => {
      const to = moved.get(name);
      return [name, to === undefined ? blocks.map(({ version }) => version) : [to]];
    }),
  );
}

function parseDocument(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return null;
  }
}
