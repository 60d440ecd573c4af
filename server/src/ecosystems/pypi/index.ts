import type { Ecosystem } from '../ecosystem.js';
import { abilitiesOf, manifestOf } from './abilities.js';
import { editFiles } from './edit.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { raiseRange } from './raise-range.js';
import { satisfies } from './specifiers.js';
import { compareVersions, isPrerelease, isVersion, stepBetween, versionScheme } from './versions.js';

/**
 * PyPI: requirements files, Pipenv, Poetry, uv, PDM, pylock.toml, pyproject.toml, setup.cfg. README.md says what is read,
 * what is edited, and what is not.
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
  abilities: abilitiesOf,
  raiseRange,
  manifestOf,
  edit: editFiles,
};
