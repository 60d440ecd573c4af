import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { PackageFactsResult, PackageRegistry } from './registry.js';

/** A registry, or the sentence that says why none is asked. */
export type RegistryChoice = PackageRegistry | string;

/** One registry of many: each ecosystem's packages go to its own, and where none is asked, that is said. */
export function composeRegistries(choose: (ecosystem: EcosystemId) => RegistryChoice): PackageRegistry {
  return {
    async facts(ecosystem, names, dated) {
      const choice = choose(ecosystem);
      if (typeof choice !== 'string') return choice.facts(ecosystem, names, dated);
      return new Map(
        names.map((name): [string, PackageFactsResult] => [
          name,
          { kind: 'unsupported', name, message: choice },
        ]),
      );
    },
  };
}
