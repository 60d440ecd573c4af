import { lookup as dnsLookup } from 'node:dns/promises';
import { AppError } from '../errors.js';
import {
  type AllowedHosts,
  bareHost,
  isLiteralAddress,
  isLocalName,
  isPublicAddress,
} from './allowed-hosts.js';

/** One address that a name resolved to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Every address of a name, as the machine's own resolver gives them. */
export type LookupAll = (host: string) => Promise<readonly ResolvedAddress[]>;

/** One guard for every address that a user gives (GitLab, registries, proxies): may it be contacted, and at which addresses. */
export interface AddressGuard {
  /** Scheme, user information, literal addresses, names of this machine: what needs no DNS. ADDRESS_INVALID, ADDRESS_FORBIDDEN. */
  check(url: URL): void;
  /** The checked addresses of the URL's host: connect to these and to nothing else. ADDRESS_FORBIDDEN, GITLAB_UNREACHABLE. */
  resolve(url: URL): Promise<readonly ResolvedAddress[]>;
}

/** A guard that refuses every host that is not public over https, unless the operator allows it. */
export function createAddressGuard(allowed: AllowedHosts, lookup: LookupAll = lookupAll): AddressGuard {
  const check = (url: URL): void => {
    if (url.username !== '' || url.password !== '') throw userInformation(url);
    const isAllowed = allowed.allowsHost(url.hostname, portOf(url));
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isAllowed)) throw withoutTls(url);
    const host = bareHost(url.hostname);
    if (isAllowed) return;
    if (isLocalName(host) || (isLiteralAddress(host) && !isPublicAddress(host))) throw privateAddress(url);
  };
  const resolve = async (url: URL): Promise<readonly ResolvedAddress[]> => {
    check(url);
    const host = bareHost(url.hostname);
    if (isLiteralAddress(host)) return [{ address: host, family: host.includes(':') ? 6 : 4 }];
    const addresses = await lookupOrThrow(lookup, host);
    if (allowed.allowsHost(host, portOf(url))) return addresses;
    const isRefused = ({ address }: ResolvedAddress): boolean =>
      !isPublicAddress(address) && !allowed.allowsAddress(address);
    if (addresses.some(isRefused)) throw privateAddress(url);
    return addresses;
  };
  return { check, resolve };
}

/** The port that a URL leads to, the scheme's own where it names none. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'http:' ? 80 : 443;
}

async function lookupAll(host: string): Promise<readonly ResolvedAddress[]> {
  return dnsLookup(host, { all: true, verbatim: true });
}

async function lookupOrThrow(lookup: LookupAll, host: string): Promise<readonly ResolvedAddress[]> {
  let addresses: readonly ResolvedAddress[] = [];
  try {
    addresses = await lookup(host);
  } catch {
    addresses = [];
  }
  if (addresses.length > 0) return addresses;
  throw new AppError(
    'GITLAB_UNREACHABLE',
    `The host name ${host} cannot be resolved. Check the address, and the DNS of the machine that runs Backline.`,
    { details: { cause: 'ENOTFOUND' } },
  );
}

function userInformation(url: URL): AppError {
  return new AppError(
    'ADDRESS_INVALID',
    `The address of ${url.host} must not hold a user name or a password. Give the address alone.`,
    { details: { host: url.host } },
  );
}

function withoutTls(url: URL): AppError {
  return new AppError(
    'ADDRESS_FORBIDDEN',
    `${url.host} is not https, so the token would travel readable. Use https, or ask the operator of Backline to allow this host.`,
    { details: { host: url.host, cause: 'NO_TLS' } },
  );
}

function privateAddress(url: URL): AppError {
  return new AppError(
    'ADDRESS_FORBIDDEN',
    `${url.host} leads to a private or reserved network address. Ask the operator of Backline to allow this host.`,
    { details: { host: url.host } },
  );
}
