import { normalizeName } from './package-key.js';

const NAME_FIELD = /"name"\s*:\s*"((?:[^"\\]|\\.)*)"/g;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * A cheap look at the bytes of one OSV record, before they are parsed: false only where no `name` in it can be one of these
 * package names. Anything unusual (escapes, other letters than ASCII, a text that is no whole object) counts as a mention.
 */
export function mentionsAny(names: Iterable<string>): (bytes: Buffer) => boolean {
  const wanted = new Set<string>();
  for (const name of names) wanted.add(coarse(name));
  return (bytes) => {
    const text = bytes.toString('latin1').trim();
    if (text.charCodeAt(0) !== OPEN_BRACE || text.charCodeAt(text.length - 1) !== CLOSE_BRACE) return true;
    // Keys can be spelled with escapes of letters too.
    if (text.includes('\\u006') || text.includes('\\u007')) return true;
    for (const [, name = ''] of text.matchAll(NAME_FIELD)) {
      if (/[^\x20-\x7e]|\\/.test(name) || wanted.has(coarse(name))) return true;
    }
    return false;
  };
}

/** PyPI's way to compare names is the coarsest: names that are equal in any ecosystem are equal in it. */
function coarse(name: string): string {
  return normalizeName('PyPI', name);
}
