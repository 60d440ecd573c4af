const MAX_LENGTH = 500;

/** Whether a text can be the full path of a GitLab group, such as `acme/shop`: https://docs.gitlab.com/user/reserved_names/. */
export function isGroupPath(path: string): boolean {
  return (
    path.length <= MAX_LENGTH &&
    path.split('/').every((part) => /^[\p{L}\p{N}_][\p{L}\p{N}_. -]*$/u.test(part))
  );
}

/** The path of a group as a person typed it, without slashes that say nothing; null for what is none. */
export function readGroupPath(text: string): string | null {
  if (text.length > 2 * MAX_LENGTH) return null;
  const parts = text.split('/').map((part) => part.trim());
  const path = parts.filter((part) => part !== '').join('/');
  return isGroupPath(path) ? path : null;
}
