import type { Ecosystem } from '../ecosystem.js';
import { READ_ONLY } from '../read-only.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { satisfies } from './specifiers.js';
import { compareVersions, isPrerelease, isVersion, stepBetween, versionScheme } from './versions.js';

/**
 * PyPI: requirements files, Pipenv, Poetry, uv, PDM, pylock.toml, pyproject.toml, setup.cfg. README.md says what is read
 * and what is not.
 */
export const pypi: Ecosystem = {
  id: 'PyPI',
  groupManifests,
  parse: parseGroup,
  versionScheme,
  compareVersions,
  satisfies,
  isPrerelease,
  isVersion,
  stepBetween,
  ...READ_ONLY,
};
