/** The value of one cookie in a Cookie header; null when it is not there. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return null;
}

/** The session cookie's name: with the `__Host-` prefix where the page is served over https. */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-backline' : 'backline';
}

/** A Set-Cookie line for the session; null ends it. */
export function sessionCookie(
  isSecure: boolean,
  session: { readonly token: string; readonly expiresAt: Date } | null,
): string {
  const name = sessionCookieName(isSecure);
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  if (session === null) return `${name}=; ${attributes}; Max-Age=0`;
  return `${name}=${session.token}; ${attributes}; Expires=${session.expiresAt.toUTCString()}`;
}

/** The token of an `Authorization: Bearer` header; null when there is none. */
export function readBearer(header: string | undefined): string | null {
  return /^Bearer ([\x21-\x7e]{1,200})$/i.exec(header ?? '')?.[1] ?? null;
}

/** The cookie that ties a sign-in at a provider to the browser that began it. */
export function providerCookieName(isSecure: boolean): string {
  return `${sessionCookieName(isSecure)}-provider`;
}

/** A Set-Cookie line for it, for ten minutes; null ends it. Lax, for the way back begins at the provider. */
export function providerCookie(isSecure: boolean, value: string | null): string {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return `${providerCookieName(isSecure)}=${value ?? ''}; ${attributes}; Max-Age=${value === null ? 0 : 600}`;
}
