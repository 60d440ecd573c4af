import type { Ecosystem } from '../ecosystem.js';
import { abilitiesOf, manifestOf } from './abilities.js';
import { editFiles } from './edit.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { raiseRange } from './raise-range.js';
import { satisfies } from './ranges.js';
import { compareVersions, isPrerelease, isVersion, stepBetween, versionScheme } from './versions.js';

/** Rust's crates: Cargo.lock of versions 1 to 4, and Cargo.toml. README.md says what is read and what is not. */
export const crates: Ecosystem = {
  id: 'crates.io',
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
