import type { Abilities } from '../ecosystem.js';
import type { Inventory, InventoryPackage } from '../../inventory/inventory.js';
import { NOTHING_EDITED } from '../read-only.js';
import { joinPath, splitPath } from '../manifest-paths.js';

const NPM_LOCK: Abilities = {
  versions: true,
  ranges: true,
  forces: 'CHAIN',
  resolver: 'npm',
  placement: 'NODE_MODULES',
  whyNot: null,
};

const YARN_CLASSIC: Abilities = {
  versions: true,
  ranges: true,
  forces: 'PARENT',
  resolver: 'yarn-classic',
  placement: 'BY_RANGE',
  whyNot: null,
};

/** Yarn states checksums of archives that it packs itself: the lock is changed by Yarn alone. */
const YARN_BERRY: Abilities = { ...YARN_CLASSIC, versions: false, resolver: 'yarn-berry' };

/** pnpm of today writes locks of form 9 only. */
const PNPM: Abilities = { ...YARN_CLASSIC, resolver: 'pnpm', hides: 'RANGES' };
const OLD_PNPM: Abilities = {
  ...PNPM,
  resolver: null,
  whyNot: 'The pnpm that Backline runs writes no locks of this version.',
};

const MANIFEST: Abilities = {
  versions: false,
  ranges: true,
  forces: null,
  resolver: null,
  placement: 'BY_RANGE',
  whyNot: 'No lock says which versions are installed, so only declared versions can be changed.',
};

/** What may be changed in a group of npm's, by the format of its lock. README.md says how. */
export function abilitiesOf({ path, format }: Pick<Inventory, 'path' | 'format'>): Abilities {
  const { file } = splitPath(path);
  if (file === 'package.json') return MANIFEST;
  if (/^(?:package-lock|npm-shrinkwrap) v[123]$/.test(format)) return NPM_LOCK;
  if (format === 'yarn.lock v1') return YARN_CLASSIC;
  if (/^yarn\.lock(?: v\d+)?$/.test(format)) return YARN_BERRY;
  if (format === 'pnpm-lock.yaml 9.0') return PNPM;
  if (/^pnpm-lock\.yaml [569](?:\.\d)?$/.test(format)) return OLD_PNPM;
  return NOTHING_EDITED;
}

/** The package.json of one of the project's own packages; null where the lock does not say in which folder it is. */
export function manifestOf(
  group: { readonly path: string },
  own: Pick<InventoryPackage, 'location' | 'source'>,
): string | null {
  const { folder, file } = splitPath(group.path);
  if (UNREAD.has(file)) return own.location;
  if (own.source === 'ROOT') return joinPath(folder, 'package.json');
  if (own.source !== 'WORKSPACE') return null;
  const at = own.location.lastIndexOf('workspace:');
  const below = at === -1 ? own.location : own.location.slice(at + 'workspace:'.length);
  const isBelow = below !== '' && !below.startsWith('/') && !below.split('/').includes('..');
  return isBelow ? joinPath(joinPath(folder, below.replace(/\/$/, '')), 'package.json') : null;
}

/** Beside these the packages are declared ones, located at their manifests. */
const UNREAD: ReadonlySet<string> = new Set(['package.json', 'shrinkwrap.yaml', 'bun.lockb']);
