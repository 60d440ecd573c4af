import type { PolicyScopeKind } from '../../generated/policies/graphql.js';

interface Scoped {
  readonly scope: {
    readonly kind: PolicyScopeKind;
    readonly name: string;
    readonly groupPath?: string | null;
    readonly integration?: { readonly id: string } | null;
    readonly project?: { readonly integration: { readonly id: string } } | null;
  };
}

/** Scopes nearer than whole Backline, each below the farther ones that it takes its other rules from, and how deep. */
export function treeOfScopes<Policy extends Scoped>(
  policies: readonly Policy[],
): readonly (Policy & { readonly depth: number })[] {
  const rows = policies
    .filter(({ scope }) => scope.kind !== 'BACKLINE')
    .map((policy) => ({ policy, key: keyOf(policy) }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  const above: string[] = [];
  return rows.map(({ policy, key }) => {
    while (above.length > 0 && !key.startsWith(`${above[above.length - 1] ?? ''}${BELOW}`)) above.pop();
    const depth = above.length;
    above.push(key);
    return Object.assign({}, policy, { depth });
  });
}

/** It sorts before every character of a path, so that what lies below a group follows it at once. */
const BELOW = '\u0000';

/** The integration, then the path: what starts with another's key lies below it. */
function keyOf({ scope }: Scoped): string {
  const integration = scope.integration?.id ?? scope.project?.integration.id ?? '';
  if (scope.kind === 'INTEGRATION') return integration;
  const path = (scope.groupPath ?? scope.name).toLowerCase();
  return [integration, ...path.split('/')].join(BELOW);
}
