import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Simulator } from '../simulator/simulator-api.js';
import { startSimulator } from '../simulator/simulator.js';
import { type BacklineCore, openCore } from '../src/backline.js';
import { readConfig } from '../src/config.js';
import { createGitLabConnector } from '../src/gitlab/connector.client.js';
import { connectIntegration } from '../src/integrations/connect-integration.js';
import type { AnalyzeDeps } from '../src/inventory/analyze-project.js';
import { createParsePool } from '../src/inventory/parse-pool.worker.js';
import type { JobContext } from '../src/jobs/job.js';
import { DEFAULT_POLICY } from '../src/policies/policy.js';
import { discoverProjects } from '../src/projects/discover-projects.js';
import { withBenchFolder } from './bench-folder.js';

/** A GitLab with one project and Backline's core, connected to it; no job runs by itself. */
export interface BenchWorld {
  readonly core: BacklineCore;
  readonly simulator: Simulator;
  readonly deps: AnalyzeDeps;
  /** Of the project in Backline, and its path in GitLab. */
  readonly projectId: string;
  readonly projectPath: string;
  readonly context: Pick<JobContext, 'signal' | 'progress'>;
}

const clock = (): Date => new Date();
const PROJECT = { namespace: 'bench', path: 'app' };

/** Builds the world around a project with these files, runs the work, and takes it all down. */
export function withBenchWorld<Result>(
  files: Readonly<Record<string, string>>,
  work: (world: BenchWorld) => Promise<Result>,
): Promise<Result> {
  return withBenchFolder(async (folder) => {
    const simulator = await startSimulator();
    const pool = createParsePool();
    const connector = createGitLabConnector({
      clock,
      sleep: async (ms) => delay(ms),
      random: Math.random,
      allowedHosts: [new URL(simulator.url).host],
    });
    const core = await openCore(
      readConfig({ BACKLINE_DATA_DIR: join(folder, 'data'), BACKLINE_LOG_LEVEL: 'warn' }),
    );
    try {
      const deps: AnalyzeDeps = {
        inTransaction: core.inTransaction,
        connector,
        clock,
        policy: DEFAULT_POLICY,
        parse: (ecosystem, group, given) => pool.parse(ecosystem, group, given),
        reportFault: (fault) => core.log.error({ err: fault }, 'A manifest could not be parsed'),
      };
      const token = await seed(simulator, files);
      const context = { signal: new AbortController().signal, progress: async () => undefined };
      const projectId = await connect(deps, { url: simulator.url, token }, context);
      const projectPath = `${PROJECT.namespace}/${PROJECT.path}`;
      return await work({ core, simulator, deps, projectId, projectPath, context });
    } finally {
      await core.close();
      await connector.close();
      await pool.close();
      await simulator.close();
    }
  });
}

async function seed(simulator: Simulator, files: Readonly<Record<string, string>>): Promise<string> {
  const bot = simulator.createUser({ username: 'backline-bot', isBot: true });
  simulator.createGroup({ path: PROJECT.namespace });
  simulator.addMember({ group: PROJECT.namespace }, { userId: bot.id, level: 30 });
  await simulator.createProject({ ...PROJECT, files });
  const scopes = ['api', 'read_repository', 'write_repository'];
  return simulator.createToken({ userId: bot.id, scopes, kind: 'service_account' }).value;
}

/** Connects and lists the projects, as the product does; answers the project's id. */
async function connect(
  deps: AnalyzeDeps,
  { url, token }: { readonly url: string; readonly token: string },
  context: BenchWorld['context'],
): Promise<string> {
  const viewer = {
    kind: 'ACCOUNT',
    id: '0',
    name: 'Bench',
    email: null,
    limitedTo: null,
    scopes: ['ADMIN'],
  } as const;
  const connected = await connectIntegration({ ...deps, publishCheck: () => undefined }, viewer, {
    url,
    token,
    name: null,
    attemptId: null,
  });
  if (connected.kind === 'failed') throw connected.error;
  const { integration, job } = connected;
  if (job === null) throw new Error('no discovery was queued');
  await discoverProjects(deps, { integrationId: integration.id }, { ...context, job });
  const projects = await deps.inTransaction((stores) =>
    stores.projects.list({ first: 1, after: null, filter: {}, order: 'PATH' }),
  );
  const [project] = projects;
  if (project === undefined) throw new Error('the project was not found');
  return project.id;
}
