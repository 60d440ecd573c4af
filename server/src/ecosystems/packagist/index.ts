import type { Abilities, Ecosystem } from '../ecosystem.js';
import { isVersion, satisfies } from './constraints.js';
import { editFiles } from './edit.js';
import { groupManifests, manifestOf } from './groups.js';
import { parseGroup } from './parse.js';
import { raiseRange } from './raise-range.js';
import { compareVersions, isPrerelease, stepBetween, versionScheme } from './versions.js';

const ABILITIES: Abilities = {
  versions: true,
  ranges: true,
  forces: null,
  resolver: 'composer',
  placement: 'FLAT',
  whyNot: null,
};

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
  abilities: ({ isLocked }) => ({ ...ABILITIES, versions: isLocked }),
  raiseRange,
  manifestOf,
  edit: editFiles,
};
