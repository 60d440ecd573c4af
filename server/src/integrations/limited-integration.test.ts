import type { Limits } from '../accounts/project-scope.js';
import { type ConnectionCheck, DEFAULT_SETTINGS } from './integration.js';
import { seenChecks, seenSettings } from './limited-integration.js';

const group = (groupPath: string | null, integrationId = '1') => ({ integrationId, groupPath });
const check = (name: ConnectionCheck['name']): ConnectionCheck => ({
  ...{
    name,
    label: name,
    state: 'PASSED',
    code: null,
    message: 'The token reaches 20 projects.',
    remedy: null,
  },
});
const checks = [check('TOKEN'), check('PROJECTS')];
const groups = ['acme', 'Acme/Pay/x', 'acme-labs', 'zoo'];
const settings = { ...DEFAULT_SETTINGS, allowGroups: groups, denyGroups: groups };

test.each<[Limits, readonly string[], readonly string[]]>([
  [null, groups, ['TOKEN', 'PROJECTS']],
  [[group(null)], groups, ['TOKEN', 'PROJECTS']],
  [[group('acme/pay')], ['acme', 'Acme/Pay/x'], ['TOKEN']],
  [[group('acme'), group('zoo/a')], ['acme', 'Acme/Pay/x', 'zoo'], ['TOKEN']],
  [[group('acme', '2'), group(null, '2')], [], ['TOKEN']],
])('whoever is limited to %j is told of the groups %j and the checks %j', (limitedTo, seen, names) => {
  expect(seenSettings({ id: '1', settings }, limitedTo)).toMatchObject({
    allowGroups: seen,
    denyGroups: seen,
  });
  expect(seenChecks({ id: '1', checks }, limitedTo).map(({ name }) => name)).toEqual(names);
});
