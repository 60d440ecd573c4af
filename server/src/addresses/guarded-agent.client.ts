import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { AppError } from '../errors.js';
import type { AddressGuard } from './address-guard.client.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** How connections are made: only to addresses that the guard has checked. */
export interface GuardedConnect {
  readonly timeout: number;
  readonly lookup: LookupFunction;
  readonly ca?: string;
}

/** Connections to a URL's origin, and only to addresses that the guard has checked. Authorities (PEM): null for Node's own. */
export function createGuardedAgent(guard: AddressGuard, url: URL, authorities: string | null): Agent {
  return new Agent({ connect: guardedConnect(guard, url, authorities) });
}

/** The same as settings for connecting; a literal address asks no lookup, so `guard.check` goes before. */
export function guardedConnect(guard: AddressGuard, url: URL, authorities: string | null): GuardedConnect {
  return {
    timeout: CONNECT_TIMEOUT_MS,
    lookup: guardedLookup(guard, new URL(url)),
    ...(authorities === null ? {} : { ca: authorities }),
  };
}

function guardedLookup(guard: AddressGuard, url: URL): LookupFunction {
  return (_host, options, callback) => {
    guard.resolve(url).then(
      (addresses) => {
        const wanted = addresses.filter(({ family }) => {
          return typeof options.family !== 'number' || options.family === 0 || options.family === family;
        });
        const [first] = wanted;
        if (first === undefined) callback(new AppError('GITLAB_UNREACHABLE', 'The host has no address.'), []);
        else if (options.all === true) callback(null, [...wanted]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('lookup failed'), []);
      },
    );
  };
}
