import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { AppError } from '../errors.js';

/** Node's own certificate authorities and those of a PEM file, as one PEM text. CONFIG_INVALID when it holds none. */
export function readAuthorities(caFile: string): string {
  let text = '';
  try {
    text = readFileSync(caFile, 'utf8');
  } catch {
    text = '';
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new AppError('CONFIG_INVALID', `${caFile} cannot be read, or holds no certificates in PEM form.`);
  }
  return [...rootCertificates, text].join('\n');
}

const MAX_PEM_LENGTH = 1_000_000;

/** The known authorities (null for Node's own) and those of a person's PEM text. CONFIG_INVALID when one cannot be read. */
export function addAuthorities(known: string | null, pem: string | null): string | null {
  if (pem === null || pem.trim() === '') return known;
  const blocks = pem.slice(0, MAX_PEM_LENGTH).split(/(?=-----BEGIN CERTIFICATE-----)/);
  const certificates = blocks.filter((block) => block.startsWith('-----BEGIN CERTIFICATE-----'));
  if (certificates.length === 0 || pem.length > MAX_PEM_LENGTH || !certificates.every(isCertificate)) {
    throw new AppError(
      'CONFIG_INVALID',
      "The integration's certificate authority is no certificate in PEM form. Paste the text between BEGIN CERTIFICATE and END CERTIFICATE, with both lines.",
    );
  }
  return [...(known === null ? rootCertificates : [known]), ...certificates].join('\n');
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).subject !== null;
  } catch {
    return false;
  }
}
