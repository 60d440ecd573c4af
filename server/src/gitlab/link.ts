/** The parameters that say where the next page begins; everything else of the request stays as it was. */
const PAGE_PARAMETERS = ['id_after', 'cursor', 'page_token', 'page'] as const;

/**
 * Where the next page begins, from a Link header: only the paging parameters of `rel="next"`. Its host and path are
 * ignored, because GitLab writes its configured external address there. Null at the end.
 */
export function parseNextPage(header: string | null): Readonly<Record<string, string>> | null {
  if (header === null || header.length > 16_384) return null;
  for (const part of header.split(/,(?=\s*<)/)) {
    const end = part.indexOf('>');
    const start = part.indexOf('<');
    if (start === -1 || end < start) continue;
    if (!/;\s*rel="?next"?\s*(?:;|$)/i.test(part.slice(end + 1))) continue;
    return readParameters(part.slice(start + 1, end));
  }
  return null;
}

function readParameters(address: string): Readonly<Record<string, string>> | null {
  const queryStart = address.indexOf('?');
  if (queryStart === -1) return null;
  const query = new URLSearchParams(address.slice(queryStart + 1).split('#')[0]);
  const found: [string, string][] = [];
  for (const name of PAGE_PARAMETERS) {
    const value = query.get(name);
    if (value !== null && value !== '') found.push([name, value]);
  }
  return found.length === 0 ? null : Object.fromEntries(found);
}
