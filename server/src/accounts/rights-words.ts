import type { Integration } from '../integrations/integration.js';
import type { Stores } from '../stores.js';
import type { Role } from './account.js';
import type { Limits } from './project-scope.js';

/** As many are named in a sentence. */
const NAMED = 5;

/** What limits are called, one text for each scope, such as `acme/payments in GitLab`; null for no limits. */
export async function nameLimits(
  { integrations }: Pick<Stores, 'integrations'>,
  limits: Limits,
): Promise<readonly string[] | null> {
  if (limits === null) return null;
  const ids = [...new Set(limits.map(({ integrationId }) => integrationId))];
  return limitNames(limits, await integrations.findMany(ids));
}

/** The same where the integrations are at hand. */
export function limitNames(
  limits: Limits,
  integrations: readonly Pick<Integration, 'id' | 'name'>[],
): readonly string[] | null {
  const names = new Map(integrations.map(({ id, name }) => [id, name]));
  if (limits === null) return null;
  return limits.map(({ integrationId, groupPath }) => {
    const name = names.get(integrationId) ?? `integration ${integrationId}`;
    return groupPath === null ? `all of ${name}` : `${groupPath} in ${name}`;
  });
}

/** The names of limits within a sentence, such as `all of GitLab and 3 more`. */
export function sayLimits(names: readonly string[] | null): string {
  if (names === null) return 'everything';
  if (names.length === 0) return 'nothing';
  const said = names.length > NAMED ? names.slice(0, NAMED - 1) : names.slice(0, -1);
  const last = names.length > NAMED ? `${names.length - said.length} more` : (names.at(-1) ?? '');
  return said.length === 0 ? last : `${said.join(', ')} and ${last}`;
}

/** A role and its limits in a sentence, such as `a viewer, limited to acme/pay in GitLab`. */
export function sayRights(role: Role, limits: readonly string[] | null): string {
  return limits === null ? roleWord(role) : `${roleWord(role)}, limited to ${sayLimits(limits)}`;
}

/** How a role is named in a sentence. */
export function roleWord(role: Role): string {
  return { VIEWER: 'a viewer', APPROVER: 'an approver', ADMIN: 'an administrator' }[role];
}
