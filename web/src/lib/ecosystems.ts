/** The ecosystems of packages, as findings and dependencies name them, in the order in which they are offered. */
export const ECOSYSTEMS = [
  'npm',
  'PyPI',
  'Go',
  'Maven',
  'crates.io',
  'RubyGems',
  'Packagist',
  'NuGet',
  'Pub',
  'Hex',
] as const;

/** Those of the list that are among the given names. */
export function ecosystemsAmong(names: Iterable<string>): readonly string[] {
  const given = new Set(names);
  return ECOSYSTEMS.filter((ecosystem) => given.has(ecosystem));
}
