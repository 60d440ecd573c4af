import { AppError } from '../errors.js';

/** A proxy between Backline and one GitLab. */
export interface Proxy {
  /** Where it listens, without user information. */
  readonly url: URL;
  /** The value of Proxy-Authorization; null where the address names no user. A secret. */
  readonly authorization: string | null;
  /** The address with the user information: a secret. */
  readonly addressWithUser: string;
  /** What must appear in no text: the password, and what is made of it. */
  readonly secrets: readonly string[];
}

/** Reads a proxy's address: `http://` or `https://`, user and password where it asks for them, no path. ADDRESS_INVALID. */
export function parseProxy(text: string): Proxy {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  const isProxy =
    url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname);
  if (!isProxy || url.search !== '' || url.hash !== '' || text.length > 2_048) {
    throw invalid('It has the form http://host:port or https://host:port, with user:password@ where needed.');
  }
  const user = decode(url.username);
  const password = decode(url.password);
  const bare = new URL(url.origin);
  if (user === '' && password === '')
    return { url: bare, addressWithUser: bare.origin, authorization: null, secrets: [] };
  const pair = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
  const secrets = [url.password, password, pair].filter((each) => each !== '');
  return { url: bare, addressWithUser: url.href.replace(/\/$/, ''), authorization: `Basic ${pair}`, secrets };
}

function decode(text: string): string {
  let decoded = '';
  try {
    decoded = decodeURIComponent(text);
  } catch {
    throw invalid('Its user name or password is not encoded as addresses are: write % as %25.');
  }
  if (/[\u0000-\u001f\u007f]/.test(decoded)) {
    throw invalid('Its user name or password holds a control character.');
  }
  return decoded;
}

function invalid(how: string): AppError {
  return new AppError('ADDRESS_INVALID', `The address of the proxy cannot be used. ${how}`);
}
