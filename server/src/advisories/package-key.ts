/** A package by name in an ecosystem, both as Backline compares them. */
export interface PackageName {
  readonly ecosystem: string;
  readonly name: string;
}

/**
 * An OSV ecosystem without its suffix: `Packagist:https://packages.drupal.org/8` is `Packagist`
 * (https://ossf.github.io/osv-schema/#defined-ecosystems).
 */
export function baseEcosystem(ecosystem: string): string {
  const colon = ecosystem.indexOf(':');
  return colon < 0 ? ecosystem : ecosystem.slice(0, colon);
}

/**
 * A name as its registry compares names: PyPI by PEP 503, Packagist and NuGet without case, others as written.
 */
export function normalizeName(ecosystem: string, name: string): string {
  const base = baseEcosystem(ecosystem);
  if (base === 'PyPI') return name.toLowerCase().replace(/[-_.]+/g, '-');
  if (base === 'Packagist' || base === 'NuGet') return name.toLowerCase();
  return name;
}

/** The name under which advisories about a package are kept. */
export function packageNameOf(ecosystem: string, name: string): PackageName {
  return { ecosystem: baseEcosystem(ecosystem), name: normalizeName(ecosystem, name) };
}

/** Whether a package version can be a row: registries allow nothing longer, and Postgres neither NUL nor half a character. */
export function isStorable({
  ecosystem,
  name,
  version,
}: PackageName & { readonly version: string }): boolean {
  const text = `${ecosystem}\n${name}\n${version}`;
  return text.length <= MAX_LENGTH && !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

const MAX_LENGTH = 600;

/** One text per package, for maps: no ecosystem or name holds a line feed. */
export function packageKey(ecosystem: string, name: string): string {
  return `${baseEcosystem(ecosystem)}\n${normalizeName(ecosystem, name)}`;
}
