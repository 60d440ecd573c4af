import type { GitLabUser } from '../gitlab/gitlab.js';
import type { TokenKind } from './integration.js';

/**
 * Whose token it is. The bots of project and group tokens have names of a fixed form; any other bot is a service account.
 * https://docs.gitlab.com/user/project/settings/project_access_tokens/#bot-users-for-projects
 */
export function tokenKindOf({ username, isBot }: Pick<GitLabUser, 'username' | 'isBot'>): TokenKind {
  if (/^project_\d+_bot(?:_|\d*$)/.test(username)) return 'PROJECT';
  if (/^group_\d+_bot(?:_|\d*$)/.test(username)) return 'GROUP';
  return isBot || username.startsWith('service_account_') ? 'SERVICE_ACCOUNT' : 'PERSONAL';
}
