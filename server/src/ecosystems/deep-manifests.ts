import { liftedPath } from './manifest-paths.js';
import { ECOSYSTEMS } from './registry.js';

/** The manifests that are passed over only because they lie below more folders than are looked into. */
export function findDeepManifests(paths: readonly string[]): readonly string[] {
  const lifted = new Map<string, string>();
  for (const path of paths) {
    const rest = liftedPath(path);
    // A number in place of what lies above keeps equal ends of two paths apart.
    if (rest !== null) lifted.set(`${lifted.size}/${rest}`, path);
  }
  const found = new Set<string>();
  for (const { groupManifests } of ECOSYSTEMS)
    for (const { inputs } of groupManifests([...lifted.keys()]))
      for (const input of inputs) found.add(lifted.get(input) ?? input);
  return [...found].sort();
}
