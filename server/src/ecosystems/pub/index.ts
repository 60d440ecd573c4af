import type { Abilities, Ecosystem } from '../ecosystem.js';
import { NOTHING_EDITED } from '../read-only.js';
import { editFiles, WHY_NOT } from './edit.js';
import { groupManifests, manifestOf } from './groups.js';
import { parseGroup } from './parse.js';
import { raiseRange } from './raise-range.js';
import { satisfies } from './constraints.js';
import { compareVersions, isPrerelease, isVersion, stepBetween, versionScheme } from './versions.js';

const LOCKED: Abilities = { ...NOTHING_EDITED, whyNot: WHY_NOT };
const ALONE: Abilities = { ...NOTHING_EDITED, ranges: true, whyNot: null };

/** Dart's packages: pubspec.lock and pubspec.yaml. README.md says what is read and what is not. */
export const pub: Ecosystem = {
  id: 'Pub',
  groupManifests,
  parse: parseGroup,
  versionScheme,
  compareVersions,
  isVersion,
  satisfies,
  isPrerelease,
  stepBetween,
  abilities: ({ isLocked }) => (isLocked ? LOCKED : ALONE),
  raiseRange,
  manifestOf,
  edit: editFiles,
};
