import type { Stores } from '../stores.js';
import type { Policy } from './policy.js';
import { type PlacedProject, scopeKey, type PolicyScope, scopesOf } from './policy-scope.js';
import { type EffectivePolicy, type PolicyLayer, resolvePolicy } from './resolve-policy.js';

/** What holds for each of these projects, by id; read in one query. */
export async function effectivePolicies(
  stores: Pick<Stores, 'policies'>,
  defaults: Policy,
  projects: readonly PlacedProject[],
): Promise<ReadonlyMap<string, EffectivePolicy>> {
  const scopes = projects.map((project) => ({ id: project.id, scopes: scopesOf(project) }));
  const stored = await stores.policies.findMany(scopes.flatMap((each) => each.scopes));
  const byKey = new Map(stored.map((layer) => [scopeKey(layer.scope), layer]));
  return new Map(scopes.map((each) => [each.id, resolvePolicy(defaults, layersAt(each.scopes, byKey))]));
}

/** What holds for one project. */
export async function effectivePolicy(
  stores: Pick<Stores, 'policies'>,
  defaults: Policy,
  project: PlacedProject,
): Promise<EffectivePolicy> {
  return (
    (await effectivePolicies(stores, defaults, [project])).get(project.id) ?? resolvePolicy(defaults, [])
  );
}

/** What is set at these scopes, in their order. */
export function layersAt(
  scopes: readonly PolicyScope[],
  byKey: ReadonlyMap<string, PolicyLayer>,
): readonly PolicyLayer[] {
  return scopes.flatMap((scope) => {
    const layer = byKey.get(scopeKey(scope));
    return layer === undefined ? [] : [layer];
  });
}
