import type { Ecosystem } from '../ecosystem.js';
import { abilitiesOf, manifestOf, raiseRange } from './abilities.js';
import { editFiles } from './edit.js';
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

/** Go modules: go.mod, with go.sum and go.work where they help. README.md says what is read and what is not. */
export const go: Ecosystem = {
  id: 'Go',
  groupManifests,
  parse: parseGroup,
  versionScheme,
  compareVersions,
  isVersion,
  satisfies,
  isPrerelease,
  stepBetween,
  abilities: abilitiesOf,
  raiseRange,
  manifestOf,
  edit: editFiles,
};
