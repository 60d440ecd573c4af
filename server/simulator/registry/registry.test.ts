import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNpm } from '../demo/make-projects.js';
import { startRegistry, type RunningRegistry } from './registry.js';
import { parseUniverse } from './universe.js';

const UNIVERSE = parseUniverse(
  [
    '{"name":"left","latest":"1.1.0","versions":[["1.0.0","2020-01-01T00:00:00.000Z",{"license":"MIT"}],["1.1.0","2021-01-01T00:00:00.000Z",{"bin":{"left":"cli.js"}}]]}',
    '{"name":"@scope/right","latest":"2.0.0","versions":[["2.0.0","2020-06-01T00:00:00.000Z",{"dependencies":{"left":"^1.0.0"},"deprecated":"Deprecated by its publisher."}]]}',
  ].join('\n'),
);
const ABBREVIATED = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';

let registry: RunningRegistry;
let home: string;

beforeEach(async () => {
  registry = await startRegistry({ universe: UNIVERSE });
  home = await mkdtemp(join(tmpdir(), 'backline-registry-'));
});

afterEach(async () => {
  await registry.close();
  await rm(home, { recursive: true, force: true });
});

const readJson = async (answer: Response): Promise<any> => answer.json();

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${registry.url}${path}`, { headers });

test('the full document has dates, the abbreviated one has not', async () => {
  const full = await readJson(await get('/left'));
  expect(full.time).toEqual({
    created: '2020-01-01T00:00:00.000Z',
    modified: '2021-01-01T00:00:00.000Z',
    '1.0.0': '2020-01-01T00:00:00.000Z',
    '1.1.0': '2021-01-01T00:00:00.000Z',
  });
  expect(full['dist-tags']).toEqual({ latest: '1.1.0' });
  const answer = await get('/left', { accept: ABBREVIATED });
  expect(answer.headers.get('content-type')).toBe('application/vnd.npm.install-v1+json');
  const short = await readJson(answer);
  expect(short.time).toBeUndefined();
  expect(Object.keys(short.versions)).toEqual(['1.0.0', '1.1.0']);
});

test.each([
  ['encoded in full', '/@scope%2Fright', 200],
  ['encoded in lower case', '/@scope%2fright', 200],
  ['not encoded', '/@scope/right', 200],
  ['one version', '/@scope%2fright/2.0.0', 200],
  ['the latest version', '/left/latest', 200],
  ['a version that is not there', '/left/9.0.0', 404],
  ['a package that is not there', '/nobody', 404],
  ['an archive that is not there', '/left/-/left-9.0.0.tgz', 404],
  ['a name that cannot be decoded', '/%E0%A4%A', 404],
  ['a ping', '/-/ping', 200],
  ['what the registry does not offer', '/-/v1/search?text=left', 404],
])('an address is answered: %s', async (_title, path, status) => {
  expect((await get(path)).status).toBe(status);
});

test('an unchanged document is not sent again', async () => {
  const etag = (await get('/left')).headers.get('etag') ?? '';
  const again = await get('/left', { 'if-none-match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
  registry.setAsOf('2020-02-01T00:00:00.000Z');
  expect((await get('/left', { 'if-none-match': etag })).status).toBe(200);
});

test('writing is refused', async () => {
  const answer = await fetch(`${registry.url}/left`, { method: 'PUT', body: '{}' });
  expect(answer.status).toBe(405);
});

test('faults hit the package that they name, as often as they say', async () => {
  registry.setFaults([
    {
      package: 'left',
      times: 1,
      kind: 'STATUS',
      status: 503,
      body: 'busy',
      headers: { 'retry-after': '1' },
    },
    { package: '@scope/right', times: 1, kind: 'DROP' },
  ]);
  const busy = await get('/left');
  expect([busy.status, busy.headers.get('retry-after'), await busy.text()]).toEqual([503, '1', 'busy']);
  expect((await get('/left')).status).toBe(200);
  await expect(get('/@scope/right')).rejects.toThrow();
  registry.setFaults([{ package: '*', times: null, kind: 'TRUNCATE' }]);
  await expect(get('/left').then((answer) => answer.text())).rejects.toThrow();
  expect(registry.requests().map(({ path, status }) => [path, status])).toEqual(
    expect.arrayContaining([
      ['/left', 503],
      ['/left', 200],
      ['/@scope/right', 0],
    ]),
  );
});

test('a request that hangs ends when the registry closes', async () => {
  registry.setFaults([{ package: 'left', times: null, kind: 'HANG' }]);
  const hanging = get('/left').then(
    () => 'answered',
    () => 'cut',
  );
  while (registry.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await registry.close();
  expect(await hanging).toBe('cut');
  registry = await startRegistry({ universe: UNIVERSE });
});

test('npm reads and installs from it, and finds the integrity true', async () => {
  const folder = join(home, 'project');
  await mkdir(folder);
  const where = { home, folder, registryUrl: registry.url };
  await writeFile(join(folder, 'package.json'), '{"name":"p","dependencies":{"@scope/right":"^2.0.0"}}');
  expect(JSON.parse(await runNpm(['view', 'left', 'versions', '--json'], where))).toEqual(['1.0.0', '1.1.0']);
  await runNpm(['install'], where);
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/@scope/right', 'node_modules/left']);
  const installed = await readFile(join(folder, 'node_modules/left/package.json'), 'utf8');
  expect(JSON.parse(installed).version).toBe('1.1.0');
});
