import type { PolicyScopeInput, PolicyScopeKind } from '../../generated/policies/graphql.js';
import { addressOf } from '../../lib/addresses.js';

interface ScopeFacts {
  readonly kind: PolicyScopeKind;
  readonly groupPath?: string | null;
  readonly integration?: { readonly id: string } | null;
  readonly project?: { readonly id: string } | null;
}

/** Where the policy of a scope has its page; null where what it is about is gone. */
export function addressOfScope({ kind, groupPath, integration, project }: ScopeFacts): string | null {
  if (kind === 'BACKLINE') return addressOf.policies;
  if (kind === 'PROJECT')
    return project === null || project === undefined ? null : addressOf.projectPolicy(project.id);
  if (integration === null || integration === undefined) return null;
  if (kind === 'INTEGRATION') return addressOf.integrationPolicy(integration.id);
  return groupPath === null || groupPath === undefined
    ? null
    : addressOf.groupPolicy(integration.id, groupPath);
}

/** The key of a scope, so that a page starts anew when it shows another one. */
export function keyOfScope({ kind, integrationId, groupPath, projectId }: PolicyScopeInput): string {
  return [kind, integrationId ?? '', groupPath ?? '', projectId ?? ''].join(' ');
}
