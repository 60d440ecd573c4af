import ipaddr from 'ipaddr.js';
import { AppError } from '../errors.js';

/** Addresses that look public but answer with the secrets of a cloud machine. */
const METADATA_ADDRESSES = new Set(['168.63.129.16']);

/** Where global unicast addresses of IPv6 come from; all else is for special uses or not given out yet (RFC 4291, RFC 6890). */
const GLOBAL_UNICAST: readonly [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/** What the operator allows beyond public addresses over https. */
export interface AllowedHosts {
  /** By name or literal address, with or without this port. */
  allowsHost(host: string, port: number): boolean;
  /** By a CIDR range or a literal address. */
  allowsAddress(address: string): boolean;
}

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Reads the operator's list: `host`, `host:port`, `address`, `[v6]:port` or `address/bits`. CONFIG_INVALID names the entry that is none. */
export function parseAllowedHosts(entries: readonly string[]): AllowedHosts {
  const hosts = new Set<string>();
  const ranges: Range[] = [];
  for (const entry of entries) {
    const text = entry.trim().toLowerCase();
    const range = parseRange(text);
    if (range !== null) ranges.push(range);
    else hosts.add(parseHostEntry(text));
  }
  const allowsAddress = (address: string): boolean => {
    const parsed = parseAddress(address);
    return parsed !== null && ranges.some((range) => isInRange(parsed, range));
  };
  return {
    allowsAddress,
    allowsHost: (host, port) => {
      const bare = bareHost(host);
      return hosts.has(bare) || hosts.has(`${bare} ${port}`) || allowsAddress(bare);
    },
  };
}

/** Whether an address may be reached by anybody's wish: global unicast, and no address of another kind inside it. */
export function isPublicAddress(address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed === null || METADATA_ADDRESSES.has(parsed.toString())) return false;
  if (parsed instanceof ipaddr.IPv6 && isNat64(parsed)) {
    const [a, b, c, d] = parsed.toByteArray().slice(-4);
    return isPublicAddress(`${a}.${b}.${c}.${d}`);
  }
  if (parsed instanceof ipaddr.IPv6 && !isInRange(parsed, GLOBAL_UNICAST)) return false;
  return parsed.range() === 'unicast';
}

/** Whether a URL's host is an address rather than a name (brackets of IPv6 allowed). */
export function isLiteralAddress(host: string): boolean {
  return parseAddress(bareHost(host)) !== null;
}

/** A URL's host as resolvers want it: lower case, no brackets, no final dot. */
export function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** Whether a host is this machine by its name, whatever DNS says (RFC 6761). */
export function isLocalName(host: string): boolean {
  const bare = bareHost(host);
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === 'localhost.localdomain';
}

function isNat64(address: ipaddr.IPv6): boolean {
  return address.match(ipaddr.IPv6.parse('64:ff9b::'), 96);
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const withoutZone = text.split('%')[0] ?? '';
  const isCanonical = /^\d+\.\d+\.\d+\.\d+$/.test(withoutZone) || withoutZone.includes(':');
  if (!isCanonical || !ipaddr.isValid(withoutZone)) return null;
  return ipaddr.process(withoutZone);
}

function parseRange(text: string): Range | null {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = parseAddress(bareHost(text));
  if (address === null) return null;
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isInRange(address: ipaddr.IPv4 | ipaddr.IPv6, [base, bits]: Range): boolean {
  if (address instanceof ipaddr.IPv4) return base instanceof ipaddr.IPv4 && address.match(base, bits);
  return base instanceof ipaddr.IPv6 && address.match(base, bits);
}

function parseHostEntry(text: string): string {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)\.?(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1];
  const port = match?.[2];
  if (host === undefined || Number(port ?? '1') > 65_535) {
    throw new AppError(
      'CONFIG_INVALID',
      `The allowed host "${text}" is neither host, host:port, address nor range.`,
    );
  }
  return port === undefined ? host : `${bareHost(host)} ${Number(port)}`;
}
