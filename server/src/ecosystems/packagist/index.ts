import type { Ecosystem } from '../ecosystem.js';
import { READ_ONLY } from '../read-only.js';
import { isVersion, satisfies } from './constraints.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { compareVersions, isPrerelease, stepBetween, versionScheme } from './versions.js';

/** Packagist: composer.lock and composer.json. README.md says what is read and what is not. */
export const packagist: Ecosystem = {
  id: 'Packagist',
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
