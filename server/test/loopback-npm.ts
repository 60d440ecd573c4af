import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ManifestFile, PackageVersionFacts } from '../src/ecosystems/ecosystem.js';
import { readPackument } from '../src/registries/npm-packument.js';
import { startTestServer } from './http-server.js';

/** By `name@version`: what that version's package.json says besides. */
export type LoopbackPackages = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A registry of npm's on loopback, with archives that package managers install. */
export interface LoopbackNpm {
  readonly url: string;
  /** What is published from now on. */
  publish(packages: LoopbackPackages): void;
  /** As Backline reads them. */
  facts(name: string, version: string): PackageVersionFacts;
  close(): Promise<void>;
}

export async function startLoopbackNpm(): Promise<LoopbackNpm> {
  const documents = new Map<string, Map<string, unknown>>();
  const archives = new Map<string, Buffer>();
  const documentOf = (name: string): unknown => {
    const versions = documents.get(name);
    if (versions === undefined) return null;
    const latest = [...versions.keys()].at(-1);
    const time = Object.fromEntries([...versions.keys()].map((each) => [each, '2020-01-01T00:00:00.000Z']));
    return { name, 'dist-tags': { latest }, versions: Object.fromEntries(versions), time };
  };
  const server = await startTestServer(({ url }, response) => {
    const path = decodeURIComponent(url.slice(1).split('?')[0] ?? '');
    const archive = archives.get(path);
    const document = archive === undefined ? documentOf(path) : null;
    if (archive !== undefined) response.end(archive);
    else if (document !== null)
      response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
    else response.writeHead(404).end('{}');
  });
  return {
    url: server.url,
    publish: (packages) => {
      for (const [key, more] of Object.entries(packages)) {
        const at = key.lastIndexOf('@');
        const [name, version] = [key.slice(0, at), key.slice(at + 1)];
        const manifest = { name, version, ...more };
        const archive = packArchive({ 'package/package.json': JSON.stringify(manifest) });
        const path = `${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
        archives.set(path, archive);
        const hash = (algorithm: string): ReturnType<typeof createHash> =>
          createHash(algorithm).update(archive);
        const versions = documents.get(name) ?? new Map<string, unknown>();
        documents.set(name, versions);
        versions.set(version, {
          ...manifest,
          dist: {
            tarball: `${server.url}/${path}`,
            shasum: hash('sha1').digest('hex'),
            integrity: `sha512-${hash('sha512').digest('base64')}`,
          },
        });
      }
    },
    facts: (name, version) => {
      const read = readPackument(documentOf(name), { name, fetchedAt: '2026-01-01T00:00:00.000Z' });
      const found = read?.versions.find((facts) => facts.version === version);
      if (found === undefined) throw new Error(`${name}@${version} is not published`);
      return found;
    },
    close: () => server.close(),
  };
}

/** What a registry says of a version that has nothing but a checksum. */
export function plainFacts(version: string): PackageVersionFacts {
  return {
    version,
    publishedAt: null,
    deprecated: null,
    yanked: null,
    integrity: `sha512-${'A'.repeat(86)}==`,
    tarballUrl: null,
    dependencies: {},
    optionalDependencies: {},
    peerDependencies: {},
    optionalPeers: [],
    engines: {},
    bin: {},
    os: [],
    cpu: [],
    libc: [],
    license: null,
    funding: undefined,
    hasInstallScript: false,
    bundleDependencies: [],
    hasShrinkwrap: false,
    isDetailed: true,
    artifacts: [],
    document: null,
  };
}

/** A folder with these files for as long as the work takes; the work's result. */
export async function inFolder<T>(
  files: readonly ManifestFile[],
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'backline-folder-'));
  try {
    for (const { path, text } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'yarn-berry';

/** Runs a package manager in a folder against a registry, with nothing of this machine's configuration. */
export async function runPackageManager(
  tool: PackageManager,
  args: readonly string[],
  { folder, registry }: { readonly folder: string; readonly registry: string },
): Promise<{ readonly code: number; readonly output: string }> {
  const home = await mkdtemp(join(tmpdir(), 'backline-home-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    CI: 'true',
    npm_config_registry: `${registry}/`,
    npm_config_userconfig: join(home, '.npmrc'),
    npm_config_globalconfig: join(home, 'npmrc'),
    npm_config_cache: join(home, 'npm'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    YARN_REGISTRY: registry,
    YARN_CACHE_FOLDER: join(home, 'yarn'),
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    YARN_ENABLE_TELEMETRY: '0',
    YARN_GLOBAL_FOLDER: join(home, 'berry'),
    YARN_IGNORE_PATH: '1',
    COREPACK_ENABLE: '0',
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_STATE_HOME: join(home, 'state'),
  };
  const [command, ...rest] = commandOf(tool);
  try {
    return await new Promise((resolve) => {
      const all = [...rest, ...args];
      execFile(command ?? '', all, { cwd: folder, env, timeout: 60_000 }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : 1, output: stdout + stderr });
      });
    });
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The texts of files in a folder. */
export async function readFiles(folder: string, paths: readonly string[]): Promise<readonly ManifestFile[]> {
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}

function commandOf(tool: PackageManager): readonly string[] {
  const pathOf = (name: string, file: string): string => join(__dirname, '../../node_modules', name, file);
  if (tool === 'npm') return ['npm'];
  if (tool === 'pnpm') return [process.execPath, pathOf('pnpm', 'bin/pnpm.cjs')];
  if (tool === 'yarn') return [process.execPath, pathOf('yarn', 'bin/yarn.js')];
  return [process.execPath, pathOf('@yarnpkg/cli-dist', 'bin/yarn.js')];
}

/** A gzipped tar (https://www.gnu.org/software/tar/manual/html_node/Standard.html) of text files. */
function packArchive(files: Readonly<Record<string, string>>): Buffer {
  const blocks: Buffer[] = [];
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const header = Buffer.alloc(512);
    const put = (value: string, at: number): number => header.write(value, at);
    put(name, 0);
    put('0000644\0', 100);
    put('0000000\0', 108);
    put('0000000\0', 116);
    put(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    put('00000000000\0', 136);
    put('        0', 148);
    put('ustar\u000000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    blocks.push(header, content, Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}
