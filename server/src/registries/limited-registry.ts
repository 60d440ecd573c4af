import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { PackageFactsResult, PackageRegistry } from './registry.js';

/** A registry that is asked about so many packages and no more, counted over all ecosystems. */
export interface LimitedRegistry extends PackageRegistry {
  /** Whether this package is one of those that are asked about; whoever comes first is. */
  admit(ecosystem: EcosystemId, name: string): boolean;
}

/** How many packages of one project registries are asked about in one analysis. */
export const MAXIMUM_PACKAGES = 3_000;

/** Bounds what one analysis asks of registries, whatever a repository declares; about the others nobody is asked. */
export function limitRegistry(inner: PackageRegistry, maximum: number = MAXIMUM_PACKAGES): LimitedRegistry {
  const admitted = new Set<string>();
  const admit = (ecosystem: EcosystemId, name: string): boolean => {
    const key = `${ecosystem} ${name}`;
    if (!admitted.has(key) && admitted.size >= maximum) return false;
    admitted.add(key);
    return true;
  };
  return {
    admit,
    async facts(ecosystem, names, dated) {
      const asked = names.filter((name) => admit(ecosystem, name));
      const answers =
        asked.length === 0
          ? new Map<string, PackageFactsResult>()
          : await inner.facts(ecosystem, asked, dated);
      return new Map(names.map((name) => [name, answers.get(name) ?? notAsked(name)]));
    },
  };
}

function notAsked(name: string): PackageFactsResult {
  const message = 'the project has more packages than Backline asks registries about.';
  return { kind: 'failed', name, status: null, message };
}
