import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startRegistry, type RunningRegistry } from '../registry/registry.js';
import { demoProjectDirectory, readDemoUniverse } from './demo-files.js';
import { DEMO_PROJECTS, DEMO_REGISTRY_ADDRESS, type DemoProject, type LockStep } from './demo-projects.js';

const manifestSections = z.looseObject({
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
});

/**
 * Makes the locks of the sample projects again, with the npm of this machine against the demo's own registry.
 * `report` gets one line for each. Nothing outside loopback is asked.
 */
export async function makeDemoLocks(report: (line: string) => void): Promise<void> {
  const registry = await startRegistry({ universe: readDemoUniverse() });
  try {
    for (const project of DEMO_PROJECTS) {
      if (project.lock === null) continue;
      const text = await makeLock(project, project.lock, registry);
      await writeFile(join(demoProjectDirectory(project.folder), 'package-lock.json'), text);
      report(`${project.folder}: package-lock version ${project.lock.lockfileVersion}`);
    }
  } finally {
    await registry.close();
  }
}

/** The text of a lock that npm makes for a project, step by step, each with the registry of that day. */
export async function makeLock(
  project: DemoProject,
  lock: NonNullable<DemoProject['lock']>,
  registry: RunningRegistry,
): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'backline-demo-'));
  const folder = join(home, project.folder);
  try {
    const source = demoProjectDirectory(project.folder);
    await cp(source, folder, { recursive: true });
    await rm(join(folder, 'package-lock.json'), { force: true });
    for (const step of lock.steps) {
      await writeManifestOf(step, { source, folder });
      registry.setAsOf(step.asOf);
      await rm(join(home, 'cache'), { recursive: true, force: true });
      await runNpm(
        [
          'install',
          '--package-lock-only',
          `--lockfile-version=${lock.lockfileVersion}`,
          `--omit-lockfile-registry-resolved=${String(!lock.isResolvedWritten)}`,
        ],
        { home, folder, registryUrl: registry.url },
      );
    }
    const text = await readFile(join(folder, 'package-lock.json'), 'utf8');
    return text.replaceAll(`${registry.url}/`, `${DEMO_REGISTRY_ADDRESS}/`);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Runs the npm of this machine with nothing of its user's: an own home, an own cache, no scripts. Answers its output. */
export async function runNpm(
  commandLine: readonly string[],
  where: { readonly home: string; readonly folder: string; readonly registryUrl: string },
): Promise<string> {
  const settings = [
    `--registry=${where.registryUrl}`,
    `--cache=${join(where.home, 'cache')}`,
    `--userconfig=${join(where.home, 'npmrc')}`,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--fetch-retries=0',
  ];
  const child = spawn('npm', [...commandLine, ...settings], {
    cwd: where.folder,
    env: { PATH: process.env.PATH, HOME: where.home, SystemRoot: process.env.SystemRoot },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const problems: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => problems.push(chunk));
  await once(child, 'close');
  if (child.exitCode !== 0)
    throw new Error(`npm ended with ${child.exitCode}: ${Buffer.concat(problems).toString()}`);
  return Buffer.concat(output).toString('utf8');
}

async function writeManifestOf(
  step: LockStep,
  where: { readonly source: string; readonly folder: string },
): Promise<void> {
  const from = join(where.source, 'package.json');
  const to = join(where.folder, 'package.json');
  if (step.packages === null) return copyFile(from, to);
  const known = new Set(step.packages);
  const manifest = manifestSections.parse(JSON.parse(await readFile(from, 'utf8')));
  const keep = (section: Record<string, string> | undefined): Record<string, string> =>
    Object.fromEntries(Object.entries(section ?? {}).filter(([name]) => known.has(name)));
  const then = {
    ...manifest,
    dependencies: keep(manifest.dependencies),
    devDependencies: keep(manifest.devDependencies),
  };
  await writeFile(to, `${JSON.stringify(then, null, 2)}\n`);
}
