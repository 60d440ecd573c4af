import { treeOfScopes } from './scope-tree.js';

const integration = { id: 'i1' };

test('scopes stand below those that they inherit from, without whole Backline', () => {
  const policies = [
    { scope: { kind: 'PROJECT', name: 'acme/shop/web', integration: null, project: { integration } } },
    { scope: { kind: 'BACKLINE', name: 'Backline' } },
    { scope: { kind: 'GROUP', name: 'acme', groupPath: 'acme', integration } },
    { scope: { kind: 'GROUP', name: 'acme-labs', groupPath: 'acme-labs', integration } },
    { scope: { kind: 'INTEGRATION', name: 'GitLab', integration } },
    { scope: { kind: 'GROUP', name: 'other', groupPath: 'other', integration: { id: 'i2' } } },
  ] as const;
  expect(treeOfScopes(policies).map(({ scope, depth }) => [scope.name, depth])).toEqual([
    ['GitLab', 0],
    ['acme', 1],
    ['acme/shop/web', 2],
    ['acme-labs', 1],
    ['other', 0],
  ]);
});
