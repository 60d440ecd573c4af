import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { type Acting, createActing } from './acting.js';
import { createOpenIdProvider } from './accounts/openid-provider.client.js';
import { argonPasswords } from './accounts/passwords.client.js';
import { createAttemptStore } from './accounts/sign-in-attempts.store.js';
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
import { verifyStoredChain } from './audit/audit-chain.store.js';
import { sealAudit } from './audit/seal-audit.js';
import type { ChainVerdict } from './audit/verify-chain.js';
import { ChangeFeed } from './changes/change-feed.js';
import { createChangeLog, createChangeWake } from './changes/change-log.store.js';
import { followChanges } from './changes/follow-changes.js';
import { followObjects } from './changes/follow-objects.js';
import { createBudgetStore } from './budget/budget.store.js';
import type { Config } from './config.js';
import { AppError } from './errors.js';
import { createCleaner } from './db/cleaner.store.js';
import { type Database, openDatabase } from './db/data-source.js';
import { countPool } from './db/pool-counts.js';
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
import { startOperationsServer } from './http/operations-server.js';
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
import { createLog } from './log/create-log.client.js';
import { LogContext, logJobs } from './log/log-context.js';
import type { OpenDeps } from './merge-requests/open-merge-request.js';
import { countActions } from './metrics/count-actions.js';
import { createCachedReader } from './metrics/database-reading.js';
import { createDatabaseReader } from './metrics/database-reading.store.js';
import { type Metrics, NO_METRICS } from './metrics/metrics.js';
import { healthOf, type ProcessState, readinessOf } from './metrics/process-health.js';
import { createPrometheusMetrics, type PrometheusMetrics } from './metrics/prometheus.js';
import { OperationScopes } from './operation-scope.js';
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
import { type KeyDeps, readKeyStatus } from './secrets/rotate-keys.js';
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
  /** Where /metrics and the health of this process are served; null where they are not. */
  readonly metricsPort: number | null;
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
  /** Whether the audit log is as it was sealed; the first place that does not fit. */
  readonly verifyAudit: (onProgress?: (sealedRecords: number) => void) => Promise<ChainVerdict>;
  /** What is sealed at rest, and the keys: for `rotateKeys` and `readKeyStatus`. */
  readonly keys: KeyDeps;
  /** Tells one secret from another without saying it. */
  readonly fingerprint: (secret: string) => string;
  readonly log: Logger;
  /** What every line of the log says of the running job. */
  readonly logContext: LogContext;
  /** Which request the running code belongs to. */
  readonly scopes: OperationScopes;
  close(): Promise<void>;
}

const clock = () => new Date();
const randomToken = () => randomBytes(32).toString('base64url');
const CHECK_CHANNEL = 'backline_connection_check';
/** The triggers of migration 0037 tell it. */
const ACCESS_CHANNEL = 'backline_access';
const TICK_MS = 5_000;
const PING_MS = 3_000;

/** Opens the database (the embedded one by default), migrates it, and builds the stores. */
export async function openCore(config: Config): Promise<BacklineCore> {
  const scopes = new OperationScopes();
  const logContext = new LogContext();
  const log = createLog({
    level: config.logLevel,
    role: config.role,
    instance: config.instance,
    secrets: [...config.secretKeys, passwordOf(config.databaseUrl), config.provider?.clientSecret ?? ''],
    context: () => {
      const requestId = scopes.current()?.requestId;
      return {
        ...logContext.fields(),
        ...(requestId === undefined || requestId === '' ? {} : { requestId }),
      };
    },
  });
  const report = (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) =>
    log[level]({ ...fields }, message);
  if (config.databaseUrl === null || config.secretKeys.length === 0) await makeDataDirectory(config.dataDir);
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
      currentScope: () => scopes.current(),
    });
    const makeStores = (manager: Parameters<typeof createStores>[0]) =>
      createStores(manager, sealer, { publicUrl: config.publicUrl, acting });
    return {
      database,
      log,
      logContext,
      scopes,
      inTransaction: (work) => inTransaction(database.dataSource, makeStores, work),
      read: makeStores(database.dataSource.manager),
      acting,
      claims: createClaimStore(database.dataSource.manager, sealer),
      verifyAudit: (onProgress) => verifyStoredChain(database.dataSource, onProgress),
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

/** CONFIG_INVALID where it cannot be made. */
async function makeDataDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      `The data directory ${path} cannot be made. Let BACKLINE_DATA_DIR name a folder that this user may write to.`,
      { cause },
    );
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
    await assertKeys(core);
    return await startOn(core, config, patience);
  } catch (error) {
    await core.close();
    throw error;
  }
}

/** A process with another key than its neighbours would seal what they cannot open: CONFIG_INVALID where none of its keys opens anything. */
async function assertKeys({ keys, log }: BacklineCore): Promise<void> {
  const { total, unreadable } = await readKeyStatus(keys);
  if (unreadable === 0) return;
  if (unreadable === total)
    throw new AppError(
      'CONFIG_INVALID',
      `BACKLINE_SECRET_KEY opens none of the ${total} secrets that this database holds. Use the keys that sealed them.`,
    );
  log.error({ unreadable, total }, 'Some stored secrets need a key that is not in BACKLINE_SECRET_KEY');
}

async function startOn(core: BacklineCore, config: Config, patience: GitLabPatience): Promise<Backline> {
  const { database, log } = core;
  const watch = await openWatch(core, config, () => worker?.pulse() ?? null);
  const metrics: Metrics = watch.metrics ?? NO_METRICS;
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
    onRequest: (end) => metrics.gitlabRequestEnded(end),
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
    inTransaction: countActions(core.inTransaction, (action) => metrics.actionCommitted(action)),
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
  const worker = config.role === 'api' ? null : startWorker(core, config, { ...deps, metrics });
  const http =
    config.role === 'worker'
      ? null
      : await startApi(core, config, { ...deps, board, metrics, ping: watch.ping });
  await worker?.start();
  const operations = await watch.serve();
  const url =
    config.publicUrl ??
    `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${http?.port ?? config.port}`;
  const setupToken =
    http === null ? null : await makeSetupToken({ ...deps, passwords: argonPasswords, randomToken });
  log.info({ port: http?.port ?? null, metricsPort: operations?.port ?? null }, 'Backline started');
  return {
    port: http?.port ?? 0,
    metricsPort: operations?.port ?? null,
    url,
    setupUrl: setupToken === null ? null : `${url}/setup?token=${setupToken}`,
    core,
    stop: async () => {
      log.info('Backline is stopping');
      watch.beginStop();
      // No job is claimed from now on; what runs has its time while the API answers what is on its way.
      const working = worker?.stop();
      if (http !== null && config.drainMs > 0) await delay(config.drainMs);
      for (const end of await Promise.allSettled([http?.close(), working]))
        if (end.status === 'rejected') log.error({ err: end.reason }, 'A part did not stop as it should');
      await connector.close();
      await sharedPauses.close();
      await registries.close();
      await pool.close();
      await npmThreads.close();
      await core.close();
      await operations?.close();
      log.info('Backline stopped');
    },
  };
}

async function startApi(
  core: BacklineCore,
  config: Config,
  {
    board,
    metrics,
    ping,
    ...deps
  }: ServerDeps & {
    readonly board: CheckBoard;
    readonly metrics: Metrics;
    readonly ping: () => Promise<void>;
  },
): Promise<HttpServer> {
  await board.start();
  const events = createJobEvents(core.database);
  const changes = openChanges(core);
  const report = (error: unknown): string => {
    const errorId = core.scopes.current()?.requestId || randomUUID();
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
    proxyHops: config.proxyHops,
    provider:
      config.provider === null
        ? null
        : createOpenIdProvider(config.provider, { ...config, now: () => performance.now() }),
    signInLimit: new SignInLimit(createAttemptStore(core.database.dataSource)),
    report,
    followChecks: (attemptId) => board.follow(attemptId),
    followChanges: () => followChanges(changes.feed),
    followObjects: (filter, after) => followObjects(changes, filter, after),
    followAccess: (onChange) => core.database.listen(ACCESS_CHANNEL, onChange, () => onChange(null)),
    followJobs: (id) => followJobs({ events, read: (jobId) => core.read.jobHistory.get(jobId) }, id),
  };
  return startHttpServer({
    port: config.port,
    host: config.host,
    isSecure: config.publicUrl?.startsWith('https:') ?? false,
    schema: await makeSchema(),
    api,
    pageDirectory: join(repositoryRoot(), 'web', 'dist'),
    ping,
    onSocket: (isOpen) => (isOpen ? metrics.socketOpened() : metrics.socketClosed()),
    report,
    scopes: core.scopes,
    budgets: createBudgetStore(core.database.dataSource.manager),
    pointsPerMinute: config.apiPointsPerMinute,
    operationMs: config.apiSeconds * 1_000,
    logRequest: (request) => {
      core.log.info({ ...request }, 'The API answered');
      metrics.operationEnded(request);
    },
  });
}

function startWorker(
  core: BacklineCore,
  config: Config,
  { metrics, ...deps }: ServerDeps & { readonly metrics: Metrics },
) {
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
    handlers: logJobs(handlers, core.logContext),
    clock,
    timers: systemTimers,
    random: Math.random,
    log: (level, message, fields) => log[level]({ ...fields }, message),
    concurrency: config.workers,
    onRunEnded: (name, end, durationMs) => metrics.jobEnded(name, end, durationMs),
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
    pulse: () => worker.pulse,
    start: async () => {
      await worker.start();
      tick();
      timer = setInterval(tick, Math.min(TICK_MS, config.pollSeconds * 1_000));
    },
    stop: async () => {
      if (timer !== null) clearInterval(timer);
      stopping.abort();
      await worker.stop(config.graceMs);
      await ticking;
    },
  };
}

/** What changes, followed once for all readers of this process. */
function openChanges({ database, scopes, log: logger }: BacklineCore) {
  const log = createChangeLog(database.dataSource.manager);
  const feed = new ChangeFeed({
    log,
    wake: createChangeWake(database),
    rest: (ms) => delay(ms),
    apart: (work) => scopes.runApart(work),
    report: (error) => logger.warn({ err: error }, 'What changed could not be read; it is tried again'),
  });
  return { log, feed };
}

/** What those who run Backline see of this process: whether it is well, ready, and what it does. */
async function openWatch(core: BacklineCore, config: Config, pulse: () => ProcessState['pulse']) {
  const { dataSource } = core.database;
  let isStopping = false;
  const state = (): ProcessState => ({ isStopping, pulse: pulse(), now: clock() });
  const askDatabase = () =>
    Promise.race([
      dataSource.query('SELECT 1'),
      delay(PING_MS, undefined, { ref: false }).then(() => {
        throw new AppError('DATABASE_UNAVAILABLE', 'The database does not answer.');
      }),
    ]);
  const readiness = () => readinessOf({ ...state(), pulse: null }, askDatabase);
  let metrics: PrometheusMetrics | null = null;
  if (config.metrics !== null) {
    metrics = createPrometheusMetrics({
      role: config.role,
      version: await readVersion(),
      database: createCachedReader(createDatabaseReader(dataSource, core.keys.sealer), {
        now: () => performance.now(),
        after: (ms, work) => systemTimers.after(ms, work),
      }),
      pool: () => countPool(dataSource),
      runningJobs: () => pulse()?.running ?? null,
    });
  }
  return {
    metrics,
    beginStop: () => {
      isStopping = true;
    },
    /** For the API: its own readiness does not hang on a worker beside it. */
    ping: async () => {
      const { isWell, message } = await readiness();
      if (!isWell) throw new AppError('DATABASE_UNAVAILABLE', message);
    },
    serve: async () =>
      config.metrics === null || metrics === null
        ? null
        : startOperationsServer({
            ...config.metrics,
            metrics,
            health: () => healthOf(state()),
            readiness: () => readinessOf(state(), askDatabase),
          }),
  };
}

function passwordOf(url: string | null): string {
  const password = url === null ? '' : new URL(url).password;
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
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
