/** The path when it stays on this site, else `/`. Refuses other origins, `//host`, backslashes and control characters. */
export function samePagePath(path: string | null): string {
  if (path === null || !path.startsWith('/') || path.startsWith('//')) return '/';
  if (/[\\\u0000-\u001f\u007f]/.test(path)) return '/';
  return path;
}

/** The address when it is a plain http or https link, else null: what comes from outside may be `javascript:`. */
export function safeLink(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}
