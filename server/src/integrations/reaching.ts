import { X509Certificate } from 'node:crypto';
import { AppError, isAppError } from '../errors.js';
import { parseProxy } from '../gitlab/proxy.js';
import type { IntegrationSettings } from './integration.js';

/** How a GitLab is reached, as a person gives it: a proxy with or without `user:password@`, and certificates. */
export interface ReachingInput {
  readonly proxyUrl: string | null;
  readonly caPem: string | null;
}

/** The same, checked, with the proxy's `user:password` apart from its address. */
export interface Reaching extends Pick<IntegrationSettings, 'proxyUrl' | 'caPem'> {
  readonly proxyLogin: string | null;
}

/** GitLab is reached directly, and trusted as every other server is. */
export const DIRECTLY: Reaching = { proxyUrl: null, caPem: null, proxyLogin: null };

const MAX_PEM = 200_000;
const MAX_CERTIFICATES = 50;

/** Empty texts are none. ADDRESS_INVALID for the proxy, BAD_INPUT for what is no certificate; `field` of the details says which. */
export function readReaching({ proxyUrl = null, caPem = null }: Partial<ReachingInput>): Reaching {
  return { ...readProxy(proxyUrl), caPem: readCertificates(caPem) };
}

/** The address that the guard is to check: what stands before the `@` is never part of it. */
function readProxy(text: string | null): Pick<Reaching, 'proxyUrl' | 'proxyLogin'> {
  if (text === null || text.trim() === '') return { proxyUrl: null, proxyLogin: null };
  try {
    const { url, addressWithUser } = parseProxy(text);
    const { username, password } = new URL(addressWithUser);
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { proxyUrl: url.origin, proxyLogin: login === ':' ? null : login };
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError(error.code, error.message, { details: { ...error.details, field: 'proxyUrl' } });
  }
}

function readCertificates(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  const blocks = text.length > MAX_PEM ? [] : text.split('-----BEGIN CERTIFICATE-----').slice(1);
  const certificates = blocks.map((block) => block.split('-----END CERTIFICATE-----'));
  const isWell =
    blocks.length > 0 &&
    blocks.length <= MAX_CERTIFICATES &&
    certificates.every((parts) => parts.length === 2 && isCertificate(parts[0] ?? ''));
  if (!isWell) {
    throw new AppError(
      'BAD_INPUT',
      `This holds no certificates in PEM form, or too much. Paste 1 to ${MAX_CERTIFICATES} certificates, each with its lines BEGIN CERTIFICATE and END CERTIFICATE.`,
      { details: { field: 'caPem' } },
    );
  }
  return certificates.map(([body = '']) => certificateText(body)).join('\n');
}

function isCertificate(body: string): boolean {
  try {
    return new X509Certificate(certificateText(body)).subject !== null;
  } catch {
    return false;
  }
}

function certificateText(body: string): string {
  return `-----BEGIN CERTIFICATE-----\n${body.trim()}\n-----END CERTIFICATE-----`;
}
