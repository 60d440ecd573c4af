import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { AppError } from '../errors.js';
import type { SecretPlace } from './secret-store.js';

/** Seals and opens values for one place. */
export interface Sealer {
  /** The ids of its keys, the one that seals first: what a sealed text says of its key. */
  readonly keyIds: readonly string[];
  seal(place: SecretPlace, value: string): string;
  /** SECRET_UNREADABLE when the key is not there or the text was moved or changed. */
  open(place: SecretPlace, sealed: string): string;
  /** 16 hexadecimal digits by which a value is told from others; without the first key nobody can try values out. */
  fingerprint(value: string): string;
}

/**
 * AES-256-GCM with the place as additional data: `v1.<key id>.<base64url of iv, ciphertext, tag>`. The first key
 * seals, all keys open. Keys are texts of at least 32 characters; their SHA-256 is used.
 */
export function createSealer(keys: readonly string[], randomBytes: (count: number) => Uint8Array): Sealer {
  const ring = keys.map((key) => {
    const bytes = createHash('sha256').update(key, 'utf8').digest();
    return {
      bytes,
      id: createHash('sha256').update('backline key id').update(bytes).digest('hex').slice(0, 8),
    };
  });
  const current = ring[0];
  if (current === undefined)
    throw new AppError('CONFIG_INVALID', 'There is no key to seal secrets with. Set BACKLINE_SECRET_KEY.');
  return {
    keyIds: ring.map(({ id }) => id),
    seal(place, value) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, iv).setAAD(placeBytes(place));
      const body = Buffer.concat([iv, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${current.id}.${body.toString('base64url')}`;
    },
    open(place, sealed) {
      const [version, keyId, body] = sealed.split('.');
      const key = ring.find(({ id }) => id === keyId);
      if (version !== 'v1' || body === undefined || key === undefined) throw unreadable(keyId ?? '');
      const bytes = Buffer.from(body, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, 12), {
          authTagLength: 16,
        })
          .setAAD(placeBytes(place))
          .setAuthTag(bytes.subarray(-16));
        return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw unreadable(key.id);
      }
    },
    fingerprint: (value) =>
      createHmac('sha256', current.bytes)
        .update('backline fingerprint')
        .update(value, 'utf8')
        .digest('hex')
        .slice(0, 16),
  };
}

function placeBytes({ table, row, column }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([table, row, column]), 'utf8');
}

function unreadable(keyId: string): AppError {
  return new AppError(
    'SECRET_UNREADABLE',
    'A stored secret cannot be opened with the keys of this server. Start it with the key that sealed it (BACKLINE_SECRET_KEY), or replace the token.',
    { details: { keyId } },
  );
}
