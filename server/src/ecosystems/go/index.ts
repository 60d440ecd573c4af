import type { Ecosystem } from '../ecosystem.js';
import { READ_ONLY } from '../read-only.js';
import { totalOrder, type VersionScheme } from '../version-scheme.js';

const versionScheme: VersionScheme<string> = { read: () => null, compare: () => 0 };

export const go: Ecosystem = {
  id: 'Go',
  groupManifests: () => [],
  parse: (group) => ({
    ecosystem: 'Go',
    path: group.path,
    format: '',
    isLocked: false,
    packages: [],
    problems: [],
  }),
  versionScheme,
  compareVersions: totalOrder(versionScheme),
  isVersion: () => false,
  satisfies: () => false,
  isPrerelease: () => false,
  stepBetween: () => 'NONE',
  ...READ_ONLY,
};
