import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.js';

/** The sealing key of the data directory, made the first time, readable by its owner only. */
export async function readOrMakeKey(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, 'secret.key');
  const made = randomBytes(32).toString('base64url');
  try {
    await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if (!isExisting(error))
      throw new AppError('CONFIG_INVALID', `The key file ${path} cannot be written.`, { cause: error });
  }
  await chmod(path, 0o600);
  const key = (await readFile(path, 'utf8')).trim();
  if (key.length >= 32) return key;
  throw new AppError(
    'CONFIG_INVALID',
    `The key file ${path} is damaged. Restore it from a backup, or delete it and replace every token.`,
  );
}

function isExisting(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}
