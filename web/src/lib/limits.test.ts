import { holdsWhole, limitsOf } from './limits.js';

test.each([
  [null, 'i1', true],
  [null, null, true],
  [[], 'i1', false],
  [[], null, false],
  [[{ integrationId: 'i1', groupPath: null }], 'i1', true],
  [[{ integrationId: 'i1', groupPath: null }], 'i2', false],
  [[{ integrationId: 'i1', groupPath: null }], null, false],
  [[{ integrationId: 'i1', groupPath: 'acme' }], 'i1', false],
])('limits %j hold all of %j: %j', (limitedTo, integrationId, holds) => {
  expect(holdsWhole(limitedTo, integrationId)).toBe(holds);
});

test('limits keep the name of their integration, where it is still there', () => {
  expect(limitsOf(null)).toBeNull();
  expect(
    limitsOf([
      { integrationId: 'i1', integration: { name: 'GitLab' } },
      { integrationId: 'i2', groupPath: 'acme' },
    ]),
  ).toEqual([
    { integrationId: 'i1', integrationName: 'GitLab', groupPath: null },
    { integrationId: 'i2', integrationName: null, groupPath: 'acme' },
  ]);
});
