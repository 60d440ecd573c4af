import fc from 'fast-check';
import { isPublicAddress, parseAllowedHosts } from './allowed-hosts.js';

describe('isPublicAddress', () => {
  test.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '64:ff9b::808:808'])('lets %s through', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ['127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1'],
    ['169.254.169.254', '168.63.129.16', '100.100.100.200', '192.0.0.192', '224.0.0.1', '255.255.255.255'],
    ['198.18.0.1', '203.0.113.9', '240.0.0.1'],
    ['::1', '::', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', 'ff02::1', 'fec0::1', '2001:db8::1', '100::1'],
    ['::ffff:127.0.0.1', '::ffff:a00:1', '::10.0.0.1', '2002:7f00:1::', '2001:0:1::1', '64:ff9b::a00:1'],
    ['', 'localhost', '127.1', '2130706433', '0x7f000001'],
  ])('refuses private and reserved addresses of each kind', (...addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  test('refuses every private IPv4 address in its IPv6 disguises too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xff_ff_ff }), (rest) => {
        const address = `10.${rest >> 16}.${(rest >> 8) & 255}.${rest & 255}`;
        expect(isPublicAddress(address)).toBe(false);
        expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(false);
      }),
    );
  });
});

describe('parseAllowedHosts', () => {
  const allowed = parseAllowedHosts([
    'gitlab.intern',
    'tools.intern:8443',
    '10.1.0.0/16',
    '::1',
    '[fd00::5]:8080',
    '127.0.0.1:81',
  ]);

  test.each([
    ['gitlab.intern', 443, true],
    ['GITLAB.intern.', 80, true],
    ['sub.gitlab.intern', 443, false],
    ['tools.intern', 8443, true],
    ['tools.intern', 443, false],
    ['10.1.2.3', 80, true],
    ['10.2.2.3', 80, false],
    ['[::1]', 3000, true],
    ['[fd00::5]', 8080, true],
    ['[fd00::5]', 8081, false],
    ['127.0.0.1', 81, true],
    ['127.0.0.1', 82, false],
  ])('answers for %s:%d with %s', (host, port, expected) => {
    expect(allowed.allowsHost(host, port)).toBe(expected);
  });

  test('knows the addresses inside a range', () => {
    expect(allowed.allowsAddress('10.1.255.255')).toBe(true);
    expect(allowed.allowsAddress('::ffff:10.1.0.1')).toBe(true);
    expect(allowed.allowsAddress('10.0.255.255')).toBe(false);
  });

  test.each(['http://gitlab.intern', 'a b', 'host:99999', '*', ''])('refuses the entry "%s"', (entry) => {
    expect(() => parseAllowedHosts([entry])).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
