import { createHash } from 'node:crypto';
import { isJsonObject } from '../../formats/fields.js';
import { stripByteOrderMark } from '../../formats/source-text.js';
import { encodePlain, type PhpValue, phpValue } from './php-json.js';

const RELEVANT = [
  'conflict',
  'extra',
  'minimum-stability',
  'name',
  'prefer-stable',
  'provide',
  'replace',
  'repositories',
  'require',
  'require-dev',
  'version',
] as const;

/**
 * The hash that a composer.lock keeps of the composer.json that it was made from
 * (https://github.com/composer/composer/blob/main/src/Composer/Package/Locker.php, `getContentHash`); null where it cannot be
 * worked out here.
 */
export function contentHash(text: string): string | null {
  const content = parse(text);
  if (!isJsonObject(content)) return null;
  const relevant = new Map<string, PhpValue>();
  const config = Object.hasOwn(content, 'config') ? content['config'] : null;
  if (isJsonObject(config) && Object.hasOwn(config, 'platform') && config['platform'] !== null) {
    const platform = phpValue(config['platform']);
    if (platform === undefined) return null;
    relevant.set('config', { platform });
  }
  for (const key of RELEVANT) {
    if (!Object.hasOwn(content, key)) continue;
    const value = phpValue(content[key]);
    if (value === undefined) return null;
    relevant.set(key, value);
  }
  const encoded = relevant.size === 0 ? '[]' : encodePlain(Object.fromEntries(relevant));
  return createHash('md5').update(encoded).digest('hex');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(stripByteOrderMark(text));
  } catch {
    return null;
  }
}
