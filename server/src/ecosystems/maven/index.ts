import type { Ecosystem } from '../ecosystem.js';
import { abilities, editFiles, manifestOf } from './edit.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { raiseRange } from './raise-range.js';
import {
  compareVersions,
  isPrerelease,
  isSuccessor,
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
  isSuccessor,
  isVersion,
  stepBetween,
  abilities,
  raiseRange,
  manifestOf,
  edit: editFiles,
};
