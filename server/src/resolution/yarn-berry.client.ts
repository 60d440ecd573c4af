import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveAt, type ArchiveOf, usualAddress } from './registry-view.js';
import { refused, type ToolJob, type ToolOutcome } from './tool-job.js';
import { runTool, type ToolProgram } from './tool-process.client.js';
import { dropResolutions, mergeBerryLocks, newResolutions, readBerryMetadata } from './yarn-berry-blocks.js';

/** The archive at an address of a configured registry; null where it cannot be had. Never an exception. */
export type FetchArchive = (url: string, signal: AbortSignal) => Promise<Buffer | null>;

const LOCK = 'yarn.lock';
/** The forms that Yarn 4 wrote; their entries are read alike, so a lock is worked on in the last and keeps its own. */
const LOCK_FORMS: readonly string[] = ['8', '9', '10'];
const OWN_FORM = '10';

/**
 * The lock with the dropped entries worked out anew by Yarn 4. Its checksums are of archives that Yarn itself packs, so the
 * archives of what changes are fetched and checked against the registry's hash.
 */
export async function resolveWithYarnBerry(
  job: ToolJob,
  program: ToolProgram,
  fetchArchive: FetchArchive,
): Promise<ToolOutcome> {
  const original = job.lock.text.replaceAll('\r\n', '\n');
  const metadata = readBerryMetadata(original);
  if (metadata === null) return refused('CONFLICT', `${job.lock.path} is no lock of Yarn 2 or later.`);
  if (!LOCK_FORMS.includes(metadata.version))
    return refused(
      'CONFLICT',
      `The lock is of Yarn's form ${metadata.version}; Backline's Yarn 4 would write all of it anew.`,
    );
  const level = /^10(?:c(\d|mixed))?$/.exec(metadata.cacheKey ?? '10c0');
  if (level === null)
    return refused(
      'CONFLICT',
      `The checksums of the lock are of another kind (${metadata.cacheKey}) than Backline's Yarn makes.`,
    );
  const notFetched: string[] = [];
  const view = await job.openView(ownArchive, async (name, _, facts) => {
    const found = await facts();
    const bytes = found?.tarballUrl == null ? null : await fetchArchive(found.tarballUrl, job.signal);
    if (bytes !== null && hasHash(bytes, found?.integrity ?? null)) return bytes;
    notFetched.push(name);
    return null;
  });
  const { project, home } = job.folders;
  const locations = job.request.drop.flatMap((drop) => drop.locations);
  await writeFile(join(project, LOCK), dropResolutions(withForm(original, OWN_FORM), locations));
  // A name that nobody can know: Yarn reads settings of that name from every folder above too, and runs their plugins.
  const settingsName = `.yarnrc-${randomUUID()}.yml`;
  await writeFile(join(project, settingsName), settings(job, view.url, level[1] ?? 'mixed'));
  const end = await runTool({
    script: program.script,
    args: ['install', '--mode=update-lockfile', '--json'],
    folder: project,
    home,
    env: {
      YARN_RC_FILENAME: settingsName,
      YARN_IGNORE_PATH: '1',
      YARN_ENABLE_IMMUTABLE_INSTALLS: '0',
      CI: '',
    },
    port: view.port,
    signal: job.signal,
    codeFolder: program.codeFolder,
  });
  const [lost] = notFetched;
  if (lost !== undefined)
    return refused(
      'REGISTRY',
      `The archive of ${lost} could not be fetched from a configured registry, so its checksum is not known.`,
    );
  if (end.exitCode !== 0) return explain(end.output);
  const resolved = withForm(await readFile(join(project, LOCK), 'utf8'), metadata.version);
  const merged = mergeBerryLocks(job.lock.text, resolved);
  const strange = newResolutions(original, merged).find((resolution) => !isPlain(resolution));
  if (strange !== undefined)
    return refused('CONFLICT', `${strange} would come in, which does not come from a registry alone.`);
  return { kind: 'lock', text: merged };
}

function withForm(lock: string, form: string): string {
  return lock.replace(/^(__metadata:\n  version: )"?\d+"?$/m, `$1${form}`);
}

/** From a registry, or a patch that Yarn itself brings. */
function isPlain(resolution: string): boolean {
  return (
    /@npm:[^:]+$/.test(resolution) ||
    /@workspace:/.test(resolution) ||
    /#(?:optional!)?(?:~)?builtin</.test(resolution)
  );
}

function ownArchive(viewUrl: string): ArchiveOf {
  return (name, facts) => archiveAt(usualAddress(viewUrl, name, facts.version), facts);
}

/** All the settings that there are; the project's own file is not read. JSON is YAML. */
function settings({ folders }: ToolJob, registry: string, compression: string): string {
  return JSON.stringify({
    npmRegistryServer: registry.replace(/\/$/, ''),
    unsafeHttpWhitelist: ['127.0.0.1'],
    compressionLevel: compression === 'mixed' ? 'mixed' : Number(compression),
    enableScripts: false,
    enableTelemetry: false,
    enableHardenedMode: false,
    enableImmutableInstalls: false,
    enableGlobalCache: false,
    enableMirror: false,
    enableColors: false,
    enableTips: false,
    enableProgressBars: false,
    npmMinimalAgeGate: 0,
    httpRetry: 0,
    cacheFolder: join(folders.cache, 'berry'),
    globalFolder: join(folders.home, 'berry'),
    nodeLinker: 'node-modules',
    approvedGitRepositories: [],
  });
}

/** Whether the bytes have the strongest hash that the registry gives. */
function hasHash(bytes: Buffer, integrity: string | null): boolean {
  const hashes = new Map(
    (integrity ?? '').split(/\s+/).flatMap((each) => {
      const [, algorithm, digest] = /^(sha512|sha384|sha256|sha1)-([A-Za-z0-9+/]+={0,2})$/.exec(each) ?? [];
      return algorithm === undefined || digest === undefined ? [] : [[algorithm, digest] as const];
    }),
  );
  const algorithm = ['sha512', 'sha384', 'sha256', 'sha1'].find((each) => hashes.has(each));
  if (algorithm === undefined) return false;
  const wanted = Buffer.from(hashes.get(algorithm) ?? '', 'base64');
  const found = createHash(algorithm).update(bytes).digest();
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

/** Yarn writes one JSON object a line; the first error says why it ended. */
function explain(output: string): ToolOutcome {
  const messages = output.split('\n').flatMap((line) => {
    const value = parsed(line);
    return isError(value) ? [value.data] : [];
  });
  const message =
    messages[0] ?? /Usage Error: (.*)/.exec(output)?.[1] ?? /Internal Error: (.*)/.exec(output)?.[1];
  if (message === undefined) return refused('FAULT', 'Yarn ended without a lock and did not say why.');
  const name = /((?:@[^/@\s]+\/)?[^/@\s]+)@npm:[^:\s]*: (?:No candidates found|Package not found)/.exec(
    message.slice(0, 2_000),
  )?.[1];
  const sentence = message
    .replace(/https?:\/\/127\.0\.0\.1\S*/g, 'the registry')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  return {
    ...refused('CONFLICT', `Yarn says: ${sentence.replace(/\.?$/, '.')}`),
    names: name === undefined ? [] : [name],
  };
}

function isError(value: unknown): value is { readonly data: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'error' &&
    'data' in value &&
    typeof value.data === 'string'
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
