import type { Inventory } from '../../inventory/inventory.js';
import type { Abilities, ManifestGroup } from '../ecosystem.js';
import { splitPath } from '../manifest-paths.js';

/** A lock and its manifests can be edited; a manifest alone has nothing but requirements. Cargo forces no version by a rule. */
export function abilitiesOf({ isLocked }: Pick<Inventory, 'isLocked'>): Abilities {
  return {
    versions: isLocked,
    ranges: true,
    forces: null,
    resolver: null,
    placement: 'BY_RANGE',
    hides: 'RANGES',
    whyNot: isLocked
      ? 'Backline does not run Cargo: it moves only what the lock already has room for.'
      : null,
  };
}

/** A manifest that stands alone declares for its package. Which of a lock's manifests declares for one is looked up by name. */
export function manifestOf({ path }: Pick<ManifestGroup, 'path'>): string | null {
  return splitPath(path).file === 'Cargo.toml' ? path : null;
}
