import type { InventoryPackage } from '../../inventory/inventory.js';
import type { ProblemList } from '../../formats/problem-list.js';
import type { Manifest } from './manifest.js';

/** A lock, and what its group holds besides. */
export interface LockInput {
  readonly path: string;
  readonly text: string;
  /** The lock's folder; empty for the root of the repository. */
  readonly folder: string;
  /** The package.json files that the lock covers, sorted by path, the lock's own folder's among them where it has one. */
  readonly manifests: readonly Manifest[];
  /** The package.json in the lock's own folder; null where there is none, or it could not be read. */
  readonly root: Manifest | null;
  /** The texts of all files of the group, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly problems: ProblemList;
}

/** What a lock states. */
export interface LockReading {
  /** Short, for a person: `yarn.lock v1`. */
  readonly format: string;
  /** False where the lock's own versions were not read, and the packages are declared ranges. */
  readonly isLocked: boolean;
  readonly packages: readonly InventoryPackage[];
  /**
   * Folders that the lock knows as packages, relative to its own: a manifest elsewhere below is reported as not
   * covered. Null where the lock could not be read and says nothing of folders.
   */
  readonly folders: ReadonlySet<string> | null;
}

/** Reads one kind of lock. Total: any text gives a reading, and what could not be read is in `problems`. */
export type LockReader = (input: LockInput) => LockReading;
