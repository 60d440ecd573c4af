import { isAppError } from '../errors.js';
import { parseRegistryAddress } from './registry-address.js';

test.each([
  [' registry.example/npm/ ', 'https://registry.example/npm/'],
  ['http://registry.example:8080', 'http://registry.example:8080/'],
  ['https://nuget.example/v3/index.json', 'https://nuget.example/v3/index.json'],
])('takes %j as %s', (typed, address) => expect(parseRegistryAddress(typed).href).toBe(address));

test.each([
  '',
  'a b',
  'https://',
  'ftp://registry.example/',
  'file:///etc/passwd',
  'https://ada:secret@registry.example/',
  'https://registry.example/?x=1',
  'https://registry.example/#x',
  `https://registry.example/${'x'.repeat(3_000)}`,
])('refuses %j with what to give instead', (typed) => {
  try {
    parseRegistryAddress(typed);
    throw new Error('taken');
  } catch (error) {
    expect(isAppError(error, 'ADDRESS_INVALID')).toBe(true);
    expect(String(error)).not.toContain('secret');
  }
});
