import type { Abilities, Ecosystem } from '../ecosystem.js';
import { NOTHING_EDITED } from '../read-only.js';
import { editFiles } from './edit.js';
import { groupManifests, isNpmLock } from './groups.js';
import { parseGroup } from './parse.js';
import {
  compareVersions,
  isPrerelease,
  isVersion,
  satisfies,
  stepBetween,
  versionScheme,
} from './versions.js';

const OWN_LOCK: Abilities = {
  versions: true,
  ranges: true,
  forces: null,
  resolver: null,
  placement: 'NODE_MODULES',
  whyNot: null,
};

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
  abilities: ({ path }) => (isNpmLock(path) ? OWN_LOCK : NOTHING_EDITED),
  raiseRange: () => null,
  manifestOf: () => null,
  edit: editFiles,
};
