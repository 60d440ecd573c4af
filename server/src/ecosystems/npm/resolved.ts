import type { VersionChange } from '../ecosystem.js';

/** The address of the new archive, or why none can be given. */
export type ResolvedResult =
  { readonly kind: 'url'; readonly url: string } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Where the lock shall fetch the new version from: the same registry or mirror as the old one. An address that ends
 * in `/<name>/-/<file>-<version>.tgz` keeps all but the version; any other is only replaced by the registry's own
 * address when that has the same origin. So no edit can lead an installation to a host that the lock did not name.
 */
export function resolveTarball(old: string, change: VersionChange): ResolvedResult {
  for (const tail of archiveTails(change.name, change.to)) {
    if (old.endsWith(tail)) return { kind: 'url', url: old };
  }
  const wanted = change.target.tarballUrl;
  const isUsual =
    wanted === null || archiveTails(change.name, change.to).some((tail) => endsWithTail(wanted, tail));
  const newTails = archiveTails(change.name, change.to);
  const found = isUsual ? archiveTails(change.name, change.from).findIndex((tail) => old.endsWith(tail)) : -1;
  const oldTail = archiveTails(change.name, change.from)[found];
  const newTail = newTails[found];
  if (oldTail !== undefined && newTail !== undefined) {
    return { kind: 'url', url: old.slice(0, -oldTail.length) + newTail };
  }
  const origin = originOf(old);
  if (wanted !== null && origin !== null && originOf(wanted) === origin) return { kind: 'url', url: wanted };
  const reason = `the lock fetches ${change.name} from an address from which that of ${change.to} cannot be told`;
  return { kind: 'refused', reason };
}

/** The ends that registries give to an archive's address: npm's own, with an escaped scope, and GitLab's. */
function archiveTails(name: string, version: string): readonly string[] {
  const file = `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
  const escaped = name.replace('/', '%2f');
  return [
    `/${name}/-/${file}`,
    `/${escaped}/-/${file}`,
    `/${name.replace('/', '%2F')}/-/${file}`,
    `/${name}/-/${name}-${version}.tgz`,
  ];
}

function endsWithTail(url: string, tail: string): boolean {
  return url.endsWith(tail) && originOf(url) !== null;
}

function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, origin, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && password === '' ? origin : null;
}
