import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dropSnapshots, mergePnpmLocks, sectionsOf } from './pnpm-lock-blocks.js';
import { archiveAt, type ArchiveOf, usualAddress } from './registry-view.js';
import { refused, type ToolJob, type ToolOutcome } from './tool-job.js';
import { runTool, type ToolProgram } from './tool-process.client.js';

const LOCK = 'pnpm-lock.yaml';

/** The lock with the dropped copies worked out anew by pnpm, as `pnpm install --frozen-lockfile` takes it. */
export async function resolveWithPnpm(job: ToolJob, program: ToolProgram): Promise<ToolOutcome> {
  const lock = job.lock.text.replaceAll('\r\n', '\n');
  const obstacle = whyNot(lock);
  if (obstacle !== null) return obstacle;
  const view = await job.openView(ownArchive);
  const file = join(job.folders.project, LOCK);
  const run = (args: readonly string[]): ReturnType<typeof runTool> =>
    runTool({
      script: program.script,
      args: ['install', '--lockfile-only', ...args, ...settingsFor(job, lock, view.url)],
      folder: job.folders.project,
      home: job.folders.home,
      env: { PNPM_HOME: job.folders.home },
      port: view.port,
      signal: job.signal,
      codeFolder: program.codeFolder,
    });
  await writeFile(
    file,
    dropSnapshots(
      lock,
      job.request.drop.flatMap(({ locations }) => locations),
    ),
  );
  const end = await run(['--no-frozen-lockfile', '--config.prefer-frozen-lockfile=false']);
  if (end.exitCode !== 0) return explain(end.output);
  const merged = mergePnpmLocks(job.lock.text, await readFile(file, 'utf8'));
  await writeFile(file, merged);
  const check = await run(['--frozen-lockfile']);
  if (check.exitCode !== 0) return explain(check.output);
  return { kind: 'lock', text: merged };
}

/** pnpm then writes no address of an archive into the lock. */
function ownArchive(viewUrl: string): ArchiveOf {
  return (name, facts) => archiveAt(usualAddress(viewUrl, name, facts.version), facts);
}

function whyNot(lock: string): ToolOutcome | null {
  const written = /^lockfileVersion: ['"]?([\d.]+)/m.exec(lock.slice(0, 1_000))?.[1] ?? 'unknown';
  if (written !== '9.0')
    return refused(
      'CONFLICT',
      `The lock is of pnpm's version ${written}; Backline's pnpm writes version 9.0 only.`,
    );
  if (/^---/m.test(lock))
    return refused('CONFLICT', 'The lock holds several documents, of which only one is known.');
  const sections = sectionsOf(lock);
  if (sections.has('pnpmfileChecksum'))
    return refused(
      'TOOL_WOULD_RUN_CODE',
      'The lock depends on the .pnpmfile.cjs of the repository, which is not run.',
    );
  if (sections.has('patchedDependencies'))
    return refused(
      'CONFLICT',
      'The lock names patches to packages, which pnpm cannot apply without their files.',
    );
  return null;
}

/** Settings that the lock was written with are kept; nothing is read from anywhere else. */
function settingsFor({ folders, manifests }: ToolJob, lock: string, registry: string): readonly string[] {
  const settings = [
    ['autoInstallPeers', 'auto-install-peers'],
    ['excludeLinksFromLockfile', 'exclude-links-from-lockfile'],
    ['injectWorkspacePackages', 'inject-workspace-packages'],
    ['peersSuffixMaxLength', 'peers-suffix-max-length'],
  ] as const;
  const header = lock.slice(0, Math.max(0, lock.indexOf('\nimporters:')));
  const kept = settings.flatMap(([key, flag]) => {
    const value = new RegExp(`^  ${key}: (true|false|\\d+)$`, 'm').exec(header)?.[1];
    return value === undefined ? [] : [`--config.${flag}=${value}`];
  });
  // Otherwise pnpm takes that of any folder above, and writes the lock there.
  const isWorkspace = manifests.some(({ path }) => path === 'pnpm-workspace.yaml');
  return [
    ...(isWorkspace ? [] : ['--ignore-workspace']),
    '--ignore-scripts',
    '--ignore-pnpmfile',
    '--reporter=ndjson',
    `--registry=${registry}`,
    `--store-dir=${join(folders.cache, 'store')}`,
    `--config.cache-dir=${join(folders.cache, 'metadata')}`,
    '--config.manage-package-manager-versions=false',
    '--config.package-manager-strict=false',
    '--fetch-retries=0',
    '--fetch-timeout=60000',
    '--config.update-notifier=false',
    '--config.minimum-release-age=0',
    '--config.engine-strict=false',
    '--config.git-checks=false',
    ...kept,
  ];
}

const errorLine = z.object({
  level: z.literal('error'),
  code: z.string().optional().catch(undefined),
  err: z
    .object({ code: z.string().optional().catch(undefined), message: z.string() })
    .optional()
    .catch(undefined),
  message: z.string().optional().catch(undefined),
});

/** pnpm writes one JSON object a line; the last error is why it ended. */
function explain(output: string): ToolOutcome {
  for (const line of output.split('\n').toReversed()) {
    const read = line.includes('"error"') ? errorLine.safeParse(parsed(line)) : null;
    if (read === null || !read.success) continue;
    const code = read.data.code ?? read.data.err?.code ?? '';
    const message = read.data.err?.message ?? read.data.message ?? '';
    const name = /(?:for|\/)((?:@|%40)?[^\s@/]+(?:(?:\/|%2[fF])[^\s@/]+)?)(?:@\S* |: )/.exec(
      message.slice(0, 1_000),
    )?.[1];
    const known =
      name === undefined ? null : decodeURIComponent(name.replace(/%(?![0-9a-f]{2})/gi, '%25')).trim();
    return {
      ...refused(codeFor(code), `pnpm says: ${sentence(message)}`),
      names: isAbout(code) && known !== null ? [known] : [],
    };
  }
  return refused('FAULT', 'pnpm ended without a lock and did not say why.');
}

function isAbout(code: string): boolean {
  return /^ERR_PNPM_(?:NO_MATCHING_VERSION|NO_VERSIONS|FETCH_404|NO_MATCHING_VERSION_INSIDE_WORKSPACE)$/.test(
    code,
  );
}

function codeFor(code: string): 'CONFLICT' | 'FAULT' {
  return code.startsWith('ERR_PNPM_') || code === 'EGUARD' ? 'CONFLICT' : 'FAULT';
}

function sentence(message: string): string {
  const line = message
    .replace(/https?:\/\/127\.0\.0\.1\S*/g, 'the registry')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  return line.endsWith('.') ? line : `${line}.`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
