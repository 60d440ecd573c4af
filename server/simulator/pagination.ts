import { parameterError } from './api-error.js';
import type { Params } from './params.js';

/** One page of rows and the headers that go with it. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/** What links are built from: the address as GitLab believes it to be, without query, and the query as asked. */
export interface PageRequest {
  readonly address: string;
  readonly query: URLSearchParams;
  readonly params: Params;
  /** Every page comes twice: first empty with a link to itself. */
  readonly hasEmptyPages: boolean;
}

const DEFAULT_PER_PAGE = 20;
const MAX_PER_PAGE = 100;
const MAX_COUNTED_ROWS = 10_000;
const MAX_OFFSET = 50_000;

/** The size of a page: 20 by default, at most 100. */
export function perPageOf(params: Params): number {
  const perPage = params.integer('per_page') ?? DEFAULT_PER_PAGE;
  if (perPage < 1) throw parameterError(400, 'per_page has a value not allowed');
  return Math.min(perPage, MAX_PER_PAGE);
}

/** The number of the page, from 1. */
export function pageOf(params: Params): number {
  const page = params.integer('page') ?? 1;
  if (page < 1) throw parameterError(400, 'page does not have a valid value');
  return page;
}

const FULL = 'page_is_full';

/** The empty page in front of the true one, where pages come twice. */
function emptyPage<T>(request: PageRequest): Page<T> | null {
  if (!request.hasEmptyPages || request.query.has(FULL)) return null;
  const next = link(request, { [FULL]: '1' });
  return {
    rows: [],
    headers: { Link: `<${next}>; rel="next"`, 'X-Per-Page': String(perPageOf(request.params)) },
  };
}

function link(
  request: PageRequest,
  changes: Readonly<Record<string, string>>,
  drop: readonly string[] = [],
): string {
  const query = new URLSearchParams(request.query);
  for (const name of [...drop, FULL]) query.delete(name);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `${request.address}?${query.toString()}`;
}

/** Offset pages of rows that are all in memory. `cappedType` names the noun of routes that offer keyset too. */
export function offsetPage<T>(request: PageRequest, rows: readonly T[], cappedType?: string): Page<T> {
  const empty = emptyPage<T>(request);
  if (empty) return empty;
  const page = pageOf(request.params);
  const perPage = perPageOf(request.params);
  if (cappedType && page * perPage > MAX_OFFSET) {
    throw parameterError(
      405,
      `Offset pagination has a maximum allowed offset of ${MAX_OFFSET} for requests that return objects of type ${cappedType}. Remaining records can be retrieved using keyset pagination.`,
    );
  }
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const isCounted = rows.length <= MAX_COUNTED_ROWS;
  const to = (number: number) => link(request, { page: String(number), per_page: String(perPage) });
  const links: string[] = [];
  if (page > 1) links.push(`<${to(page - 1)}>; rel="prev"`);
  if (page < pages) links.push(`<${to(page + 1)}>; rel="next"`);
  links.push(`<${to(1)}>; rel="first"`);
  if (isCounted) links.push(`<${to(pages)}>; rel="last"`);
  return {
    rows: rows.slice((page - 1) * perPage, page * perPage),
    headers: {
      Link: links.join(', '),
      'X-Next-Page': page < pages ? String(page + 1) : '',
      'X-Page': String(page),
      'X-Per-Page': String(perPage),
      'X-Prev-Page': page > 1 ? String(page - 1) : '',
      ...(isCounted ? { 'X-Total': String(rows.length), 'X-Total-Pages': String(pages) } : {}),
    },
  };
}

/** Pages without totals, as the commit list has them: a full page claims a next one. */
export function uncountedPage<T>(request: PageRequest, rows: readonly T[]): Page<T> {
  const empty = emptyPage<T>(request);
  if (empty) return empty;
  const page = pageOf(request.params);
  const perPage = perPageOf(request.params);
  const hasNext = rows.length === perPage;
  const to = (number: number) => link(request, { page: String(number), per_page: String(perPage) });
  const links: string[] = [];
  if (page > 1) links.push(`<${to(page - 1)}>; rel="prev"`);
  if (hasNext) links.push(`<${to(page + 1)}>; rel="next"`);
  links.push(`<${to(1)}>; rel="first"`);
  return {
    rows,
    headers: {
      Link: links.join(', '),
      'X-Next-Page': hasNext ? String(page + 1) : '',
      'X-Page': String(page),
      'X-Per-Page': String(perPage),
      'X-Prev-Page': page > 1 ? String(page - 1) : '',
    },
  };
}

/** Refuses a keyset request in another order than the one that the route can do. */
export function requireKeysetOrder(params: Params, order: string): void {
  if ((params.text('order_by') ?? order) !== order) {
    throw parameterError(405, 'Keyset pagination is not yet available for this type of request');
  }
}

/** Keyset pages by id of the rows (in the order of their ids) that are wanted: the next link carries `id_after` or `id_before`. A full page claims a next one. */
export function keysetPageById<T extends { readonly id: number }>(
  request: PageRequest,
  rows: readonly T[],
  isWanted: (row: T) => boolean,
): Page<T> {
  const empty = emptyPage<T>(request);
  if (empty) return empty;
  const perPage = perPageOf(request.params);
  const isAscending = request.params.oneOf('sort', ['asc', 'desc']) === 'asc';
  const page: T[] = [];
  for (let index = 0; index < rows.length && page.length < perPage; index += 1) {
    const row = rows[isAscending ? index : rows.length - 1 - index];
    if (row && isWanted(row)) page.push(row);
  }
  const last = page[page.length - 1];
  const headers: Record<string, string> = { 'X-Per-Page': String(perPage) };
  if (last && page.length === perPage) {
    const boundary = isAscending ? 'id_after' : 'id_before';
    const next = link(
      request,
      { pagination: 'keyset', per_page: String(perPage), [boundary]: String(last.id) },
      ['page'],
    );
    headers['Link'] = `<${next}>; rel="next"`;
  }
  return { rows: page, headers };
}

/** Keyset pages by an opaque token under the given name (`cursor`, `page_token`), in the order of the rows. */
export function keysetPageByToken<T>(
  request: PageRequest,
  rows: readonly T[],
  options: { readonly name: 'cursor' | 'page_token'; readonly keyOf: (row: T) => string },
): Page<T> {
  const empty = emptyPage<T>(request);
  if (empty) return empty;
  const perPage = perPageOf(request.params);
  const token = request.params.text(options.name);
  let start = 0;
  if (token) {
    const key = decodeToken(token);
    const found = rows.findIndex((row) => options.keyOf(row) === key);
    if (key === null || found < 0) throw parameterError(400, `${options.name} is invalid`);
    start = found + 1;
  }
  const page = rows.slice(start, start + perPage);
  const last = page[page.length - 1];
  const headers: Record<string, string> = { 'X-Per-Page': String(perPage) };
  if (last && start + perPage < rows.length) {
    const next = encodeToken(options.keyOf(last));
    const address = link(request, { pagination: 'keyset', per_page: String(perPage), [options.name]: next }, [
      'page',
    ]);
    headers['Link'] = `<${address}>; rel="next"`;
    if (options.name === 'cursor') headers['X-Next-Cursor'] = next;
  }
  return { rows: page, headers };
}

function encodeToken(key: string): string {
  return Buffer.from(JSON.stringify({ at: key, way: 'n' }), 'utf8').toString('base64url');
}

function decodeToken(token: string): string | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('at' in parsed)) return null;
    return typeof parsed.at === 'string' ? parsed.at : null;
  } catch {
    return null;
  }
}
