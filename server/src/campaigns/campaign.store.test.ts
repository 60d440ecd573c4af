import type { TestDatabase } from '../../test/database.js';
import { makeIntegration, makeProjects, NOW, observed, startStores } from '../../test/stored-rows.js';
import { ROOT } from '../keyset.js';
import { firstPage } from '../../test/keyset-pages.js';
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
  const list = stores.campaigns.paged(kind, search);
  const found = await firstPage(list, 10);
  expect(found.rows.map(({ subject }) => subject)).toEqual(subjects);
  expect((await list.counts(null, 100)).get(ROOT)).toBe(subjects.length);
});

test('what a search finds comes page by page, and an advisory counts all its packages', async () => {
  const list = stores.campaigns.paged('ADVISORY', '');
  const first = await firstPage(list, 1);
  expect(first.rows).toEqual([{ subject: FIRST, openFindings: 2, openProjects: 1 }]);
  const second = await firstPage(list, 1, first.keys[0]);
  expect(second.rows[0]?.subject).toEqual({ kind: 'ADVISORY', groupId: '2' });
  expect(await firstPage(list, 1, second.keys[0])).toMatchObject({
    rows: [],
    hasPrevious: true,
    hasNext: false,
  });
});
