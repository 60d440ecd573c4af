import type { Ecosystem } from '../ecosystem.js';
import { READ_ONLY } from '../read-only.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { satisfies } from './requirements.js';
import { compareVersions, isPrerelease, isVersion, stepBetween, versionScheme } from './versions.js';

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
};
