import type { Ecosystem } from '../ecosystem.js';
import { abilities, editFiles, manifestOf } from './edit.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { raiseRange } from './raise-range.js';
import { satisfies } from './ranges.js';
import { compareVersions, isPrerelease, isVersion, stepBetween, versionScheme } from './versions.js';

/** NuGet: locks, project.assets.json, projects, central versions, packages.config. README.md says what is read and what is not. */
export const nuget: Ecosystem = {
  id: 'NuGet',
  groupManifests,
  parse: parseGroup,
  versionScheme,
  compareVersions,
  isVersion,
  satisfies,
  isPrerelease,
  stepBetween,
  abilities,
  raiseRange,
  manifestOf,
  edit: editFiles,
};
