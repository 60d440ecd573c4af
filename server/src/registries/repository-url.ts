import { MAXIMUM_TEXT } from './version-facts.js';

/** A repository as a page to open: https only, without credentials, `.git` or anything after the path. */
export function repositoryUrl(address: string | null): string | null {
  if (address === null || address.length > MAXIMUM_TEXT) return null;
  const short = /^(?:(github|gitlab|bitbucket):)?([\w.-]+\/[\w.-]+)$/.exec(address);
  const host =
    short?.[1] === 'gitlab' ? 'gitlab.com' : short?.[1] === 'bitbucket' ? 'bitbucket.org' : 'github.com';
  const full =
    short === null
      ? address
          .replace(/^git\+/, '')
          .replace(/^ssh:\/\/git@/, 'https://')
          .replace(/^git:/, 'https:')
      : `https://${host}/${short[2] ?? ''}`;
  if (!URL.canParse(full)) return null;
  const url = new URL(full);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const path = url.pathname.replace(/\.git$/, '');
  return `https://${url.host}${path}`;
}
