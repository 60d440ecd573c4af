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
