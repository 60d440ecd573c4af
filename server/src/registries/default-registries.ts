import type { EcosystemId } from '../ecosystems/ecosystem.js';

/**
 * The public registry of each ecosystem, as its own package manager has it where nothing else is configured. npm's comes
 * from npm's own libraries; Pub's and Hex's are not asked yet.
 */
export const DEFAULT_REGISTRIES: Readonly<Record<Exclude<EcosystemId, 'npm' | 'Pub' | 'Hex'>, string>> = {
  'crates.io': 'https://index.crates.io/',
  Go: 'https://proxy.golang.org/',
  Maven: 'https://repo.maven.apache.org/maven2/',
  NuGet: 'https://api.nuget.org/v3/index.json',
  Packagist: 'https://repo.packagist.org/',
  PyPI: 'https://pypi.org/',
  RubyGems: 'https://rubygems.org/',
};

/** Where the versions of the public index are dated, when the index does not say. */
export const CRATES_API = 'https://crates.io/';
