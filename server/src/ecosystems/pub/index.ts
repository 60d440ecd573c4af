import type { Ecosystem } from '../ecosystem.js';
import { READ_ONLY } from '../read-only.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { satisfies } from './constraints.js';
import { compareVersions, isPrerelease, isVersion, stepBetween, versionScheme } from './versions.js';

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
  ...READ_ONLY,
};
