import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAdvisorySource } from '../src/advisories/advisory-source.client.js';
import { importAdvisories } from '../src/advisories/import-advisories.js';
import { ADVISORIES, APP, npmFiles, startTestBackline, type TestBackline } from './backline.js';

jest.setTimeout(60_000);

let world: TestBackline;
let shop: number;
let integration: string;
beforeAll(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
  shop = await world.project('shop', APP);
  integration = await world.connect();
});
afterAll(async () => {
  await world.close();
});

async function commit(files: Readonly<Record<string, string | Uint8Array>>) {
  await world.simulator.commitFiles(shop, { files });
  await world.graphql(`mutation ($id: ID!) { syncIntegration(input: { id: $id }) { job { id } } }`, {
    id: integration,
  });
  await world.runJobsUntilIdle();
  return world.projectByPath('shop');
}

const LOCK = APP['package-lock.json'] ?? '';
const HUGE = Buffer.alloc(100 * 1024 * 1024, ' ');

describe('a lock that cannot be read', () => {
  it.each<[string, string | Uint8Array, string, string]>([
    ['is truncated', LOCK.slice(0, LOCK.length / 2), 'TRUNCATED', 'ends in the middle'],
    ['is not JSON', 'lock: yes\n', 'NOT_JSON', 'JSON'],
    ['is empty', '', 'NOT_JSON', 'JSON'],
    ['is a list', '[]', '', ''],
    [
      'holds merge conflict markers',
      LOCK.replace(
        '    "node_modules/left-lib"',
        '<<<<<<< HEAD\n=======\n>>>>>>> other\n    "node_modules/left-lib"',
      ),
      'MERGE_CONFLICT',
      'conflict',
    ],
    ['is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'NOT_TEXT', 'UTF-8'],
    ['holds NUL', `${LOCK}\0`, 'NOT_TEXT', 'UTF-8'],
    ['has 100 MB', HUGE, 'TOO_LARGE', '100 MiB'],
    ['is nested a hundred thousand deep', '{"packages":'.repeat(100_000), '', ''],
  ])(
    'that %s is a problem with file and reason, is told in the history, and loses no finding',
    async (what, content, code, words) => {
      const before = await commit(APP);
      expect(before).toMatchObject({ problemCount: 0, openFindings: { total: 3 } });
      const history = before.history.nodes.length;
      const after = await commit({ 'package-lock.json': content });
      expect(after.analysisState).toBe('DONE');
      expect(after.manifests).toHaveLength(1);
      const [problem] = after.manifests[0].problems;
      expect({ what, problem }).toMatchObject({
        what,
        problem: {
          path: 'package-lock.json',
          code: code === '' ? expect.any(String) : code,
          message: expect.stringContaining(words),
        },
      });
      expect(after.openFindings.total).toBe(3);
      expect(after.findings.nodes.map(({ state }: any) => state)).toEqual(['OPEN', 'OPEN', 'OPEN']);
      for (const finding of after.findings.nodes) {
        expect(finding.remediationPlan).toBeNull();
        expect(finding.unfixedReason.message).toContain('could not be read');
      }
      expect(after.history.nodes.length).toBeGreaterThan(history);
      const told = after.history.nodes.find(({ action }: any) => action === 'project.manifest-problems');
      expect(told.message).toContain('package-lock.json');
      expect(told.message).toContain(problem.message.slice(0, 100));
    },
  );

  it('is told once, not at every analysis', async () => {
    await commit(APP);
    const told = async () =>
      (await world.sql(`select 1 from audit_event where action = 'project.manifest-problems'`)).length;
    await commit({ 'package-lock.json': 'broken' });
    const once = await told();
    await commit({ 'package-lock.json': 'broken', 'README.md': String(once) });
    expect(await told()).toBe(once);
  });

  it('takes nothing from the manifests beside it', async () => {
    const after = await commit({
      ...APP,
      'api/package.json': APP['package.json'] ?? '',
      'api/package-lock.json': '{',
      'web/package.json': APP['package.json'] ?? '',
      'web/package-lock.json': LOCK,
    });
    expect(
      after.manifests.map(({ path, dependencyCount, problems }: any) => [
        path,
        dependencyCount,
        problems.length > 0,
      ]),
    ).toEqual([
      ['api/package-lock.json', 0, true],
      ['package-lock.json', 4, false],
      ['web/package-lock.json', 4, false],
    ]);
    expect(after.openFindings.total).toBe(6);
    await world.simulator.commitFiles(shop, {
      deletions: ['api/package.json', 'api/package-lock.json', 'web/package.json', 'web/package-lock.json'],
    });
  });

  it('comes back to the findings as they are when it is mended', async () => {
    await commit({ 'package-lock.json': '{' });
    const mended = await commit(
      npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version: '1.0.1' } }),
    );
    expect(mended).toMatchObject({ problemCount: 0, openFindings: { total: 0 } });
    const again = await commit(APP);
    expect(again.openFindings.total).toBe(3);
    const open = again.findings.nodes.filter(({ state }: any) => state === 'OPEN');
    expect(open.map(({ manifestPath }: any) => manifestPath)).toEqual(
      Array.from({ length: 3 }, () => 'package-lock.json'),
    );
  });
});

describe('odd names', () => {
  const odd = [
    '__proto__',
    'constructor',
    'a\u0000b',
    'bell\u0007',
    '\ud800',
    'x'.repeat(5_000),
    '../../etc/passwd',
    '@',
    '@/x',
    'näme',
    ' ',
    'left-lib\n## hi',
    'toString',
  ];

  it('neither break an analysis nor hide what stands beside them', async () => {
    const locked = Object.fromEntries(
      odd.map((name) => [
        `node_modules/${name}`,
        { version: '1.0.0', dependencies: { ['__proto__']: '1', hasOwnProperty: '*' } },
      ]),
    );
    const versions = {
      'node_modules/v1': { version: '__proto__' },
      'node_modules/v2': { version: '1.0.0\u0000' },
      'node_modules/v3': { version: '9'.repeat(3_000) },
      'node_modules/v4': { version: '' },
    };
    const files = npmFiles(
      Object.fromEntries([...odd, 'left-lib'].map((name) => [name, '*'])),
      { ...locked, ...versions, 'node_modules/left-lib': { version: '1.0.0' } },
      { name: '__proto__\u0000' },
    );
    const after = await commit(files);
    expect(after).toMatchObject({ analysisState: 'DONE', analysisError: null });
    expect(
      after.findings.nodes.filter(
        ({ state, packageName }: any) => state === 'OPEN' && packageName === 'left-lib',
      ),
    ).toHaveLength(1);
    const { data } = await world.graphql(
      `{ node(id: "${after.id}") { ... on Project { dependencies(first: 100) { totalCount nodes { id name version purl paths } } } } }`,
    );
    expect(data.node.dependencies.nodes.map(({ name }: any) => name)).toEqual(
      expect.arrayContaining(['left-lib', '__proto__', 'constructor']),
    );
    for (const job of await world.sql(`select error from job where state = 'FAILED'`))
      expect(job.error.code).not.toBe('INTERNAL');
    expect(Object.prototype).not.toHaveProperty('1');
  });

  it('of a manifest are kept as they are', async () => {
    const path = `we ird/ünïcode/$(touch x)/${'d'.repeat(200)}`;
    const after = await commit({
      ...APP,
      [`${path}/package.json`]: APP['package.json'] ?? '',
      [`${path}/package-lock.json`]: LOCK,
    });
    expect(after.manifests.map((each: any) => each.path)).toContain(`${path}/package-lock.json`);
    expect(after.remediationPlans.nodes[0].edits.map((each: any) => each.path)).toContain(
      `${path}/package-lock.json`,
    );
  });
});

describe('a damaged advisory file', () => {
  it.each([
    ['not an OSV record', '{"hello": 1}\n', 'no valid OSV record'],
    ['no JSON', 'hello\n', 'no valid OSV record'],
    ['a gzip that ends early', Buffer.from('1f8b0800000000000003ab562a4b2d2ace', 'hex'), ''],
    ['a zip that ends early', Buffer.from('504b0304140000000800', 'hex'), ''],
  ])('that is %s is kept in the history and loses nothing', async (_, content, words) => {
    const folder = await mkdtemp(join(tmpdir(), 'backline-advisories-'));
    const path = join(folder, 'bad.jsonl');
    await writeFile(path, content);
    const count = async () =>
      (
        await world.graphql(
          '{ advisories { totalCount } findings(filter: { state: [OPEN] }) { totalCount } }',
        )
      ).data;
    const before = await count();
    await expect(
      importAdvisories(
        { writer: world.backline.core.advisoryWriter },
        { source: path, origin: 'FILE', items: readAdvisorySource(path) },
      ),
    ).rejects.toMatchObject({ code: 'ADVISORY_SOURCE_INVALID' });
    await rm(folder, { recursive: true });
    await world.runJobsUntilIdle();
    expect(await count()).toEqual(before);
    const { data } = await world.graphql('{ advisoryStatus { lastImport { source state error problems } } }');
    expect(data.advisoryStatus.lastImport).toMatchObject({
      source: path,
      state: 'FAILED',
      error: expect.stringContaining(words),
    });
  });

  it('keeps what is right in a file that is partly broken, and says what is not', async () => {
    await world.importAdvisories([{ id: 'BROKEN-1' }, ...ADVISORIES, 'text', null]);
    const { data } = await world.graphql(
      '{ advisoryStatus { lastImport { state read unchanged broken problems } } }',
    );
    expect(data.advisoryStatus.lastImport).toMatchObject({
      state: 'SUCCEEDED',
      read: 6,
      unchanged: 3,
      broken: 3,
    });
    expect(data.advisoryStatus.lastImport.problems[0]).toContain('BROKEN-1');
  });
});
