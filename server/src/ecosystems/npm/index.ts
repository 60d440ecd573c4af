import type { Ecosystem } from '../ecosystem.js';
import { abilitiesOf, manifestOf } from './abilities.js';
import { editFiles } from './edit.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { raiseRange } from './raise-range.js';
import {
  compareVersions,
  isPrerelease,
  isVersion,
  satisfies,
  stepBetween,
  versionScheme,
} from './versions.js';

/** npm, and the locks of Yarn, pnpm and Bun for the same registry. README.md says what is read and what is not. */
export const npm: Ecosystem = {
  id: 'npm',
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
