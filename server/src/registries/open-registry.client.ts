import { createCratesRegistry } from './crates-registry.client.js';
import { cratesApiOf, type RegistryEcosystem } from './default-registries.js';
import { createGoRegistry } from './go-registry.client.js';
import { createMavenRegistry } from './maven-registry.client.js';
import { createNpmRegistry } from './npm-registry.client.js';
import { createNuGetRegistry } from './nuget-registry.client.js';
import { createPackagistRegistry } from './packagist-registry.client.js';
import { createPubRegistry } from './pub-registry.client.js';
import { createPyPiRegistry } from './pypi-registry.client.js';
import type { RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryClient } from './registry.js';
import { createRubyGemsRegistry } from './rubygems-registry.client.js';

const CREATE: Readonly<Record<RegistryEcosystem, (options: RegistryHttpOptions) => RegistryClient>> = {
  npm: createNpmRegistry,
  PyPI: createPyPiRegistry,
  Go: createGoRegistry,
  Maven: createMavenRegistry,
  'crates.io': (options) => createCratesRegistry({ ...options, apiUrl: cratesApiOf(options.baseUrl) }),
  RubyGems: createRubyGemsRegistry,
  Packagist: createPackagistRegistry,
  NuGet: createNuGetRegistry,
  Pub: createPubRegistry,
};

/** The registry of an ecosystem at an address. */
export function openRegistry(ecosystem: RegistryEcosystem, options: RegistryHttpOptions): RegistryClient {
  return CREATE[ecosystem](options);
}
