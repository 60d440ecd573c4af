import type { EcosystemId } from '../ecosystems/ecosystem.js';

/** The ecosystems whose advisories are kept in step with OSV's archives: those that Backline reads. */
export const SYNCED_ECOSYSTEMS: readonly EcosystemId[] = [
  'npm',
  'PyPI',
  'Go',
  'Maven',
  'RubyGems',
  'crates.io',
  'Packagist',
  'NuGet',
  'Pub',
  'Hex',
];
