import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { HostLimits } from './host-budget.js';

/** The ecosystems whose registries Backline can ask, in the order in which they are shown. */
export const REGISTRY_ECOSYSTEMS = [
  'npm',
  'PyPI',
  'Go',
  'Maven',
  'crates.io',
  'RubyGems',
  'Packagist',
  'NuGet',
  'Pub',
] as const satisfies readonly EcosystemId[];

/** An ecosystem whose registries Backline can ask. Hex's are not asked yet. */
export type RegistryEcosystem = (typeof REGISTRY_ECOSYSTEMS)[number];

/** What the operator set for an ecosystem: an address, or `off` so that no registry is asked. */
export type OperatorRegistries = Readonly<Partial<Record<RegistryEcosystem, string>>>;

/**
 * The public registry of each ecosystem, as its own package manager has it where nothing else is configured; npm's comes
 * from npm's own libraries.
 */
const PUBLIC_REGISTRIES: Readonly<Record<Exclude<RegistryEcosystem, 'npm'>, string>> = {
  'crates.io': 'https://index.crates.io/',
  Go: 'https://proxy.golang.org/',
  Maven: 'https://repo.maven.apache.org/maven2/',
  NuGet: 'https://api.nuget.org/v3/index.json',
  Packagist: 'https://repo.packagist.org/',
  Pub: 'https://pub.dev/',
  PyPI: 'https://pypi.org/',
  RubyGems: 'https://rubygems.org/',
};

/** Where the crates of the public index are dated, when the index does not say. */
const CRATES_API = 'https://crates.io/';

/** What hosts want not to be asked more than, whoever names them: https://crates.io/data-access. */
export const WANTED_LIMITS: ReadonlyMap<string, HostLimits> = new Map([
  [new URL(CRATES_API).host, { concurrency: 1, perSecond: 1 }],
]);

/** The address that is asked where an integration has none of its own; null where the operator switched asking off. */
export type DefaultRegistries = Readonly<Record<RegistryEcosystem, string | null>>;

/** What the operator set, else the public registries. */
export function defaultRegistries(operator: OperatorRegistries, npmDefault: () => string): DefaultRegistries {
  const chosen = (ecosystem: RegistryEcosystem, address: string | (() => string)): string | null => {
    const set = operator[ecosystem] ?? (typeof address === 'string' ? address : address());
    return set === 'off' ? null : set;
  };
  return {
    npm: chosen('npm', npmDefault),
    PyPI: chosen('PyPI', PUBLIC_REGISTRIES.PyPI),
    Go: chosen('Go', PUBLIC_REGISTRIES.Go),
    Maven: chosen('Maven', PUBLIC_REGISTRIES.Maven),
    'crates.io': chosen('crates.io', PUBLIC_REGISTRIES['crates.io']),
    RubyGems: chosen('RubyGems', PUBLIC_REGISTRIES.RubyGems),
    Packagist: chosen('Packagist', PUBLIC_REGISTRIES.Packagist),
    NuGet: chosen('NuGet', PUBLIC_REGISTRIES.NuGet),
    Pub: chosen('Pub', PUBLIC_REGISTRIES.Pub),
  };
}

/** The address that dates crates beside an index; null for any index but the public one. */
export function cratesApiOf(address: string): string | null {
  return address === PUBLIC_REGISTRIES['crates.io'] ? CRATES_API : null;
}

/** Whether Backline can ask a registry of this ecosystem. */
export function isRegistryEcosystem(ecosystem: string): ecosystem is RegistryEcosystem {
  return REGISTRY_ECOSYSTEMS.some((each) => each === ecosystem);
}
