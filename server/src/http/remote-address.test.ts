import { remoteAddressOf } from './remote-address.js';

const from = (forwarded: string | undefined, proxyHops: number) =>
  remoteAddressOf(
    {
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '10.0.0.9' },
    },
    proxyHops,
  );

it.each([
  ['nobody stands in front: the header means nothing', '192.0.2.1', 0, '10.0.0.9'],
  ['what one proxy saw', '192.0.2.1', 1, '192.0.2.1'],
  ['what a client wrote itself does not count', '198.51.100.7, 192.0.2.1', 1, '192.0.2.1'],
  ['what the outer of two proxies saw', '198.51.100.7, 192.0.2.1, 10.0.0.8', 2, '192.0.2.1'],
  ['an address of IPv6', '2001:db8::1', 1, '2001:db8::1'],
  ['fewer than were promised', '192.0.2.1', 2, '10.0.0.9'],
  ['no header', undefined, 1, '10.0.0.9'],
  ['nonsense', 'unknown, <script>', 1, '10.0.0.9'],
  ['much of it', `${'1,'.repeat(100_000)}192.0.2.1`, 1, '192.0.2.1'],
])('%s', (_, forwarded, proxyHops, address) => {
  expect(from(forwarded, proxyHops)).toBe(address);
});
