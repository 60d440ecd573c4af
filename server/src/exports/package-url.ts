import { PackageURL } from 'packageurl-js';
import { normalizeName } from '../advisories/package-key.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';

const TYPES: Readonly<Record<EcosystemId, string>> = {
  'crates.io': 'cargo',
  Go: 'golang',
  Hex: 'hex',
  Maven: 'maven',
  npm: 'npm',
  NuGet: 'nuget',
  Packagist: 'composer',
  Pub: 'pub',
  PyPI: 'pypi',
  RubyGems: 'gem',
};

/**
 * A package's address in the field's common form, such as `pkg:npm/%40scope/name@1.2.3`
 * (https://github.com/package-url/purl-spec). A Go module's version has the `v` of its tag, which the standard library's has
 * not. Null where its parts cannot be put into one.
 */
export function packageUrl(ecosystem: EcosystemId, name: string, version: string): string | null {
  const spelled = ecosystem === 'PyPI' ? normalizeName(ecosystem, name) : name;
  const separator = ecosystem === 'Maven' ? ':' : '/';
  const split = spelled.lastIndexOf(separator);
  const namespace = split === -1 ? null : spelled.slice(0, split);
  try {
    const url = new PackageURL(
      TYPES[ecosystem],
      namespace,
      spelled.slice(split + 1),
      version === '' ? null : spelledVersion(ecosystem, name, version),
      null,
      null,
    );
    return url.toString();
  } catch {
    return null;
  }
}

function spelledVersion(ecosystem: EcosystemId, name: string, version: string): string {
  return ecosystem === 'Go' && name !== 'stdlib' && /^\d/.test(version) ? `v${version}` : version;
}
