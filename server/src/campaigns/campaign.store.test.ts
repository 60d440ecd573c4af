import type { TestDatabase } from '../../test/database.js';
import { makeIntegration, makeProjects, NOW, observed, startStores } from '../../test/stored-rows.js';
import type { Stores } from '../stores.js';
import type { CampaignSubject } from './campaign.js';

let db: TestDatabase;
let stores: Stores;

const LODASH: CampaignSubject = { kind: 'PACKAGE', ecosystem: 'npm', packageName: 'lodash' };
const FIRST: CampaignSubject = { kind: 'ADVISORY', groupId: '1' };
const UNKNOWN: CampaignSubject = { kind: 'ADVISORY', groupId: '99' };

beforeAll(async () => {
  ({ db, stores } = await startStores());
  await makeIntegration(stores);
  const [one = '', two = ''] = await makeProjects(stores, '1', [
    { gitlabProjectId: 1 },
    { gitlabProjectId: 2 },
  ]);
  await stores.findings.reconcile(one, NOW, {
    observed: [observed('lodash'), observed('lodash-es'), observed('minimist', { groupId: '2' })],
    unread: [],
  });
  await stores.findings.reconcile(two, NOW, { observed: [observed('lodash')], unread: [] });
  await stores.findings.reconcile(two, NOW, { observed: [], unread: [] });
  await db.dataSource.query(`UPDATE finding SET stage = 3 WHERE package_name = 'lodash-es'`);
});

afterAll(() => db.close());

test('tells of many campaigns at once how far their findings have come', async () => {
  const progress = await stores.campaigns.progress([FIRST, LODASH, UNKNOWN]);
  expect(Object.fromEntries(progress)).toEqual({
    'advisory|1': { found: 3, planned: 1, approved: 1, opened: 1, merged: 0, fixed: 1 },
    'package|npm|lodash': { found: 2, planned: 0, approved: 0, opened: 0, merged: 0, fixed: 1 },
    'advisory|99': { found: 0, planned: 0, approved: 0, opened: 0, merged: 0, fixed: 0 },
  });
});

test.each<[CampaignSubject['kind'], string, readonly CampaignSubject[]]>([
  ['PACKAGE', 'lodash-', [{ ...LODASH, packageName: 'lodash-es' }]],
  ['PACKAGE', '_', []],
  ['ADVISORY', 'LODASH-', [FIRST]],
  ['ADVISORY', 'nothing', []],
])('of %s the search %j finds %j, and counts as many', async (kind, search, subjects) => {
  const found = await stores.campaigns.list({ kind, search, first: 10, after: null });
  expect(found.map(({ subject }) => subject)).toEqual(subjects);
  expect(await stores.campaigns.count(kind, search, 100)).toBe(subjects.length);
});

test('what a search finds comes page by page, and an advisory counts all its packages', async () => {
  const page = { kind: 'ADVISORY' as const, search: 'i', first: 1 };
  const [first] = await stores.campaigns.list({ ...page, search: '', after: null });
  expect(first).toEqual({ subject: FIRST, openFindings: 2, openProjects: 1 });
  const [second] = await stores.campaigns.list({ ...page, search: '', after: first ?? null });
  expect(second?.subject).toEqual({ kind: 'ADVISORY', groupId: '2' });
  expect(await stores.campaigns.list({ ...page, search: '', after: second ?? null })).toEqual([]);
});
