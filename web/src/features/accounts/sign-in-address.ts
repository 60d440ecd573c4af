/** The sign-in page's address that leads back to where a person wanted to go. */
export function signInAddress(wanted: { readonly pathname: string; readonly search: string }): string {
  const path = `${wanted.pathname}${wanted.search}`;
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`;
}
