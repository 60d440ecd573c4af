import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Arborist from '@npmcli/arborist';
import { explainFailure } from './npm-failure.js';
import type { NpmCheck, NpmReply, NpmTask, NpmUpgrade, NpmWork } from './npm-task.js';
import { closeDoors } from './tool-guard.worker.js';

mendNames();

/**
 * Works out the tree for a folder of manifests and a lock with npm's own library, in a thread that can be killed. Nothing
 * is installed, nothing is unpacked, no archive or repository is fetched.
 */
export default async function resolveInThread(task: NpmWork): Promise<NpmReply> {
  try {
    closeDoors(task.port);
    const folder = await realpath(task.folder);
    if (task.kind === 'upgrade') return await upgrade(task, folder);
    return task.kind === 'check' ? await check(task, folder) : await resolve(task, folder);
  } catch (error) {
    return explainFailure(error);
  }
}

/** npm's library itself asks the registry about each package of an old lock; what the lock says is enough. */
async function upgrade(task: NpmUpgrade, folder: string): Promise<NpmReply> {
  const lock = join(folder, task.lockName);
  await mkdir(dirname(lock), { recursive: true });
  await writeFile(lock, task.lock);
  const arborist = new Arborist({ ...optionsFor(task, folder), lockfileVersion: 3 });
  const tree = await arborist.loadVirtual();
  return { kind: 'upgraded', lock: String(tree.meta) };
}

async function resolve(task: NpmTask, folder: string): Promise<NpmReply> {
  const lock = join(folder, task.lockName);
  await mkdir(dirname(lock), { recursive: true });
  await writeFile(lock, task.before);
  const before = new Arborist(optionsFor(task, folder));
  await before.loadVirtual();
  const baseline = String(before.virtualTree?.meta);
  await writeFile(lock, task.dropped);
  if (task.hasOrphans) {
    // npm's library takes copies whose surroundings are gone into the tree, but forgets what some of them ask for; a
    // second look at what it made finds that.
    const first = await new Arborist({ ...optionsFor(task, folder), lockfileVersion: 3 }).buildIdealTree();
    await writeFile(lock, String(first.meta));
  }
  const arborist = new Arborist(optionsFor(task, folder));
  const tree = await arborist.buildIdealTree();
  const failures = [...tree.inventory.values()].flatMap((node) =>
    node.errors.filter((error) => !isAbsentOptional(node, error)).map((error) => explainFailure(error)),
  );
  const [failure] = failures;
  if (failure !== undefined) return { ...failure, names: failures.flatMap(({ names }) => names) };
  return { kind: 'resolved', baseline, lock: String(tree.meta) };
}

/**
 * npm's library looks names of dependencies up in `acceptDependencies`, and finds `constructor` in every object that has
 * none of its own: each package is given an empty list without a prototype.
 */
function mendNames(): void {
  const property = Object.getOwnPropertyDescriptor(Arborist.Node.prototype, 'package');
  const read = property?.get;
  if (property === undefined || read === undefined) return;
  Object.defineProperty(Arborist.Node.prototype, 'package', {
    ...property,
    get(this: unknown): unknown {
      const manifest: unknown = Reflect.apply(read, this, []);
      if (typeof manifest === 'object' && manifest !== null && !('acceptDependencies' in manifest))
        Object.assign(manifest, { acceptDependencies: Object.create(null) });
      return manifest;
    },
  });
}

/** What `npm ci` compares before it installs: the lock as it stands, and the tree that the manifests ask for. */
async function check(task: NpmCheck, folder: string): Promise<NpmReply> {
  await writeFile(join(folder, task.lockName), task.lock);
  const options = { ...optionsFor(task, folder), save: false };
  const before = new Arborist(options);
  const locked = await before.loadVirtual();
  const arborist = new Arborist(options);
  const ideal = await arborist.buildIdealTree();
  for (const [location, node] of ideal.inventory.entries()) {
    const found = locked.inventory.get(location);
    if (found?.version === node.version) continue;
    const message = `npm would refuse the new lock: it lacks ${node.name}@${node.version} at ${location}.`;
    return { kind: 'failed', code: 'CONFLICT', message, names: [] };
  }
  return { kind: 'checked' };
}

function isAbsentOptional(node: Arborist.Node, error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return node.optional && code === 'E404';
}

/** No configuration is read from anywhere: these are all the options that there are. */
function optionsFor(task: NpmWork, path: string): Arborist.Options {
  const options = {
    path,
    registry: task.registry,
    cache: task.cache,
    lockfileVersion: task.lockfileVersion,
    packageLockOnly: true,
    ignoreScripts: true,
    audit: false,
    fund: false,
    save: true,
    replaceRegistryHost: 'never',
    allowGit: 'none',
    allowRemote: 'none',
    allowFile: 'none',
    allowDirectory: 'none',
    fetchRetries: 0,
    retry: { retries: 0 },
    timeout: 60_000,
    maxSockets: 16,
    noProxy: '127.0.0.1',
  };
  return options;
}
