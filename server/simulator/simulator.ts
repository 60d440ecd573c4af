import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Access } from './access.js';
import { addMember, createAccessToken, createGroup, createUser, projectOf } from './admin.js';
import { createApp } from './app.js';
import { Background } from './background.js';
import { ChaosMonkey } from './chaos.js';
import type { Context } from './context.js';
import { Faults } from './faults.js';
import { expiringTokenEvent } from './hook-payloads.js';
import { forkProject } from './forks.js';
import { HookSender } from './hook-sender.js';
import { Hostility } from './hostile.js';
import { closeMergeRequest } from './merge-request-state.js';
import { performMerge } from './merge.js';
import { OauthRegistry } from './oauth.js';
import { deleteProject, moveGroup, moveProject, scheduleDeletion } from './moves.js';
import { commitFiles, createProject, createProjects } from './new-projects.js';
import { setPipelineStatus } from './pipelines.js';
import { profileOf } from './profile.js';
import { afterRefChanges } from './push-effects.js';
import { RequestRecorder } from './request-log.js';
import { readBlob, readEntry } from './repository-read.js';
import { RouteLimits } from './route-limits.js';
import { seedFromDirectory } from './seed.js';
import type { ProjectReference, Simulator, SimulatorOptions } from './simulator-api.js';
import { ACCESS, SimulatorState, type MergeRequest, type Token, type User } from './state.js';
import { Throttling } from './throttle.js';
import { createToken } from './tokens.js';

export type * from './simulator-api.js';
export { NO_DELAYS } from './simulator-api.js';
export { CHAOS_KINDS } from './trouble-api.js';

/** Starts a GitLab on 127.0.0.1 with its repositories in a temporary folder. Close it when done. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const folder = await mkdtemp(join(tmpdir(), 'gitlab-simulator-'));
  try {
    const context = createContext(options, folder);
    const server = createServer(createApp(context));
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const url = `http://127.0.0.1:${port}${context.relativeRoot}`;
    context.externalUrl = options.externalUrl?.replace(/\/+$/, '') ?? url;
    const simulator = createSimulator(context, { server, url, port });
    try {
      if (typeof options.seed === 'function') await options.seed(simulator);
      else if (options.seed !== undefined) await seedFromDirectory(simulator, options.seed);
    } catch (error) {
      await simulator.close();
      throw error;
    }
    return simulator;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function createContext(options: SimulatorOptions, folder: string): Context {
  const clock = options.clock ?? (() => new Date());
  const profile = profileOf(options.profile ?? '18.5', options.edition);
  const state = new SimulatorState();
  const background = new Background();
  const root = (options.relativeRoot ?? '').replace(/^\/*|\/+$/g, '');
  const context: Context = {
    state,
    access: new Access(state, clock),
    oauth: new OauthRegistry(),
    profile,
    clock,
    delays: {
      prepareMs: 30,
      mergeCheckMs: 60,
      branchVisibleMs: profile.branchVisibleMs,
      closeAfterDeleteMs: 100,
      rebaseMs: 60,
      membershipMs: 0,
      forkMs: 0,
      ...options.delays,
    },
    background,
    hooks: new HookSender({
      state,
      background,
      profile,
      clock,
      disablesHooks: options.disablesFailingHooks ?? profile.disablesHooks,
      instance: () => context.externalUrl,
    }),
    faults: new Faults(),
    chaos: new ChaosMonkey(),
    hostility: new Hostility(),
    throttling: new Throttling(profile.sendsRateLimitHeaders),
    routeLimits: new RouteLimits({
      isOn: options.routeLimits ?? true,
      isDotcom: profile.name === 'dotcom',
    }),
    log: new RequestRecorder(),
    folder,
    relativeRoot: root === '' ? '' : `/${root}`,
    requiresMergeSha: options.requireMergeSha ?? false,
    allowsLocalWebhooks: options.allowLocalWebhooks ?? true,
    decodesSlashes: options.decodesSlashes ?? false,
    hasEmptyPages: false,
    latencyMs: options.latencyMs ?? 0,
    externalUrl: '',
  };
  return context;
}

interface Listening {
  readonly server: Server;
  readonly url: string;
  readonly port: number;
}

function createSimulator(context: Context, listening: Listening): Simulator {
  const { state } = context;
  return {
    url: listening.url,
    port: listening.port,
    state,
    requestLog: context.log,
    createUser: (user) => createUser(context, user),
    createToken: (token) => createToken(context, token),
    createAccessToken: (token) => createAccessToken(context, token),
    revokeToken(token) {
      tokenOf(context, token).isRevoked = true;
    },
    createApplication: (application) => context.oauth.register(application),
    revokeGrant(uid, userId) {
      const application = context.oauth.applications.get(uid);
      if (!application) throw new Error('no such application');
      context.oauth.revokeGrant(context, application, userId);
    },
    createGroup: (group) => createGroup(context, group),
    createProject: async (project) => await createProject(context, project),
    createProjects: async (count, template) => await createProjects(context, count, template),
    forkProject: async (project, to) => await forkProject(context, projectOf(context, project), to),
    moveProject: (project, to) => moveProject(context, project, to),
    moveGroup: (path, newPath) => moveGroup(context, path, newPath),
    scheduleDeletion: (project) => scheduleDeletion(context, project),
    deleteProject: async (project) => await deleteProject(context, project),
    addMember: (to, member) => addMember(context, to, member),
    protectBranch(project, pattern, levels = {}) {
      const {
        pushLevel = ACCESS.maintainer,
        mergeLevel = ACCESS.maintainer,
        allowForcePush = false,
      } = levels;
      const protection = { pattern, pushLevel, mergeLevel, allowForcePush };
      projectOf(context, project).protections.set(pattern, protection);
    },
    unprotectBranch(project, pattern) {
      projectOf(context, project).protections.delete(pattern);
    },
    ...repositoryMethods(context),
    ...mergeRequestMethods(context),
    setEmptyPages(isOn) {
      context.hasEmptyPages = isOn;
    },
    setHookDelivery(delivery) {
      context.hooks.delivery = delivery;
    },
    announceExpiringToken(reference, token) {
      const project = projectOf(context, reference);
      context.hooks.send(project, expiringTokenEvent(context, project, tokenOf(context, token)));
    },
    setThrottle: (throttle) => context.throttling.set(throttle),
    injectFault: (fault) => context.faults.inject(fault),
    clearFaults: () => context.faults.clear(),
    setChaos: (chaos) => context.chaos.set(chaos),
    chaosCounts: () => context.chaos.counts(),
    hostile: (mode, pathPattern, options = {}) => context.hostility.add({ mode, pathPattern, options }),
    clearHostile: () => context.hostility.clear(),
    setLatency(latencyMs) {
      context.latencyMs = latencyMs;
    },
    setDelays(delays) {
      Object.assign(context.delays, delays);
    },
    settle: async () => await context.background.settle(),
    close: async () => await close(context, listening.server),
  };
}

function tokenOf({ state }: Context, token: number | string): Token {
  const found = typeof token === 'number' ? state.tokens.get(token) : state.tokensByValue.get(token);
  if (!found) throw new Error('no such token');
  return found;
}

function repositoryMethods(
  context: Context,
): Pick<Simulator, 'commitFiles' | 'deleteBranch' | 'headOf' | 'readFile' | 'setPipeline'> {
  return {
    commitFiles: async (project, commit) => await commitFiles(context, project, commit),
    async deleteBranch(reference, branch) {
      const project = projectOf(context, reference);
      const { repository } = project;
      const before = await repository.branch(branch);
      if (!before) throw new Error(`no branch ${branch}`);
      await repository.exclusively(async () => await repository.updateBranch(branch, before, null));
      await afterRefChanges(context, project, { user: null, changes: [{ branch, before, after: null }] });
    },
    async headOf(reference, branch) {
      const project = projectOf(context, reference);
      return await project.repository.branch(branch ?? project.defaultBranch);
    },
    async readFile(reference, file) {
      const project = projectOf(context, reference);
      const { repository } = project;
      const commit = await repository.resolve(file.ref ?? project.defaultBranch);
      const entry = commit ? await readEntry(repository, commit, file.path) : null;
      return entry ? ((await readBlob(repository, entry.sha))?.toString('utf8') ?? null) : null;
    },
    async setPipeline(reference, ref, status, options = {}) {
      const project = projectOf(context, reference);
      const sha = await project.repository.branch(ref);
      if (!sha) throw new Error(`no branch ${ref}`);
      return await setPipelineStatus(context, project, { ref, sha, status, isNew: options.isNew ?? false });
    },
  };
}

function mergeRequestMethods(context: Context): Pick<Simulator, 'mergeMergeRequest' | 'closeMergeRequest'> {
  const find = (reference: ProjectReference, iid: number) => {
    const project = projectOf(context, reference);
    const mergeRequest = project.mergeRequests.get(iid);
    if (!mergeRequest) throw new Error(`no merge request !${iid}`);
    return { project, mergeRequest };
  };
  return {
    async mergeMergeRequest(reference, iid, options = {}) {
      const { project, mergeRequest } = find(reference, iid);
      const user = actor(context, mergeRequest, options.userId);
      await performMerge(context, project, { mergeRequest, user, options: {} });
      return mergeRequest;
    },
    async closeMergeRequest(reference, iid, options = {}) {
      const { project, mergeRequest } = find(reference, iid);
      closeMergeRequest(context, project, {
        mergeRequest,
        user: actor(context, mergeRequest, options.userId),
      });
      return mergeRequest;
    },
  };
}

/** The given user, else the first person, else the author. */
function actor(context: Context, mergeRequest: MergeRequest, userId: number | undefined): User {
  const users = [...context.state.users.values()];
  const user = userId === undefined ? users.find((one) => !one.isBot) : context.state.users.get(userId);
  const author = user ?? context.state.users.get(mergeRequest.authorId);
  if (!author) throw new Error(`no user ${userId}`);
  return author;
}

async function close(context: Context, server: Server): Promise<void> {
  const closed = server.listening ? once(server, 'close') : Promise.resolve();
  server.close();
  server.closeAllConnections();
  await closed;
  await context.background.stop();
  await rm(context.folder, { recursive: true, force: true, maxRetries: 3 });
}
