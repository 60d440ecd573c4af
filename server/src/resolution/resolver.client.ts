import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import type { Ecosystem, ResolverTool } from '../ecosystems/ecosystem.js';
import { resolveWithPnpm } from './pnpm.client.js';
import { resolveWithNpm, type RunNpm } from './npm.client.js';
import {
  createViewMemory,
  openRegistryView,
  type RegistryView,
  type ViewMemory,
} from './registry-view.client.js';
import type { VersionsByName, ViewRules } from './registry-view.js';
import type { MatchVersions } from '../plans/plan-input.js';
import type { ResolutionContext, ResolutionRequest, ResolutionResult, Resolver } from './resolution.js';
import { FOLDERS_ABOVE, toolFiles } from './tool-files.js';
import { type FetchArchive, resolveWithYarnBerry } from './yarn-berry.client.js';
import { resolveWithYarnClassic } from './yarn-classic.client.js';
import { refused, type ToolJob, type ToolOutcome } from './tool-job.js';
import type { ToolProgram } from './tool-process.client.js';

/** What the composition root supplies. */
export interface ResolverOptions {
  /** npm's library in a thread. */
  readonly npm: RunNpm;
  /** Reads the lock: which versions it has. */
  readonly npmEcosystem: Pick<Ecosystem, 'parse'>;
  /** For one resolution, all of it. */
  readonly timeoutMs?: number;
  readonly maximumPackages?: number;
  /** Gets archives of configured registries; without it Yarn 2 and later are not there. */
  readonly fetchArchive?: FetchArchive;
  /** Where the compiled files of this folder are; beside this one by default. */
  readonly codeFolder?: URL;
  /** In which package managers get their folders; the system's by default. What others put there counts for nothing. */
  readonly temporaryFolder?: string;
}

const TIMEOUT_MS = 60_000;
/** Each may take 1.5 GB. */
const AT_ONCE = 2;
/** How often a resolution is tried again with more versions of what did not fit. */
const MAXIMUM_RELAXED = 8;

type RunTool = (job: ToolJob) => Promise<ToolOutcome>;

/** The package managers that are there, each shut off from everything but a view of the registry (README.md). */
export function createResolver(options: ResolverOptions): Resolver {
  const codeFolder = options.codeFolder ?? new URL('./', import.meta.url);
  const program = (manifest: string, script: string): ToolProgram => ({
    script: join(dirname(createRequire(import.meta.url).resolve(manifest)), script),
    codeFolder,
  });
  const tools = new Map<ResolverTool, RunTool>([
    ['npm', (job) => resolveWithNpm(job, options.npm)],
    ['yarn-classic', (job) => resolveWithYarnClassic(job, program('yarn/package.json', 'lib/cli.js'))],
    ['pnpm', (job) => resolveWithPnpm(job, program('pnpm', 'bin/pnpm.cjs'))],
  ]);
  const whenFree = pLimit(AT_ONCE);
  const memories: Memories = new WeakMap();
  const { fetchArchive } = options;
  if (fetchArchive !== undefined)
    tools.set('yarn-berry', (job) =>
      resolveWithYarnBerry(job, program('@yarnpkg/cli-dist/package.json', 'bin/yarn.js'), fetchArchive),
    );
  return {
    tools: new Set(tools.keys()),
    resolve: (request, context) =>
      whenFree(() => resolveGuarded(tools, { request, context, options: { ...options, memories } })),
  };
}

/** The clock starts when a place is free. Never an exception. */
async function resolveGuarded(
  tools: ReadonlyMap<ResolverTool, RunTool>,
  attempt: Omit<Attempt, 'signal'>,
): Promise<ResolutionResult> {
  const { request, context, options } = attempt;
  const run = tools.get(request.tool);
  if (run === undefined)
    return refused('TOOL_MISSING', `${request.tool} is not there to resolve the dependencies anew.`);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const clock = AbortSignal.timeout(timeoutMs);
  try {
    return await resolveRelaxing(run, { ...attempt, signal: AbortSignal.any([context.signal, clock]) });
  } catch (error) {
    if (context.signal.aborted) return refused('LIMIT', 'The resolution was called off.');
    if (clock.aborted)
      return refused(
        'LIMIT',
        `${request.tool} did not come to an end within ${timeoutMs / 1_000} s and was ended.`,
      );
    return isOutOfMemory(error)
      ? refused('LIMIT', `${request.tool} needed more memory than it may have and was ended.`)
      : refused('FAULT', `${request.tool} could not be run.`);
  }
}

interface Attempt {
  readonly request: ResolutionRequest;
  readonly context: ResolutionContext;
  readonly signal: AbortSignal;
  readonly options: ResolverOptions & { readonly memories: Memories };
}

/** One planning has one way to match versions with advisories: by it what is remembered is found, and forgotten with it. */
type Memories = WeakMap<MatchVersions, ViewMemory>;

function memoryFor(memories: Memories, { match }: ResolutionContext): ViewMemory {
  const known = memories.get(match) ?? createViewMemory();
  memories.set(match, known);
  return known;
}

/**
 * Packages of which nothing fitted are shown in other versions beside their pins, and where that is not enough, also in
 * versions that advisories concern.
 */
async function resolveRelaxing(run: RunTool, attempt: Attempt): Promise<ResolutionResult> {
  const widened = new Set<string>();
  const relaxed = new Set<string>();
  for (let tries = 1; ; tries += 1) {
    const outcome = await resolveOnce(run, attempt, { widened, relaxed });
    if (outcome.kind === 'resolved') return outcome;
    const names = (outcome.names ?? []).filter((name) => !relaxed.has(name));
    if (names.length === 0 || tries > MAXIMUM_RELAXED) return refused(outcome.code, outcome.message);
    for (const name of names) {
      const isPinned = attempt.request.pins.some((pin) => pin.name === name);
      (isPinned && !widened.has(name) ? widened : relaxed).add(name);
    }
  }
}

/** Packages of which more is shown than at first. */
type Shown = Pick<ViewRules, 'widened' | 'relaxed'>;

type Outcome =
  | Extract<ResolutionResult, { kind: 'resolved' }>
  | (Extract<ResolutionResult, { kind: 'refused' }> & { readonly names?: readonly string[] });

async function resolveOnce(run: RunTool, attempt: Attempt, shown: Shown): Promise<Outcome> {
  const { request, context, signal, options } = attempt;
  const seen = toolFiles(request.group, request.files);
  if (seen.kind === 'refused') return refused('CONFLICT', seen.message);
  const top = await realpath(await mkdtemp(join(options.temporaryFolder ?? tmpdir(), 'backline-resolve-')));
  let view: RegistryView | null = null;
  try {
    const folders = await makeFolders(top);
    for (const { path, text } of seen.files) {
      await mkdir(dirname(join(folders.project, path)), { recursive: true });
      await writeFile(join(folders.project, path), text);
    }
    const running = run({
      request,
      manifests: seen.files,
      lock: seen.lock,
      folders,
      signal,
      openView: async (archiveOf, archive) => {
        view = await openRegistryView({
          registry: context.registry,
          rules: rulesFor(attempt, shown),
          memory: memoryFor(options.memories, context),
          archiveOf,
          archive: archive ?? (() => Promise.resolve(null)),
          ...(options.maximumPackages === undefined ? {} : { maximumPackages: options.maximumPackages }),
        });
        return view;
      },
    });
    const outcome = await Promise.race([running, whenCalledOff(signal)]);
    return judge(outcome, view, request);
  } finally {
    await closeView(view);
    await rm(top, { recursive: true, force: true });
  }
}

/** A registry that never answers holds no resolution beyond its time. */
function whenCalledOff(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = (): void => reject(new Error('The resolution was called off.'));
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
}

async function closeView(view: RegistryView | null): Promise<void> {
  await view?.close();
}

/** What the registry did not answer weighs more than what the tool made of it. */
function judge(outcome: ToolOutcome, view: RegistryView | null, { tool, group }: ResolutionRequest): Outcome {
  if (view?.exceeded === 'PACKAGES')
    return refused('LIMIT', `${tool} asked about more packages than one resolution may.`);
  if (view?.exceeded === 'BYTES')
    return refused('LIMIT', `${tool} asked for more of the registry than one resolution may.`);
  const failure = view?.failures[0];
  if (failure !== undefined)
    return refused('REGISTRY', `The registry could not be asked about ${failure.name}: ${failure.message}`);
  if (outcome.kind === 'lock') return { kind: 'resolved', files: [{ path: group.path, text: outcome.text }] };
  const [unknown] = view?.missing ?? [];
  if (outcome.code === 'CONFLICT' && unknown !== undefined)
    return refused('REGISTRY', `The registry does not know ${unknown} (status 404), which was asked for.`);
  return outcome;
}

async function makeFolders(top: string): Promise<ToolJob['folders']> {
  const above = Array.from({ length: FOLDERS_ABOVE }, (_, index) => String(index));
  const folders = {
    project: join(top, ...above, 'project'),
    home: join(top, 'home'),
    cache: join(top, 'cache'),
  };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
  return folders;
}

function rulesFor({ request, context, options }: Attempt, shown: Shown): ViewRules {
  const { packages } = options.npmEcosystem.parse(request.group, request.files);
  return {
    locked: byName(packages.map(({ name, version }) => ({ name, versions: [version] }))),
    pins: byName(request.pins),
    publishedBefore: request.newcomers.publishedBefore,
    match: context.match,
    // Yarn takes the highest that fits, even where `latest` does too.
    showsOtherLines: request.tool === 'npm' || request.tool === 'pnpm',
    ...shown,
  };
}

function byName(
  lists: readonly { readonly name: string; readonly versions: readonly string[] }[],
): VersionsByName {
  const found = new Map<string, Set<string>>();
  for (const { name, versions } of lists) {
    const known = found.get(name) ?? new Set<string>();
    for (const version of versions) known.add(version);
    found.set(name, known);
  }
  return found;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
