import { settingsChange, settingsValues } from './settings-change.js';

const PRESENT = {
  allowGroups: ['acme', 'acme/web'],
  denyGroups: [],
  makesWebhooks: true,
  proxyUrl: 'http://proxy.example:3128',
  hasProxyLogin: true,
  caPem: null,
};

test('what is set comes back as it is when nothing is typed', () => {
  const { hasProxyLogin: _login, ...settings } = PRESENT;
  expect(settingsChange(settingsValues(PRESENT))).toEqual(settings);
});

test.each([
  ['', []],
  [' acme \n\n acme/web ', ['acme', 'acme/web']],
  ['acme, other', ['acme', 'other']],
])('the groups typed as %j are %j', (allowGroups, expected) => {
  expect(settingsChange({ ...settingsValues(PRESENT), allowGroups }).allowGroups).toEqual(expected);
});

test('an emptied proxy is removed', () => {
  expect(settingsChange({ ...settingsValues(PRESENT), proxyUrl: '  ' }).proxyUrl).toBeNull();
});
