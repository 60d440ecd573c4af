import { createAddressGuard } from './address-guard.client.js';
import { parseAllowedHosts } from './allowed-hosts.js';

const NAMES: Record<string, readonly string[]> = {
  'public.example': ['93.184.216.34'],
  'mixed.example': ['93.184.216.34', '10.0.0.5'],
  'intern.example': ['10.0.0.5'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'gitlab.intern': ['192.168.7.7'],
};

const guard = createAddressGuard(parseAllowedHosts(['gitlab.intern', '10.9.0.0/16']), async (host) => {
  const addresses = NAMES[host];
  if (addresses === undefined) throw new Error('no such name');
  return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
});

const resolve = (text: string) => guard.resolve(new URL(text));

test('gives the addresses of a public host', async () => {
  expect(await resolve('https://public.example')).toEqual([{ address: '93.184.216.34', family: 4 }]);
});

test.each([
  'https://mixed.example',
  'https://intern.example',
  'https://mapped.example',
  'https://127.0.0.1',
  'https://[::1]',
  'https://[::ffff:10.0.0.1]',
  'https://2130706433',
  'https://169.254.169.254/latest/meta-data',
  'http://public.example',
  'http://93.184.216.34',
  'ftp://gitlab.intern',
])('refuses %s', async (text) => {
  await expect(resolve(text)).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' });
});

test.each(['https://gitlab.intern', 'http://gitlab.intern:8080', 'https://10.9.1.1', 'http://10.9.1.1'])(
  'lets %s through because the operator allows it',
  async (text) => {
    expect(await resolve(text)).toHaveLength(1);
  },
);

test('says that a name is unknown', async () => {
  await expect(resolve('https://nowhere.example')).rejects.toMatchObject({ code: 'GITLAB_UNREACHABLE' });
});
