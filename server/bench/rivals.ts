import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

/** The newest versions of their day that run on Node 20. */
const SNYK = { name: 'snyk-nodejs-lockfile-parser', version: '2.10.4' };
const ARBORIST = { name: '@npmcli/arborist', version: '9.9.3' };
const SNYK_OPTIONS = {
  includeDevDeps: true,
  includeOptionalDeps: true,
  includePeerDeps: true,
  pruneCycles: true,
  strictOutOfSync: false,
};
const FOLDER = join(tmpdir(), 'backline-bench-rivals');

/** Another program that reads package-locks, as its own documentation says to call it. */
export interface Rival {
  readonly label: string;
  /** Reads the package.json and the package-lock.json of a folder. */
  read(folder: string): Promise<unknown>;
}

/** Locks of version 1, and of versions 2 and 3. */
interface Snyk {
  buildDepTree(manifest: string, lock: string, ...options: readonly unknown[]): Promise<unknown>;
  parseNpmLockV2Project(
    manifest: string,
    lock: string,
    options: Readonly<Record<string, boolean>>,
  ): Promise<unknown>;
}
type Arborist = new (options: { path: string }) => {
  loadVirtual(): Promise<unknown>;
};

const isFunction = (value: unknown): boolean => typeof value === 'function';
const snykSchema = z.custom<Snyk>((value) => typeof value === 'object' && value !== null);
const arboristSchema = z.custom<Arborist>(isFunction);

/** The rivals, installed by npm from where it is configured to look, once for all runs on this machine. */
export async function loadRivals(): Promise<readonly Rival[]> {
  await install();
  const require = createRequire(join(FOLDER, 'package.json'));
  const snyk = snykSchema.parse(require(SNYK.name));
  const ArboristOfNpm = arboristSchema.parse(require(ARBORIST.name));
  return [
    {
      label: `${SNYK.name} ${SNYK.version}`,
      read: async (folder) => {
        const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
        const [manifest, lock] = await Promise.all([read('package.json'), read('package-lock.json')]);
        return lock.includes('"packages": {')
          ? snyk.parseNpmLockV2Project(manifest, lock, SNYK_OPTIONS)
          : snyk.buildDepTree(manifest, lock, true, 'npm', false);
      },
    },
    {
      label: `${ARBORIST.name} ${ARBORIST.version}`,
      read: (folder) => new ArboristOfNpm({ path: folder }).loadVirtual(),
    },
  ];
}

async function install(): Promise<void> {
  const wanted = [SNYK, ARBORIST].map(({ name, version }) => `${name}@${version}`);
  const marker = join(FOLDER, 'installed.txt');
  if (existsSync(marker) && (await readFile(marker, 'utf8')) === wanted.join('\n')) return;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, 'package.json'), '{"private":true}\n');
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--loglevel=error'];
  await promisify(execFile)('npm', ['install', ...quiet, ...wanted], { cwd: FOLDER });
  await writeFile(marker, wanted.join('\n'));
}
