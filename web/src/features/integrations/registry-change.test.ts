import { registryChange, tokenHint } from './registry-change.js';

const DEFAULT = { ecosystem: 'npm', url: 'https://default.example/', isDefault: true, hasToken: false };
const OWN = { ecosystem: 'npm', url: 'https://own.example/', isDefault: false, hasToken: true };

test.each([
  [DEFAULT, ' https://own.example/ ', ' secret ', { url: 'https://own.example/', token: 'secret' }],
  [DEFAULT, 'https://own.example/', '', { url: 'https://own.example/', token: '' }],
  [OWN, 'https://own.example/', '', { url: 'https://own.example/', token: null }],
  [OWN, 'https://own.example/', 'new', { url: 'https://own.example/', token: 'new' }],
  [OWN, 'https://other.example/', '', { url: 'https://other.example/', token: '' }],
  [OWN, ' ', 'forgotten', { url: null, token: null }],
])('%j with %j and %j is sent as %j', (present, url, token, expected) => {
  expect(registryChange(present, { url, token })).toEqual({ ecosystem: 'npm', ...expected });
});

test('the stored token is spoken of only where it would be kept', () => {
  expect(tokenHint(OWN, OWN.url)).toContain('One is stored');
  expect(tokenHint(OWN, 'https://other.example/')).not.toContain('One is stored');
  expect(tokenHint(OWN, '')).toContain('without');
});
