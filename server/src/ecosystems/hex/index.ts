import type { Ecosystem } from '../ecosystem.js';
import { NOTHING_EDITED, READ_ONLY } from '../read-only.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { satisfies } from './requirements.js';
import { compareVersions, isPrerelease, isVersion, stepBetween, versionScheme } from './versions.js';

/** A mix.lock holds a checksum of what is inside of a package's archive, and Hex tells only that of the archive. */
const WHY_NOT =
  'A mix.lock keeps a checksum of each package that hex.pm does not tell, and mix would run the mix.exs, which is code.';

/** Elixir's and Erlang's packages: mix.lock and mix.exs. README.md says what is read and what is not. */
export const hex: Ecosystem = {
  id: 'Hex',
  groupManifests,
  parse: parseGroup,
  versionScheme,
  compareVersions,
  isVersion,
  satisfies,
  isPrerelease,
  stepBetween,
  ...READ_ONLY,
  abilities: () => ({ ...NOTHING_EDITED, whyNot: WHY_NOT }),
  edit: () => ({ kind: 'refused', reason: WHY_NOT }),
};
