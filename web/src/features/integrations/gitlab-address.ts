/** The scopes that the token needs. */
export const TOKEN_SCOPES = ['api', 'read_repository', 'write_repository'] as const;

/** The typed address without trailing slashes, with https where no scheme was typed; null when it cannot be one. */
export function readGitLabAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '')
    return null;
  let path = url.pathname;
  while (path.endsWith('/')) path = path.slice(0, -1);
  return `${url.origin}${path}`;
}

/** GitLab's page for a new token, with name and scopes filled in; null while the address is not whole. */
export function tokenPageLink(typed: string): string | null {
  const address = readGitLabAddress(typed);
  if (address === null) return null;
  return `${address}/-/user_settings/personal_access_tokens?name=Backline&scopes=${TOKEN_SCOPES.join(',')}`;
}

const TOKEN_CODES: ReadonlySet<string> = new Set([
  'TOKEN_INVALID',
  'TOKEN_EXPIRED',
  'TOKEN_REVOKED',
  'TOKEN_SCOPE_MISSING',
]);

/** Whether the token itself is wrong, so that keeping it in the form would help nobody. */
export function isTokenWrong(code: string | null): boolean {
  return code !== null && TOKEN_CODES.has(code);
}
