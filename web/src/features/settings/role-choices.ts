import type { Role } from '../../generated/settings/graphql.js';
import { accountTexts } from '../../texts/accounts.js';

const ROLES: readonly Role[] = ['VIEWER', 'APPROVER', 'ADMIN'];

/** The roles for a select. */
export const ROLE_CHOICES = ROLES.map((value) => ({ value, label: accountTexts.roles[value].label }));

/** The role of this name; undefined for what is none. */
export function roleOf(text: string): Role | undefined {
  return ROLES.find((role) => role === text);
}
