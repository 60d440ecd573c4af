import type { InventoryPackage } from '../../inventory/inventory.js';
import { type LockContext, readPackages } from './lockfile-packages.js';
import { readDependencies } from './lockfile-v1.js';
import type { Manifest } from './manifest.js';
import { checkHoldsAny, readFields } from '../../formats/fields.js';
import { lockSchema } from './schema.js';
import { type Ask, buildPackages, findUnasked, type LockNode, type LockTree } from './tree.js';

const NEWEST_VERSION = 3;

/** What a lock states. */
export interface LockContents {
  /** Such as `v3`; empty where the file does not say. */
  readonly version: string;
  readonly packages: readonly InventoryPackage[];
  /** Folders of the repository that the lock knows as packages, relative to it. */
  readonly folders: ReadonlySet<string>;
}

/**
 * Reads package-lock.json and npm-shrinkwrap.json: `packages` where there is one (versions 2 and 3), else
 * `dependencies` (version 1). A version that is not known is a problem, and read as the newest that is.
 */
export function readLock(context: LockContext, manifest: Manifest | null): LockContents {
  const { path, json, problems } = context;
  if (json.value === null) return { version: '', packages: [], folders: new Set() };
  checkHoldsAny(json.value, ['lockfileVersion', 'packages', 'dependencies'], { path, problems });
  const { fields, badFields } = readFields(lockSchema, json.value);
  for (const field of badFields) {
    const message = `The field ${JSON.stringify(field)} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, () => json.lineOf(field), message);
  }
  const version = fields.lockfileVersion ?? (fields.packages === undefined ? 1 : NEWEST_VERSION);
  if (!Number.isInteger(version) || version < 0 || version > NEWEST_VERSION) {
    const message = `Lockfile version ${version} is not known; the file was read as if it were version ${NEWEST_VERSION}.`;
    problems.add('UNKNOWN_VERSION', path, () => json.lineOf('lockfileVersion'), message);
  }
  const tree =
    fields.packages === undefined
      ? readDependencies(fields.dependencies ?? {}, context)
      : readPackages(fields.packages, context);
  const name = manifest?.name ?? fields.name ?? '';
  return {
    version: `v${version}`,
    packages: buildPackages(withRoot(tree, name, manifest)),
    folders: tree.folders,
  };
}

/**
 * Version 1 has no root, and some tools take it out of the others: then package.json speaks for it. Without that,
 * what nothing else asks for is taken as direct, asked for at just the locked version.
 */
function withRoot(tree: LockTree, name: string, manifest: Manifest | null): LockTree {
  const index = tree.nodes.findIndex((node) => node.source === 'ROOT');
  const found = tree.nodes[index];
  if (found !== undefined) {
    return {
      ...tree,
      nodes: tree.nodes.with(index, { ...found, name: found.name === '' ? name : found.name }),
    };
  }
  const node: LockNode = {
    location: '',
    installedAs: '',
    name,
    version: manifest?.version ?? '',
    source: 'ROOT',
    isBundled: false,
    flaggedScope: 'RUNTIME',
    asks: manifest?.asks ?? guessAsks(tree),
  };
  return { ...tree, nodes: [node, ...tree.nodes] };
}

function guessAsks(tree: LockTree): readonly Ask[] {
  return findUnasked(tree).flatMap((index): readonly Ask[] => {
    const node = tree.nodes[index];
    return node === undefined
      ? []
      : [{ name: node.installedAs, range: node.version, kind: node.flaggedScope, isOptionalPeer: false }];
  });
}
