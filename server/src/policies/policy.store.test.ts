import { makeIntegration, makeProjects, NOW, startStores } from '../../test/stored-rows.js';
import type { TestDatabase } from '../../test/database.js';
import type { Stores } from '../stores.js';
import { effectivePolicies } from './effective-policy.js';
import { DEFAULT_POLICY } from './policy.js';
import { type PolicyScope, scopeKey } from './policy-scope.js';
import type { PolicyField, PolicyFields } from './resolve-policy.js';

let db: TestDatabase;
let stores: Stores;
let integrationId: string;
let other: string;
let projects: Readonly<Record<string, string>>;
beforeAll(async () => {
  ({ db, stores } = await startStores());
  integrationId = (await makeIntegration(stores, 1)).id;
  other = (await makeIntegration(stores, 2)).id;
  const paths = ['acme/shop/cart', 'acme/shop/till', 'acme/site', 'acme-two/site'];
  const entries = paths.map((path, index) => ({ gitlabProjectId: index + 1, path }));
  const ids = await makeProjects(stores, integrationId, entries);
  const [elsewhere = ''] = await makeProjects(stores, other, [{ gitlabProjectId: 9, path: 'acme/far' }]);
  projects = Object.fromEntries([
    ...paths.map((path, index) => [path, ids[index] ?? '']),
    ['acme/far', elsewhere],
  ]);
  await db.dataSource.query(`update project set analysis = '{}', open_findings = '{"total": 2}'`);
});
afterAll(() => db.close());
beforeEach(() => db.dataSource.query('DELETE FROM policy'));

const BACKLINE: PolicyScope = { kind: 'BACKLINE' };
const gitlab = (): PolicyScope => ({ kind: 'INTEGRATION', integrationId });
const group = (groupPath: string): PolicyScope => ({ kind: 'GROUP', integrationId, groupPath });
const project = (path: string): PolicyScope => ({ kind: 'PROJECT', projectId: projects[path] ?? '' });
const set = (scope: PolicyScope, fields: PolicyFields) =>
  stores.policies.save(scope, fields, { by: 'Ada', at: NOW });

async function concerned(scope: PolicyScope, fields: readonly PolicyField[]): Promise<readonly string[]> {
  const ids = await stores.policies.projectsConcerned(scope, fields, { afterId: '0', first: 100 });
  const names = Object.keys(projects).filter((path) => ids.includes(projects[path] ?? ''));
  expect(await stores.policies.reach(scope, fields)).toEqual({
    projects: names.length,
    findings: names.length * 2,
    plans: 0,
  });
  return names.toSorted((one, two) => one.localeCompare(two));
}

test('what is set is found with who set it; setting nothing forgets the scope', async () => {
  await set(group('acme'), { releaseAgeDays: 5, urgentSeverity: null });
  expect(await stores.policies.find(group('acme'))).toEqual({
    scope: group('acme'),
    fields: { releaseAgeDays: 5, urgentSeverity: null },
    updatedAt: NOW,
    updatedBy: 'Ada',
  });
  expect(await stores.policies.find(group('acme/shop'))).toBeNull();
  await set(group('acme'), {});
  expect(await stores.policies.find(group('acme'))).toBeNull();
});

test('is listed page by page in the order of the scopes', async () => {
  const scopes = [BACKLINE, group('acme'), gitlab(), project('acme/site')];
  for (const scope of scopes) await set(scope, { releaseAgeDays: 1 });
  const first = await stores.policies.list({ first: 3, afterKey: null });
  const last = first.at(-1);
  const rest = await stores.policies.list({ first: 3, afterKey: last ? scopeKey(last.scope) : null });
  expect([...first, ...rest].map(({ scope }) => scopeKey(scope))).toEqual(
    scopes.map(scopeKey).toSorted((one, two) => (one < two ? -1 : 1)),
  );
  expect(await stores.policies.count(100)).toBe(4);
});

test('of many projects each gets what holds for it', async () => {
  await set(BACKLINE, { releaseAgeDays: 9 });
  await set(group('acme/shop'), { releaseAgeDays: 1 });
  await set(project('acme/shop/till'), { releaseAgeDays: 0 });
  const all = await stores.projects.findMany(Object.values(projects));
  const policies = await effectivePolicies(stores, DEFAULT_POLICY, all);
  const days = Object.entries(projects).map(([path, id]) => [path, policies.get(id)?.policy.releaseAgeDays]);
  expect(Object.fromEntries(days)).toEqual({
    'acme/shop/cart': 1,
    'acme/shop/till': 0,
    'acme/site': 9,
    'acme-two/site': 9,
    'acme/far': 9,
  });
});

describe('the projects that a change concerns', () => {
  test('are those below the scope, and not of a group whose name only begins alike', async () => {
    expect(await concerned(BACKLINE, ['releaseAgeDays'])).toHaveLength(5);
    expect(await concerned(gitlab(), ['releaseAgeDays'])).toHaveLength(4);
    expect(await concerned(group('acme'), ['releaseAgeDays'])).toEqual([
      'acme/shop/cart',
      'acme/shop/till',
      'acme/site',
    ]);
    expect(await concerned(project('acme/far'), ['releaseAgeDays'])).toEqual(['acme/far']);
  });

  test('leave out those for which a nearer scope sets all of the fields', async () => {
    await set(group('acme/shop'), { releaseAgeDays: 1 });
    await set(project('acme/site'), { releaseAgeDays: 1, allowsForced: false });
    expect(await concerned(group('acme'), ['releaseAgeDays'])).toEqual([]);
    expect(await concerned(group('acme'), ['releaseAgeDays', 'allowsForced'])).toEqual([
      'acme/shop/cart',
      'acme/shop/till',
    ]);
    expect(await concerned(group('acme/shop'), ['releaseAgeDays'])).toHaveLength(2);
    expect(await concerned(project('acme/site'), ['releaseAgeDays'])).toEqual(['acme/site']);
    await set(gitlab(), { releaseAgeDays: 4 });
    expect(await concerned(BACKLINE, ['releaseAgeDays'])).toEqual(['acme/far']);
  });

  test('are within reach and analysed', async () => {
    await db.dataSource.query(`update project set state = 'UNAVAILABLE' where id = $1`, [
      projects['acme/site'],
    ]);
    expect(await concerned(group('acme'), ['releaseAgeDays'])).toHaveLength(2);
    await db.dataSource.query(`update project set state = 'READY'`);
  });
});
