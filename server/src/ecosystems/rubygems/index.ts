import type { Abilities, Ecosystem } from '../ecosystem.js';
import { editFiles } from './edit.js';
import { groupManifests, manifestOf } from './groups.js';
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

const ABILITIES: Abilities = {
  versions: true,
  ranges: true,
  forces: null,
  resolver: null,
  placement: 'FLAT',
  whyNot: 'Bundler would run the Gemfile, which is code.',
};

/** RubyGems: Gemfile.lock, gems.locked and the Gemfile as text. README.md says what is read and what is not. */
export const rubygems: Ecosystem = {
  id: 'RubyGems',
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
