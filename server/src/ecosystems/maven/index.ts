import type { Ecosystem } from '../ecosystem.js';
import { READ_ONLY } from '../read-only.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import {
  compareVersions,
  isPrerelease,
  isVersion,
  satisfies,
  stepBetween,
  versionScheme,
} from './versions.js';

/** Maven and Gradle: POMs, Gradle's locks, version catalogs and verification metadata. README.md says what is read and what is not. */
export const maven: Ecosystem = {
  id: 'Maven',
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
