import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { type Refusal, refuse } from './refusal.js';
import { remoteAddressOf } from './remote-address.js';

/** So many tokens that do not work may come from an address at once; after that one more for each `EVERY_MS`. */
const BURST = 200;
const EVERY_MS = 500;
/** For so long a token that worked is let through, however many others do not work behind the same address. */
const TRUST_MS = 10 * 60_000;
const MOST_ADDRESSES = 10_000;
const MOST_TRUSTED = 10_000;

/**
 * Bounds how many tokens that do not work an address may try on this process, before each is looked up. A token counts from its beginning, so that
 * many at once count too, and is given back when it works. Those that worked before are not asked: a proxy's good clients do not pay for
 * the bad ones. What is remembered is bounded, and no token is kept but as a hash.
 */
export class CredentialLimit {
  /** By address, when all would be as if nothing had been tried; the longest untouched first. */
  readonly #freeAt = new Map<string, number>();
  /** By hash of the token, until when. */
  readonly #trusted = new Map<string, number>();

  /** Null: it may be tried. Else how many milliseconds to wait. */
  begin(address: string, token: string, now: number): number | null {
    const until = this.#trusted.get(hashOf(token));
    if (until !== undefined && until > now) return null;
    const network = networkOf(address);
    const freeAt = Math.max(now, this.#freeAt.get(network) ?? 0) + EVERY_MS;
    const waitMs = freeAt - now - BURST * EVERY_MS;
    if (waitMs > 0) return waitMs;
    keep(this.#freeAt, { key: network, value: freeAt, most: MOST_ADDRESSES });
    return null;
  }

  /** It worked, or the request failed by no fault of its sender. */
  giveBack(address: string, now: number): void {
    const network = networkOf(address);
    const freeAt = (this.#freeAt.get(network) ?? 0) - EVERY_MS;
    if (freeAt > now) this.#freeAt.set(network, freeAt);
    else this.#freeAt.delete(network);
  }

  isTrusted(token: string, now: number): boolean {
    return (this.#trusted.get(hashOf(token)) ?? 0) > now;
  }

  trust(token: string, now: number): void {
    keep(this.#trusted, { key: hashOf(token), value: now + TRUST_MS, most: MOST_TRUSTED });
  }
}

/**
 * Refuses with 429 whoever tries too many tokens that do not work, or sends with unknown ones what is no request at all. The status of the answer
 * tells what became of each.
 */
export function limitCredentials(options: {
  readonly limit: CredentialLimit;
  readonly proxyHops: number;
  readonly now: () => number;
}): RequestHandler {
  const { limit, proxyHops, now } = options;
  return (request, response, next) => {
    const token = request.get('authorization');
    if (token === undefined) return next();
    const address = remoteAddressOf(request, proxyHops);
    const wasTrusted = limit.isTrusted(token, now());
    const waitMs = limit.begin(address, token, now());
    if (waitMs !== null) {
      // What of the body is still on its way would be taken for the next request.
      response.set('Connection', 'close');
      return refuse(response, tooManyTokens(waitMs));
    }
    response.once('close', () => {
      const { statusCode, writableFinished } = response;
      if (writableFinished && statusCode === 200) limit.trust(token, now());
      if (writableFinished && !isUnproven(statusCode) && !wasTrusted) limit.giveBack(address, now());
    });
    next();
  };
}

/** Refused before anybody looked at the token, or because of it: only a token that works makes up for what that costs. */
function isUnproven(status: number): boolean {
  return status >= 400 && status < 500 && status !== 403 && status !== 429;
}

function tooManyTokens(waitMs: number): Refusal {
  return {
    status: 429,
    code: 'RATE_LIMITED',
    message: 'Too many API tokens that do not work came from this address. Send one that works, or wait.',
    headers: { 'Retry-After': String(Math.ceil(waitMs / 1_000)) },
  };
}

/** What one customer of a network provider has: the whole address of IPv4, 64 bits of IPv6 (https://www.rfc-editor.org/rfc/rfc6177). */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = ''] = address.split('%');
  const [left = '', right] = head.toLowerCase().split('::');
  const groups = left === '' ? [] : left.split(':');
  const after = right === undefined || right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  return [groups, zeros, after]
    .flat()
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** The newest stay. */
function keep(
  map: Map<string, number>,
  { key, value, most }: { readonly key: string; readonly value: number; readonly most: number },
): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
