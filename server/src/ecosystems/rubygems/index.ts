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
  ...READ_ONLY,
};
