import { AppError } from '../errors.js';

const MAX_LENGTH = 2_048;

/** GitLab's own pages below `/-/` that belong to the whole server: what stands before them is the relative root. */
const SERVER_PAGES = new Set(['user_settings', 'profile', 'admin', 'help', 'graphql-explorer', 'metrics']);

/** First path segments of GitLab's own pages: from there on the path is cut. */
const TOP_PAGES = new Set(['api', 'users', 'dashboard', 'explore', 'help', 'admin', 'profile', 'search']);

/** Hosts whose GitLab stands at the root, so that any path is a page. */
const ROOT_HOSTS = new Set(['gitlab.com', 'www.gitlab.com']);

/**
 * What a person pastes, as the base address of a GitLab: origin and relative root, no trailing slash, https where no
 * scheme is given. `/api/v4`, queries and pages of the whole server are cut; pages of a project are refused.
 * ADDRESS_INVALID with a sentence that says what to paste instead.
 */
export function parseBaseUrl(text: string): string {
  const url = parseUrl(text.trim());
  if (url.username !== '' || url.password !== '') {
    throw invalid('The address must not hold a user name or a password. Paste the address of the web page.');
  }
  const host = url.hostname.replace(/\.$/, '');
  if (host === '') throw invalid('The address has no host name.');
  if (ROOT_HOSTS.has(host)) return 'https://gitlab.com';
  const origin = `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`;
  return origin + parseRoot(url.pathname, origin);
}

function parseUrl(text: string): URL {
  if (text === '')
    throw invalid('The address is empty. Paste the address of GitLab, such as https://gitlab.example.');
  if (text.length > MAX_LENGTH) throw invalid(`The address is longer than ${MAX_LENGTH} characters.`);
  if (/[\s\u0000-\u001f\u007f\\]/.test(text)) {
    throw invalid('The address holds a space, a backslash or a control character.');
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw invalid('The address must begin with https:// (or http:// where the operator allows it).');
  }
  if (scheme === undefined && /^[^/]*@/.test(text)) {
    throw invalid(
      'This is an address for SSH. Paste the address of the web page, such as https://gitlab.example.',
    );
  }
  try {
    return new URL(scheme === undefined ? `https://${text.replace(/^\/\//, '')}` : text);
  } catch {
    throw invalid('This is not a web address. Paste the address of GitLab, such as https://gitlab.example.');
  }
}

function parseRoot(pathname: string, origin: string): string {
  const kept: string[] = [];
  const segments = pathname.split('/').filter((segment) => segment !== '');
  for (const [index, segment] of segments.entries()) {
    if (TOP_PAGES.has(segment)) break;
    if (segment === '-') {
      if (SERVER_PAGES.has(segments[index + 1] ?? '')) break;
      throw projectPage(origin);
    }
    if (segment.endsWith('.git')) throw projectPage(origin);
    if (!/^[A-Za-z0-9._~-]+$/.test(segment)) {
      throw invalid(`The path of the address holds unusual characters. Paste only ${origin}.`);
    }
    kept.push(segment);
  }
  return kept.map((segment) => `/${segment}`).join('');
}

function projectPage(origin: string): AppError {
  return invalid(
    `This is the page of a project, not of GitLab itself. Paste only ${origin}, and the relative root where GitLab has one.`,
  );
}

function invalid(message: string): AppError {
  return new AppError('ADDRESS_INVALID', message);
}
