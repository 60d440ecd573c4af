import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** More proxies than this stand before nobody, and no header is read further back. */
const MAX_HEADER = 2_000;

/**
 * The address that a request comes from. Behind so many proxies it is what the outermost of them saw: each appends to
 * X-Forwarded-For, so counting from the end passes over whatever the client wrote itself. Without proxies the header means nothing.
 */
export function remoteAddressOf(
  {
    headers,
    socket,
  }: Pick<IncomingMessage, 'headers'> & {
    readonly socket: { readonly remoteAddress?: string | undefined };
  },
  proxyHops: number,
): string {
  const own = socket.remoteAddress ?? '';
  if (proxyHops === 0) return own;
  const header = headers['x-forwarded-for'] ?? '';
  const text = (Array.isArray(header) ? header.join(',') : header).slice(-MAX_HEADER);
  const address = text.split(',').at(-proxyHops)?.trim() ?? '';
  return isIP(address) === 0 ? own : address;
}
