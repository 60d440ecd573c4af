import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import { type Acting, createActing } from './acting.js';
import { argonPasswords } from './accounts/passwords.client.js';
import { SignInLimit } from './accounts/sign-in-limit.js';
import { makeSetupToken } from './accounts/sign-in.js';
import {
  assessRisksHandler,
  rematchAdvisoriesHandler,
  syncAdvisoriesHandler,
} from './advisories/advisories.job.js';
import { assessRisksJob, rematchAdvisoriesJob, syncAdvisoriesJob } from './advisories/advisory-jobs.js';
import { createAdvisoryWriter } from './advisories/advisory.store.js';
import { createOsvArchive } from './advisories/sync.client.js';
import { sealAudit } from './audit/seal-audit.js';
import { createChangeEvents } from './changes/change-events.store.js';
import { createChangeFollower } from './changes/follow-changes.js';
import type { Config } from './config.js';
import { createCleaner } from './db/cleaner.store.js';
import { type Database, openDatabase } from './db/data-source.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './db/embedded-postgres.js';
import { migrations } from './db/migrations/index.js';
import { createStores, ENTITIES } from './db/stores.store.js';
import { inTransaction } from './db/transaction.js';
import { ecosystemOf, ECOSYSTEMS } from './ecosystems/registry.js';
import { deliverEventsJob } from './events/event-jobs.js';
import { deliverEventsHandler } from './events/events.job.js';
import { createEventSender } from './events/send-event.client.js';
import { expireDismissalsJob } from './findings/expire-dismissals.js';
import { expireDismissalsHandler } from './findings/findings.job.js';
import { enqueueOpenFindings } from './findings/open-findings.js';
import { createGitLabConnector, type GitLabConnectorDeps } from './gitlab/connector.client.js';
import { followSharedPauses } from './gitlab/shared-pauses.store.js';
import type { ApiDeps } from './graphql/context.js';
import { makeSchema } from './graphql/schema.js';
import { createClaimStore } from './idempotency/mutation-claim.store.js';
import type { ClaimStore } from './idempotency/mutation-claim.js';
import { type HttpServer, startHttpServer } from './http/server.js';
import { foldInsights } from './insights/fold-insights.js';
import { createInsightReader } from './insights/insights.store.js';
import { createOverviewReader } from './insights/overview.store.js';
import { CheckBoard } from './integrations/check-board.js';
import { discoverProjects, followMergeRequests, verifyConnection } from './integrations/integration-jobs.js';
import {
  discoverProjectsHandler,
  followMergeRequestsHandler,
  verifyConnectionHandler,
} from './integrations/integrations.job.js';
import { watchTokens } from './integrations/watch-tokens.js';
import { openRegistries } from './integrations/integration-registry.js';
import { createParsePool } from './inventory/parse-pool.worker.js';
import { cleanUpJob } from './jobs/clean-up-job.js';
import { cleanUpHandler } from './jobs/clean-up.job.js';
import { enqueueDueWork } from './jobs/enqueue-due-work.js';
import { enqueueHousekeeping } from './jobs/enqueue-housekeeping.js';
import { followJobs } from './jobs/follow-jobs.js';
import { createJobClaims } from './jobs/job-claims.store.js';
import { createJobEvents, createJobWake } from './jobs/job-events.store.js';
import { assertHandlers, bindHandler } from './jobs/job-handlers.js';
import { JobWorker, WORKER_DEFAULTS } from './jobs/job-worker.js';
import { systemTimers } from './jobs/timers.js';
import type { OpenDeps } from './merge-requests/open-merge-request.js';
import { applyPolicyHandler } from './policies/policies.job.js';
import { LOOK_MS } from './merge-requests/look-pace.js';
import { tendMergeRequestJob } from './merge-requests/merge-request-jobs.js';
import { tendMergeRequestHandler } from './merge-requests/merge-requests.job.js';
import { applyPolicyJob } from './policies/policy-jobs.js';
import { DEFAULT_POLICY } from './policies/policy.js';
import {
  analyzeProjectJob,
  openFindingsJob,
  openMergeRequestJob,
  planProjectJob,
  refreshFindingsJob,
} from './projects/project-jobs.js';
import {
  analyzeProjectHandler,
  openFindingsHandler,
  openMergeRequestHandler,
  planProjectHandler,
  refreshFindingsHandler,
} from './projects/projects.job.js';
import { defaultRegistries } from './registries/default-registries.js';
import { createIntegrationRegistries } from './registries/integration-registries.client.js';
import { defaultNpmRegistry } from './registries/npm-configuration.client.js';
import { createCachedRegistry } from './registries/registry-cache.store.js';
import { createArchiveFetch } from './resolution/fetch-archive.client.js';
import { createNpmThreads } from './resolution/npm-threads.worker.js';
import { allowTools } from './resolution/resolution.js';
import { createResolver } from './resolution/resolver.client.js';
import { readOrMakeKey } from './secrets/key-file.client.js';
import { createSearchReader } from './search/search.store.js';
import type { KeyDeps } from './secrets/rotate-keys.js';
import { createSealedValues } from './secrets/sealed-values.store.js';
import { createSealer } from './secrets/sealer.js';
import type { InTransaction, Stores } from './stores.js';
import { createSourceReader } from './usage/read-source.js';
import { removeHooks } from './webhooks/remove-hooks.js';
import { keepWebhooksJob } from './webhooks/webhook-jobs.js';
import { keepWebhooksHandler } from './webhooks/webhooks.job.js';

/** A running Backline: where it listens, and the one-time link for the first account while there is none. */
export interface Backline {
  readonly port: number;
  readonly url: string;
  readonly setupUrl: string | null;
  readonly core: BacklineCore;
  stop(): Promise<void>;
}

/** What the API and the worker share. */
type ServerDeps = OpenDeps & Pick<ApiDeps, 'publishCheck' | 'registryDefaults' | 'checkRegistryAddress'>;

/** The database and what stands directly on it: all that the command line needs. */
export interface BacklineCore {
  readonly database: Database;
  readonly inTransaction: InTransaction;
  readonly read: Stores;
  readonly advisoryWriter: ReturnType<typeof createAdvisoryWriter>;
  readonly acting: Acting;
  readonly claims: ClaimStore;
  /** What is sealed at rest, and the keys: for `rotateKeys` and `readKeyStatus`. */
  readonly keys: KeyDeps;
  /** Tells one secret from another without saying it. */
  readonly fingerprint: (secret: string) => string;
  readonly log: Logger;
  close(): Promise<void>;
}

const clock = () => new Date();
const randomToken = () => randomBytes(32).toString('base64url');
const CHECK_CHANNEL = 'backline_connection_check';
const TICK_MS = 5_000;
const GRACE_MS = 10_000;

/** Opens the database (the embedded one by default), migrates it, and builds the stores. */
export async function openCore(config: Config): Promise<BacklineCore> {
  const log = pino(
    {
      level: config.logLevel,
      serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
      redact: ['token', '*.token', 'password', '*.password', 'authorization', '*.authorization'],
    },
    pino.destination(2),
  );
  const report = (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) =>
    log[level]({ ...fields }, message);
  await mkdir(config.dataDir, { recursive: true });
  let embedded: EmbeddedPostgres | null = null;
  if (config.databaseUrl === null) {
    embedded = await startEmbeddedPostgres({ directory: join(config.dataDir, 'postgres'), log: report });
  }
  const keys = config.secretKeys.length > 0 ? config.secretKeys : [await readOrMakeKey(config.dataDir)];
  const sealer = createSealer(keys, randomBytes);
  const acting = createActing();
  try {
    const database = await openDatabase({
      url: config.databaseUrl ?? embedded?.url ?? '',
      entities: ENTITIES,
      migrations,
      poolSize: 20,
      log: report,
    });
    const makeStores = (manager: Parameters<typeof createStores>[0]) =>
      createStores(manager, sealer, { publicUrl: config.publicUrl, acting });
    return {
      database,
      log,
      inTransaction: (work) => inTransaction(database.dataSource, makeStores, work),
      read: makeStores(database.dataSource.manager),
      acting,
      claims: createClaimStore(database.dataSource.manager, sealer),
      keys: { sealed: createSealedValues(database.dataSource.manager), sealer },
      fingerprint: (secret) => sealer.fingerprint(secret),
      advisoryWriter: createAdvisoryWriter(database.dataSource.manager, {
        orders: ECOSYSTEMS,
        onMatchesChanged: async (manager, ids) => {
          await enqueueOpenFindings(makeStores(manager), ids);
        },
      }),
      close: async () => {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** How patient it is with GitLab; tests of faults scale that down. */
export type GitLabPatience = Partial<
  Pick<GitLabConnectorDeps, 'sleep' | 'random' | 'transportLimits' | 'gitLimits'>
>;

/** Starts everything that the role asks for: the API with the page, the worker, or both. */
export async function startBackline(config: Config, patience: GitLabPatience = {}): Promise<Backline> {
  const core = await openCore(config);
  try {
    return await startOn(core, config, patience);
  } catch (error) {
    await core.close();
    throw error;
  }
}

async function startOn(core: BacklineCore, config: Config, patience: GitLabPatience): Promise<Backline> {
  const { database, log } = core;
  const sharedPauses = await followSharedPauses({
    database,
    clock,
    report: (error) => log.warn({ err: error }, 'Pauses of GitLab could not be shared between processes'),
  });
  const connector = createGitLabConnector({
    clock,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    },
    random: Math.random,
    allowedHosts: config.allowedHosts,
    caFile: config.caFile,
    sharedPauses,
    ...patience,
  });
  const pool = createParsePool();
  const npmThreads = createNpmThreads();
  const registryDefaults = defaultRegistries(config.registries, defaultNpmRegistry);
  const registries = createIntegrationRegistries({
    defaults: registryDefaults,
    ownRegistries: (id) => core.inTransaction((stores) => openRegistries(stores, id)),
    remember: (client, owner) =>
      createCachedRegistry(database.dataSource, client, {
        owner: owner && {
          integrationId: owner.integrationId,
          tokenFingerprint: core.fingerprint(owner.token),
        },
        clock,
      }),
    clock,
    allowedHosts: config.allowedHosts,
    caFile: config.caFile,
  });
  const board = new CheckBoard({
    notify: (payload) => database.notify(CHECK_CHANNEL, payload),
    listen: (onMessage) => database.listen(CHECK_CHANNEL, onMessage),
  });
  const deps: ServerDeps = {
    inTransaction: core.inTransaction,
    connector,
    clock,
    parse: (ecosystem, group, files) => pool.parse(ecosystem, group, files),
    reportFault: (fault, { ecosystem, path }) =>
      log.error({ err: fault, ecosystem, path }, 'A manifest could not be parsed by a fault of Backline'),
    registries,
    registryDefaults,
    checkRegistryAddress: (url) => registries.checkAddress(url),
    policy: { ...DEFAULT_POLICY, releaseAgeDays: config.releaseAgeDays },
    resolver: allowTools(
      createResolver({
        npm: npmThreads.run,
        npmEcosystem: ecosystemOf('npm'),
        fetchArchive: createArchiveFetch(() => registryDefaults.npm),
      }),
      config.resolvers,
    ),
    sourceOf: (place) => createSourceReader({ inTransaction: core.inTransaction, connector, clock }, place),
    publicUrl: config.publicUrl,
    lookMs: Math.min(config.pollSeconds * 1_000, LOOK_MS),
    publishCheck: (attemptId, check) => board.publish(attemptId, check),
  };
  const worker = config.role === 'api' ? null : startWorker(core, config, deps);
  const http = config.role === 'worker' ? null : await startApi(core, config, deps, board);
  await worker?.start();
  const url =
    config.publicUrl ??
    `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${http?.port ?? config.port}`;
  const setupToken =
    http === null ? null : await makeSetupToken({ ...deps, passwords: argonPasswords, randomToken });
  log.info({ role: config.role, port: http?.port ?? null }, 'Backline started');
  return {
    port: http?.port ?? 0,
    url,
    setupUrl: setupToken === null ? null : `${url}/setup?token=${setupToken}`,
    core,
    stop: async () => {
      await http?.close();
      await worker?.stop();
      await connector.close();
      await sharedPauses.close();
      await registries.close();
      await pool.close();
      await npmThreads.close();
      await core.close();
      log.info('Backline stopped');
    },
  };
}

async function startApi(
  core: BacklineCore,
  config: Config,
  deps: ServerDeps,
  board: CheckBoard,
): Promise<HttpServer> {
  await board.start();
  const events = createJobEvents(core.database);
  const report = (error: unknown): string => {
    const errorId = randomUUID();
    core.log.error({ err: error, errorId }, 'A request failed unexpectedly');
    return errorId;
  };
  const api: ApiDeps = {
    ...deps,
    removeHooks: (id, open) => removeHooks(deps, id, open),
    passwords: argonPasswords,
    randomToken,
    read: core.read,
    claims: core.claims,
    acting: core.acting,
    overview: createOverviewReader(core.database.dataSource.manager, core.read.mergeRequests),
    insights: createInsightReader(core.database.dataSource.manager),
    search: createSearchReader(core.database.dataSource.manager),
    version: await readVersion(),
    publicUrl: config.publicUrl,
    signInLimit: new SignInLimit(clock),
    report,
    followChecks: (attemptId) => board.follow(attemptId),
    followChanges: createChangeFollower(createChangeEvents(core.database)),
    followJobs: (id) => followJobs({ events, read: (jobId) => core.read.jobHistory.get(jobId) }, id),
  };
  return startHttpServer({
    port: config.port,
    host: config.host,
    isSecure: config.publicUrl?.startsWith('https:') ?? false,
    schema: await makeSchema(),
    api,
    pageDirectory: join(repositoryRoot(), 'web', 'dist'),
    ping: async () => {
      await core.database.dataSource.query('SELECT 1');
    },
    report,
  });
}

function startWorker(core: BacklineCore, config: Config, deps: ServerDeps) {
  const { database, log } = core;
  const syncDeps = {
    archive: createOsvArchive({ baseUrl: config.osvUrl }),
    writer: core.advisoryWriter,
    clock,
  };
  const handlers = assertHandlers(
    [
      analyzeProjectJob,
      applyPolicyJob,
      assessRisksJob,
      deliverEventsJob,
      discoverProjects,
      expireDismissalsJob,
      followMergeRequests,
      keepWebhooksJob,
      openFindingsJob,
      openMergeRequestJob,
      planProjectJob,
      refreshFindingsJob,
      cleanUpJob,
      rematchAdvisoriesJob,
      syncAdvisoriesJob,
      tendMergeRequestJob,
      verifyConnection,
    ],
    [
      bindHandler(analyzeProjectHandler(deps)),
      bindHandler(applyPolicyHandler(deps)),
      bindHandler(expireDismissalsHandler(deps)),
      bindHandler(assessRisksHandler(deps)),
      bindHandler(deliverEventsHandler({ ...deps, random: Math.random, send: createEventSender(config) })),
      bindHandler(discoverProjectsHandler(deps)),
      bindHandler(followMergeRequestsHandler(deps)),
      bindHandler(keepWebhooksHandler({ ...deps, randomToken })),
      bindHandler(openFindingsHandler(deps)),
      bindHandler(openMergeRequestHandler(deps)),
      bindHandler(planProjectHandler(deps)),
      bindHandler(refreshFindingsHandler(deps)),
      bindHandler(cleanUpHandler({ cleaner: createCleaner(database.dataSource.manager), clock })),
      bindHandler(rematchAdvisoriesHandler(syncDeps)),
      bindHandler(syncAdvisoriesHandler(syncDeps)),
      bindHandler(tendMergeRequestHandler(deps)),
      bindHandler(verifyConnectionHandler(deps)),
    ],
  );
  const worker = new JobWorker({
    ...WORKER_DEFAULTS,
    claims: createJobClaims(database.dataSource),
    wake: createJobWake(database),
    handlers,
    clock,
    timers: systemTimers,
    random: Math.random,
    log: (level, message, fields) => log[level]({ ...fields }, message),
    concurrency: config.workers,
  });
  const rhythm = {
    pollSeconds: config.pollSeconds,
    syncMinutes: config.syncMinutes,
    advisorySyncHours: config.osvSyncHours,
  };
  const stopping = new AbortController();
  let ticking: Promise<void> = Promise.resolve();
  const tick = () => {
    const due = { inTransaction: core.inTransaction, clock };
    ticking = enqueueDueWork({ ...due, rhythm, publicUrl: config.publicUrl })
      .then(() => enqueueHousekeeping(due))
      .then(() => sealAudit(due))
      .then(() => foldInsights(due))
      .then(() => watchTokens(deps, stopping.signal))
      .catch((error: unknown) => {
        log.warn({ err: error }, 'What is due could not be queued');
      });
  };
  let timer: NodeJS.Timeout | null = null;
  return {
    start: async () => {
      await worker.start();
      tick();
      timer = setInterval(tick, Math.min(TICK_MS, config.pollSeconds * 1_000));
    },
    stop: async () => {
      if (timer !== null) clearInterval(timer);
      stopping.abort();
      await worker.stop(GRACE_MS);
      await ticking;
    },
  };
}

/** The folder that holds `server` and `web`, from the source and from the build. */
function repositoryRoot(): string {
  return fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../..' : '../..', import.meta.url));
}

async function readVersion(): Promise<string> {
  const text = await readFile(join(repositoryRoot(), 'server', 'package.json'), 'utf8');
  const manifest: unknown = JSON.parse(text);
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
