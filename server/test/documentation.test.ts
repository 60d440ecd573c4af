import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { transformFileSync } from '@swc/core';
import { buildSchema, isEnumType } from 'graphql';
import { toGlobalId } from '../src/global-id.js';
import { signEvent } from '../src/events/sign-event.js';
import { advisory, npmFiles, startTestBackline, type TestBackline } from './backline.js';
import { freePort } from './free-port.js';
import { eventually } from './jobs.js';

jest.setTimeout(120_000);

const execFileAsync = promisify(execFile);
const ROOT = join(__dirname, '../..');
const DOCS = join(ROOT, 'docs');
const EXAMPLES = join(DOCS, 'examples');
const BUILT = join(ROOT, '.tmp', `examples-${process.pid}`);
const pages = filesBelow(DOCS).filter((path) => path.endsWith('.md'));
const examples = filesBelow(EXAMPLES).filter((path) => !/generated|tsconfig\.json$/.test(path));

/** A fenced block that says which file it is. */
const SHOWN = /<!-- (\S+) -->\n+```\w+\n([\s\S]*?)\n```/g;

describe('the documentation', () => {
  const shown = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(SHOWN)].map(([, path = '', text = '']) => ({
      page: relative(ROOT, page),
      path: resolve(dirname(page), path),
      text,
    })),
  );

  it.each(shown.map((each) => [relative(ROOT, each.path), each] as const))(
    'shows %s as it is tried here',
    (_, { path, text }) => {
      expect(text).toBe(readFileSync(path, 'utf8').trimEnd());
    },
  );

  it('shows every example', () => {
    expect(shown.map(({ path }) => path).toSorted()).toEqual(examples.toSorted());
  });

  it.each(pages.map((page) => [relative(ROOT, page), page] as const))(
    'leads from %s nowhere else',
    (_, page) => {
      const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
        ([, link = '']) => link,
      );
      expect(links.filter((link) => !existsSync(resolve(dirname(page), link)))).toEqual([]);
    },
  );

  it('lists every error code, and no other', () => {
    const type = buildSchema(readFileSync(join(ROOT, 'schema.graphql'), 'utf8')).getType('ErrorCode');
    const codes = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
    const page = readFileSync(join(DOCS, 'api/errors-and-limits.md'), 'utf8');
    const listed = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code = '']) => code);
    expect(listed.toSorted()).toEqual(codes.toSorted());
  });
});

describe('the examples', () => {
  let world: TestBackline;
  let env: Record<string, string>;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    buildTypeScript();
    world = await startTestBackline();
    await world.importAdvisories([advisory('GHSA-aaaa-aaaa-aaaa', 'left-lib', '1.0.1')]);
    const files = npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version: '1.0.0' } });
    await world.project('shop', files);
    env = {
      PATH: process.env['PATH'] ?? '',
      BACKLINE_URL: world.url,
      BACKLINE_TOKEN: world.adminToken,
      GITLAB_URL: world.simulator.url,
      GITLAB_TOKEN: world.bot.token.value,
      PYTHONDONTWRITEBYTECODE: '1',
    };
  });
  afterAll(async () => {
    for (const child of running) child.kill();
    rmSync(BUILT, { recursive: true, force: true });
    await world.close();
  });

  it('connect a GitLab with curl, once for a key', async () => {
    if (isMissing('curl')) return;
    const first = JSON.parse(await run('bash', [join(EXAMPLES, 'curl/connect-gitlab.sh')]));
    const again = JSON.parse(await run('bash', [join(EXAMPLES, 'curl/connect-gitlab.sh')]));
    expect(first.data.connectIntegration.userErrors).toEqual([]);
    expect(again.data.connectIntegration.integration.id).toBe(first.data.connectIntegration.integration.id);
    expect(await world.sql('SELECT id FROM integration')).toHaveLength(1);
  });

  it('make the first request with curl', async () => {
    if (isMissing('curl')) return;
    await ready();
    const { data } = JSON.parse(await run('bash', [join(EXAMPLES, 'curl/first-request.sh')]));
    expect(data).toMatchObject({ projects: { totalCount: 1 }, rateLimit: { cost: expect.any(Number) } });
  });

  it('make a token for one group with curl', async () => {
    if (isMissing('curl')) return;
    await ready();
    const [{ id }] = await world.sql('select id from integration');
    env['INTEGRATION_ID'] = toGlobalId('Integration', id);
    const { data } = JSON.parse(await run('bash', [join(EXAMPLES, 'curl/limited-token.sh')]));
    expect(data.createApiToken).toMatchObject({
      userErrors: [],
      apiToken: { limitedTo: [{ integrationId: env['INTEGRATION_ID'], groupPath: 'acme' }] },
    });
    const caller = { token: data.createApiToken.secret };
    const seen = await world.graphql('{ projects { nodes { path } } }', {}, caller);
    expect(seen.data.projects.nodes).toEqual([{ path: 'acme/shop' }]);
  });

  it('list every finding in Python', async () => {
    if (isMissing('python3')) return;
    await ready();
    expect(await run('python3', [join(EXAMPLES, 'python/list_findings.py')])).toBe(
      'HIGH acme/shop left-lib 1.0.0 -> 1.0.1\n',
    );
  });

  it('write findings to a file with curl', async () => {
    if (isMissing('curl')) return;
    await ready();
    await run('bash', [join(EXAMPLES, 'curl/export-findings.sh')]);
    expect(readFileSync(join(BUILT, 'findings.csv'), 'utf8')).toContain('left-lib');
  });

  it('follow plans while another program approves them, in TypeScript', async () => {
    await ready();
    const said = start('follow-plans.js', {});
    await eventually(() => expect(said()).toContain('STARTED'));
    expect(await run(process.execPath, [join(BUILT, 'approve-safe-plans.js')])).toMatch(
      /^acme\/shop: .*: APPROVED\n$/,
    );
    await eventually(() => expect(said()).toMatch(/UPDATED .* (?:APPROVED|OPENING|OPEN)/));
  });

  it('receive an event and know that it is ours, in TypeScript', async () => {
    const port = await freePort();
    const { data } = await world.graphql(
      `mutation ($url: String!) { createEventEndpoint(input: { name: "ours", url: $url, types: [PLAN_PROPOSED] }) { endpoint { id } secret userErrors { message } } }`,
      { url: `http://127.0.0.1:${port}/` },
    );
    const { endpoint, secret } = data.createEventEndpoint;
    const said = start('receive-events.js', { EVENT_SECRET: secret, PORT: String(port) });
    await eventually(async () =>
      expect((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' })).status).toBe(401),
    );
    await world.graphql(`mutation ($id: ID!) { sendTestEvent(input: { id: $id }) { userErrors { code } } }`, {
      id: endpoint.id,
    });
    await eventually(() => expect(said()).toContain('endpoint.test'));
  });

  it.each([
    ['ours', {}, 'True'],
    ['changed on the way', { body: '{"type":"x","version":1}' }, 'False'],
    ['old', { now: 1_800_000_301 }, 'False'],
  ])('tell in Python of an event that is %s', async (_, changed, expected) => {
    if (isMissing('python3')) return;
    const secret = `whsec_${Buffer.from('a key of some bytes').toString('base64')}`;
    const body = '{"type":"endpoint.test","version":1}';
    const signed = signEvent(
      { eventId: 'evt_1', body },
      ['whsec_b3RoZXI=', secret],
      new Date(1_800_000_000_000),
    );
    const given = { secret, headers: signed, body, now: 1_800_000_000, ...changed };
    const script = `import json, sys; sys.path.insert(0, sys.argv[1]); from verify_event import is_from_backline
each = json.loads(sys.argv[2]); print(is_from_backline(each["secret"], each["headers"], each["body"].encode(), each["now"]))`;
    const said = await run('python3', ['-c', script, join(EXAMPLES, 'python'), JSON.stringify(given)]);
    expect(said.trim()).toBe(expected);
  });

  /** Connected, planned, and with no job left; the examples may run in any order. */
  async function ready(): Promise<void> {
    if ((await world.sql('SELECT id FROM integration')).length === 0) await world.connect();
    await world.runJobsUntilIdle();
  }

  /** Beside the server, which runs in this process. */
  async function run(command: string, args: readonly string[]): Promise<string> {
    const { stdout } = await execFileAsync(command, [...args], { env, cwd: BUILT, timeout: 60_000 });
    return stdout;
  }

  /** Runs an example until the tests end; answers what it has said so far. */
  function start(name: string, more: Readonly<Record<string, string>>): () => string {
    const child = spawn(process.execPath, [join(BUILT, name)], { env: { ...env, ...more } });
    running.push(child);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return () => said;
  }
});

function isMissing(command: string): boolean {
  if (spawnSync(command, ['--version']).status === 0) return false;
  console.warn(`SKIPPED: ${command} is not installed.`);
  return true;
}

/** Below the checkout, so that packages are found as a program that has them installed would find them. */
function buildTypeScript(): void {
  for (const path of filesBelow(join(EXAMPLES, 'typescript')).filter((each) => each.endsWith('.ts'))) {
    const target = join(BUILT, relative(join(EXAMPLES, 'typescript'), path).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const { code } = transformFileSync(path, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    writeFileSync(target, code);
  }
  writeFileSync(join(BUILT, 'package.json'), '{ "type": "module" }\n');
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
