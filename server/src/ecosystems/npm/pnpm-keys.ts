import { isPackageName } from './names.js';
import { isVersion } from './versions.js';

/** How a lock writes its keys: `/a/1.0.0_b@2.0.0` (5), `/a@1.0.0(b@2.0.0)` (6), `a@1.0.0(b@2.0.0)` (9). */
export type PnpmForm = 5 | 6 | 9;

/** Name and version that a key states; each is empty where the key states none, as of a commit or a file. */
export interface PnpmKey {
  readonly name: string;
  readonly version: string;
}

/** What a key of `packages` or `snapshots` states: https://github.com/pnpm/spec/tree/master/lockfile. */
export function readPnpmKey(key: string, form: PnpmForm): PnpmKey {
  if (form === 9) {
    const id = withoutPeers(key);
    const at = id.indexOf('@', 1);
    return at === -1 ? { name: id, version: '' } : keyOf(id.slice(0, at), id.slice(at + 1));
  }
  const id = form === 6 ? withoutPeers(key) : key;
  // A registry that is not the usual one stands before the name.
  const rest = id.slice(id.indexOf('/') + 1);
  const end =
    form === 6 ? rest.indexOf('@', 1) : rest.indexOf('/', rest.startsWith('@') ? rest.indexOf('/') + 1 : 0);
  const stated = keyOf(rest.slice(0, Math.max(0, end)), rest.slice(end + 1).split('_', 1)[0] ?? '');
  return stated.version === '' || !isPackageName(stated.name) ? { name: '', version: '' } : stated;
}

/** The key of what a package asks for by name and reference, such as `1.0.0(b@2.0.0)`; links have none. */
export function pnpmKeyOf(name: string, reference: string, form: PnpmForm): string {
  if (form === 9) return isWholeKey(reference) ? reference : `${name}@${reference}`;
  if (reference.startsWith('file:')) return reference;
  if (form === 5) return reference.includes('/') ? reference : `/${name}/${reference}`;
  const peers = reference.indexOf('(');
  const slash = (peers === -1 ? reference : reference.slice(0, peers)).indexOf('/');
  return slash === -1 ? `/${name}@${reference}` : reference;
}

/** A key without the peers (and the hash of a patch) in brackets at its end. */
export function withoutPeers(key: string): string {
  let depth = 0;
  let end = key.length;
  for (let at = key.length - 1; at >= 0; at -= 1) {
    const sign = key.charAt(at);
    if (sign === ')') depth += 1;
    else if (depth === 0) break;
    else if (sign === '(') {
      depth -= 1;
      if (depth === 0) end = at;
    }
  }
  return key.slice(0, end);
}

function keyOf(name: string, version: string): PnpmKey {
  return { name, version: isVersion(version) ? version : '' };
}

/** An alias has the whole key of what it stands for: a name, and `@` before any address or peer. */
function isWholeKey(reference: string): boolean {
  if (reference.startsWith('@')) return true;
  const at = reference.indexOf('@');
  const isBefore = (sign: string): boolean => !reference.includes(sign) || at < reference.indexOf(sign);
  return at !== -1 && isBefore('(') && isBefore(':');
}
