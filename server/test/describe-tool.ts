import { createServer, type Server } from 'node:http';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  archivesOf,
  manifest,
  reasonOf,
  registryOf,
  requestFor,
  textOf,
  version,
  type World,
} from './resolution-world.js';
import { openTestResolver } from './test-resolver.js';
import type { ManifestFile, ResolverTool } from '../src/ecosystems/ecosystem.js';
import { npm } from '../src/ecosystems/npm/index.js';
import { createNpmRegistry } from '../src/registries/npm-registry.client.js';
import type { PackageRegistry } from '../src/registries/registry.js';
import type { ResolutionRequest } from '../src/resolution/resolution.js';

const WORLD: World = {
  top: [version('1.0.0', { dependencies: { inner: '^1.0.0' } })],
  inner: [version('1.0.0'), version('1.0.5', { dependencies: { fresh: '^2.0.0' } }), version('1.1.0')],
  fresh: [version('2.0.0'), version('2.1.0')],
  aside: [version('3.0.0'), version('3.0.1')],
  '@scope/kept': [version('1.0.0', { dependencies: { aside: '^3.0.0' } })],
};
let world = WORLD;
let tester: ReturnType<typeof openTestResolver>;

interface Tool {
  readonly tool: ResolverTool;
  readonly lock: string;
  readonly empty: string;
  readonly inner: string;
  readonly hasArchives: boolean;
}

const TOOLS: readonly Tool[] = [
  {
    tool: 'npm',
    lock: 'package-lock.json',
    empty: JSON.stringify(
      { name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages: {} },
      null,
      2,
    ),
    inner: 'node_modules/inner',
    hasArchives: false,
  },
  {
    tool: 'pnpm',
    lock: 'pnpm-lock.yaml',
    empty: "lockfileVersion: '9.0'\n",
    inner: 'inner@1.0.0',
    hasArchives: false,
  },
  {
    tool: 'yarn-classic',
    lock: 'yarn.lock',
    empty: '# yarn lockfile v1\n\n\n',
    inner: 'inner@^1.0.0',
    hasArchives: false,
  },
  {
    tool: 'yarn-berry',
    lock: 'yarn.lock',
    empty: '__metadata:\n  version: 8\n  cacheKey: 10c0\n',
    inner: 'inner@npm:1.0.0',
    hasArchives: true,
  },
];
const ASKED = { top: '^1.0.0', aside: '^3.0.0', '@scope/kept': '^1.0.0' };
const BEFORE = { top: '1.0.0', inner: '1.0.0', aside: '3.0.0', '@scope/kept': '1.0.0' };

function pins(of: Readonly<Record<string, string>>) {
  return Object.entries(of).map(([name, text]) => ({ name, versions: [text] }));
}

const made = new Map<string, Promise<string>>();

/** The lock that the tool itself makes of these versions; made once for the same question. */
async function makeLock(
  { tool, lock, empty, hasArchives }: Tool,
  locked: Readonly<Record<string, string>>,
  files: readonly ManifestFile[] = [manifest(ASKED)],
): Promise<ManifestFile> {
  const key = JSON.stringify([tool, locked, files, world]);
  const make = async () => {
    const request = requestFor(tool, [...files, { path: lock, text: empty }], { pins: pins(locked) });
    return textOf(await tester.resolve(request, { registry: registryOf(world, { hasArchives }) }));
  };
  const text = made.get(key) ?? make();
  made.set(key, text);
  return { path: lock, text: await text };
}

function moveInner({ tool, inner }: Tool, files: readonly ManifestFile[]): ResolutionRequest {
  return requestFor(tool, files, {
    drop: [{ name: 'inner', version: '1.0.0', locations: [inner] }],
    pins: pins({ inner: '1.0.5' }),
  });
}

/** What every package manager behind the walls promises, each in a test file of its own. */
export function describeTool(name: ResolverTool): void {
  const tool = TOOLS.find((each) => each.tool === name)!;
  beforeAll(() => {
    tester = openTestResolver({ fetchArchive: archivesOf(() => world) });
  });
  beforeEach(() => {
    world = WORLD;
  });
  afterAll(() => tester.close());
  const registry = () => registryOf(world, { hasArchives: tool.hasArchives });

  test('moves what is dropped to its pin, lets in the newcomer, and keeps all else byte for byte', async () => {
    const before = await makeLock(tool, BEFORE);
    const after = textOf(
      await tester.resolve(moveInner(tool, [manifest(ASKED), before]), { registry: registry() }),
    );
    expect(after).toBe((await makeLock(tool, { ...BEFORE, inner: '1.0.5', fresh: '2.1.0' })).text);
  });

  test('keeps the line ends of the lock', async () => {
    const before = await makeLock(tool, BEFORE);
    const windows = { ...before, text: before.text.replaceAll('\n', '\r\n') };
    const after = textOf(
      await tester.resolve(moveInner(tool, [manifest(ASKED), windows]), { registry: registry() }),
    );
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(after).toContain('1.0.5');
  });

  // npm's workspaces are in npm.test.ts: from an empty lock they would be links that nobody asked for.
  (tool.tool === 'npm' ? test.skip : test)(
    'resolves workspaces and aliases, and moves a copy that both ask for',
    async () => {
      const files = [
        manifest({ top: '^1.0.0', other: 'npm:aside@^3.0.0' }, { private: true, workspaces: ['packages/*'] }),
        {
          path: 'packages/one/package.json',
          text: '{"name":"one","version":"1.0.0","dependencies":{"inner":"^1.0.0"}}',
        },
        ...(tool.tool === 'pnpm'
          ? [{ path: 'pnpm-workspace.yaml', text: 'packages:\n  - packages/*\n' }]
          : []),
      ];
      const locked = { top: '1.0.0', inner: '1.0.0', aside: '3.0.0' };
      const before = await makeLock(tool, locked, files);
      const after = textOf(
        await tester.resolve(moveInner(tool, [...files, before]), { registry: registry() }),
      );
      expect(after).toBe((await makeLock(tool, { ...locked, inner: '1.0.5', fresh: '2.1.0' }, files)).text);
    },
  );

  test('keeps optional packages of other platforms', async () => {
    world = {
      ...WORLD,
      inner: ['1.0.0', '1.0.5'].map((at) => version(at, { optionalDependencies: { mars: '1.0.0' } })),
      mars: [version('1.0.0', { os: ['mars'], cpu: ['red'] })],
    };
    const locked = { ...BEFORE, mars: '1.0.0' };
    const before = await makeLock(tool, locked);
    expect(before.text).toContain('mars');
    const after = textOf(
      await tester.resolve(moveInner(tool, [manifest(ASKED), before]), { registry: registry() }),
    );
    expect(after).toBe((await makeLock(tool, { ...locked, inner: '1.0.5' })).text);
  });

  test('says that nothing fits where the new version asks for what is not to be had', async () => {
    const before = await makeLock(tool, BEFORE);
    world = { ...WORLD, fresh: [version('1.0.0')] };
    const result = await tester.resolve(moveInner(tool, [manifest(ASKED), before]), { registry: registry() });
    expect(reasonOf(result)).toMatch(/^CONFLICT: .*fresh/);
  });

  test('says which package the registry does not know', async () => {
    const before = await makeLock(tool, BEFORE);
    world = Object.fromEntries(Object.entries(WORLD).filter(([name]) => name !== 'fresh'));
    const result = await tester.resolve(moveInner(tool, [manifest(ASKED), before]), { registry: registry() });
    expect(reasonOf(result)).toMatch(/^REGISTRY: The registry does not know fresh/);
  });

  // What the registry answers reaches only the view, which all tools share.
  (tool.tool === 'npm' ? test : test.skip).each([
    [401, 'application/json', '{}', 'status 401'],
    [429, 'application/json', '{}', 'status 429'],
    [200, 'text/html', '<html>Sign in</html>', ''],
  ])(
    'says of a registry that answers with %d (%s) about which package it does',
    async (status, type, body, told) => {
      const before = await makeLock(tool, BEFORE);
      const server = await answering(status, type, body);
      const failing = createNpmRegistry({ baseUrl: addressOf(server), attempts: 1 });
      const known = registry();
      const mixed: PackageRegistry = {
        facts: (ecosystem, names) => (names.includes('fresh') ? failing : known).facts(ecosystem, names),
      };
      const result = await tester.resolve(moveInner(tool, [manifest(ASKED), before]), { registry: mixed });
      server.close();
      expect(reasonOf(result)).toMatch(/^REGISTRY: The registry could not be asked about fresh: /);
      expect(reasonOf(result)).toContain(told);
    },
  );

  test('runs no script, reads no configuration of the repository and asks nobody but its view', async () => {
    const asked: string[] = [];
    const canary = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => canary.listen({ host: '127.0.0.1', port: 0 }, resolve));
    const folder = mkdtempSync(join(tmpdir(), 'backline-canary-'));
    const leave = `node -e "require('fs').writeFileSync('${join(folder, 'ran')}','')"`;
    const address = addressOf(canary);
    const before = await makeLock(tool, BEFORE);
    const hostile: readonly ManifestFile[] = [
      manifest(ASKED, {
        scripts: { preinstall: leave, install: leave, postinstall: leave, prepare: leave, preresolve: leave },
        packageManager: 'yarn@3.0.0',
        config: { registry: address },
        publishConfig: { registry: address },
        pnpm: { onlyBuiltDependencies: ['inner'], configDependencies: { evil: '1.0.0' } },
      }),
      { path: '.npmrc', text: `registry=${address}\nproxy=${address}\n` },
      { path: '.yarnrc', text: `registry "${address}"\nyarn-path "./evil.js"\n` },
      {
        path: '.yarnrc.yml',
        text: `npmRegistryServer: "${address}"\nyarnPath: ./evil.cjs\nplugins: [./evil.cjs]\n`,
      },
      { path: '.pnpmfile.cjs', text: `require('fs').writeFileSync('${join(folder, 'ran')}','')` },
      { path: 'evil.cjs', text: `require('fs').writeFileSync('${join(folder, 'ran')}','')` },
      before,
    ];
    const result = await tester.resolve(moveInner(tool, hostile), { registry: registry() });
    expect(textOf(result)).toContain('1.0.5');
    expect(readdirSync(folder)).toEqual([]);
    expect(asked).toEqual([]);
    rmSync(folder, { recursive: true });
    canary.close();
  });

  test('does not contact the address of a dependency that the lock does not have', async () => {
    const asked: string[] = [];
    const canary = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => canary.listen({ host: '127.0.0.1', port: 0 }, resolve));
    const before = await makeLock(tool, BEFORE);
    for (const spec of [`${addressOf(canary)}evil-1.0.0.tgz`, `git+${addressOf(canary)}evil.git`]) {
      const result = await tester.resolve(moveInner(tool, [manifest({ ...ASKED, evil: spec }), before]), {
        registry: registry(),
      });
      expect(reasonOf(result)).toMatch(/^CONFLICT: /);
    }
    expect(asked).toEqual([]);
    canary.close();
  });

  test.each(['file:/etc', 'file:../../../../../../../etc', 'link:~/secrets'])(
    'refuses a dependency on %s',
    async (spec) => {
      const before = { path: tool.lock, text: tool.empty };
      const result = await tester.resolve(moveInner(tool, [manifest({ ...ASKED, evil: spec }), before]), {
        registry: registry(),
      });
      expect(reasonOf(result)).toMatch(/^CONFLICT: package\.json points to .*out of the repository/);
    },
  );

  test('handles packages named like what every object has', async () => {
    world = {
      ...WORLD,
      inner: [version('1.0.0'), version('1.0.5', { dependencies: { constructor: '^1.0.0' } })],
      constructor: [version('1.0.0')],
    };
    const before = await makeLock(tool, BEFORE);
    const result = await tester.resolve(moveInner(tool, [manifest(ASKED), before]), { registry: registry() });
    if (tool.tool === 'pnpm') {
      // pnpm itself fails at this name; that is told, and nothing else happens.
      expect(reasonOf(result)).toMatch(/^FAULT: pnpm says: /);
      return;
    }
    const after = textOf(result);
    const { packages } = npm.parse({ ecosystem: 'npm', path: tool.lock, inputs: [] }, [
      manifest(ASKED),
      { path: tool.lock, text: after },
    ]);
    expect(packages.map(({ name }) => name)).toContain('constructor');
  });

  test('is ended by the clock and leaves no folder behind', async () => {
    const temporaryFolder = mkdtempSync(join(tmpdir(), 'backline-clock-'));
    const impatient = openTestResolver({
      timeoutMs: 1_500,
      temporaryFolder,
      fetchArchive: archivesOf(() => world),
    });
    const before = await makeLock(tool, BEFORE);
    const silent: PackageRegistry = { facts: () => new Promise(() => undefined) };
    const result = await impatient.resolve(moveInner(tool, [manifest(ASKED), before]), { registry: silent });
    expect(reasonOf(result)).toMatch(/^LIMIT: .* did not come to an end within 1\.5 s/);
    expect(readdirSync(temporaryFolder)).toEqual([]);
    await impatient.close();
    rmSync(temporaryFolder, { recursive: true, force: true });
  });
}

function answering(status: number, type: string, body: string): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  });
  return new Promise((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server)));
}

function addressOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}
