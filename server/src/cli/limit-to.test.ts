import { readLimitTo } from './limit-to.js';

const integrations = [
  { id: '1', name: 'GitLab', baseUrl: 'https://gitlab.example.com' },
  { id: '2', name: 'GitLab: old', baseUrl: 'https://old.example.com:8443/gitlab' },
  { id: '3', name: 'Twin', baseUrl: 'https://twin.example.com' },
  { id: '4', name: 'Twin', baseUrl: 'https://twin.example.com' },
];

test.each([
  ['1', { integrationId: '1', groupPath: null }],
  ['gitlab', { integrationId: '1', groupPath: null }],
  ['GitLab:acme/Pay', { integrationId: '1', groupPath: 'acme/Pay' }],
  ['gitlab.example.com:acme', { integrationId: '1', groupPath: 'acme' }],
  ['GitLab: old', { integrationId: '2', groupPath: null }],
  ['GitLab: old:acme', { integrationId: '2', groupPath: 'acme' }],
  ['old.example.com:8443:acme', { integrationId: '2', groupPath: 'acme' }],
  ['4:acme', { integrationId: '4', groupPath: 'acme' }],
  ['1:', { integrationId: '1', groupPath: '' }],
])('%j is read as %j', (value, scope) => {
  expect(readLimitTo([value], integrations)).toEqual([scope]);
});

test.each([
  ['nowhere', /No integration/],
  ['', /No integration/],
  ['GitLabx:acme', /No integration/],
  ['twin:acme', /Several integrations/],
  ['twin.example.com', /Several integrations/],
])('%j is refused', (value, said) => {
  expect(() => readLimitTo([value], integrations)).toThrow(said);
});

test('no values are no limits', () => {
  expect(readLimitTo([], integrations)).toBeNull();
});
