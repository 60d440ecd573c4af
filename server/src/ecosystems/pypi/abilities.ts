import type { Inventory, InventoryPackage } from '../../inventory/inventory.js';
import type { Abilities, ManifestGroup } from '../ecosystem.js';
import { NOTHING_EDITED } from '../read-only.js';
import { kindOf } from './groups.js';
import { WITH_CONSTRAINTS } from './requirements.js';

/** Every lock of Python's can be edited as text only: what resolves anew may run a package's own code. */
const WOULD_RUN_CODE =
  'Python’s tools may run the code of a package to work out what it needs, so none of them runs here.';

const DECLARED: Abilities = {
  versions: false,
  ranges: true,
  forces: null,
  resolver: null,
  placement: 'FLAT',
  whyNot: WOULD_RUN_CODE,
};

const LOCKED: Abilities = { ...DECLARED, versions: true };

/** What may be changed in a group: see `Ecosystem.abilities`. */
export function abilitiesOf({
  path,
  format,
  isLocked,
}: Pick<Inventory, 'path' | 'format' | 'isLocked'>): Abilities {
  switch (kindOf(path)) {
    case null:
      return {
        ...(isLocked ? LOCKED : DECLARED),
        forces: format.endsWith(WITH_CONSTRAINTS) ? 'EVERYWHERE' : null,
      };
    case 'pyproject':
    case 'setup-cfg':
    case 'pipfile':
      return DECLARED;
    case 'poetry':
      return LOCKED;
    case 'uv':
      return { ...LOCKED, hides: 'RANGES' };
    case 'pipfile-lock':
      return { ...LOCKED, hides: 'EDGES' };
    default:
      return NOTHING_EDITED;
  }
}

/** The manifest of an own package of a workspace; requirements files, and a pyproject.toml beside a setup.cfg, declare together. */
export function manifestOf(
  group: Pick<ManifestGroup, 'path'>,
  { location }: Pick<InventoryPackage, 'location' | 'source'>,
): string | null {
  const kind = kindOf(group.path);
  if (kind === 'uv') return kindOf(location) === 'pyproject' ? location : null;
  return kind === 'pipfile-lock' && kindOf(location) === 'pipfile' ? location : null;
}
