import { randomUUID } from 'node:crypto';
import { toGlobalId } from '../src/global-id.js';
import {
  advisory,
  ask,
  npmFiles,
  PASSWORD,
  type Reply,
  startTestBackline,
  type TestBackline,
} from './backline.js';
import { startTestServer, type TestServer } from './http-server.js';

/** What stands in every input that may hold a secret, so that it can be looked for afterwards. */
export const CANARY = 'canary7f3a9';

/** A whole Backline with something for every mutation to act on, and a person who may do everything. */
export interface MutationWorld {
  readonly backline: TestBackline;
  readonly cookie: string;
  call(text: string, variables: Record<string, unknown>, url?: string): Promise<Reply>;
  /** The only value of the only row. */
  one(sql: string, parameters?: readonly unknown[]): Promise<any>;
  close(): Promise<void>;
}

/** A mutation with an input that it can carry out at any time. */
export interface MutationCase {
  /** Records that it writes; one when it is not said. */
  readonly records?: number;
  readonly input: (world: MutationWorld) => Promise<Record<string, unknown>>;
}

/** Connected to a GitLab, with plans, an open merge request, findings and a job. */
export async function startMutationWorld(): Promise<MutationWorld> {
  const backline = await startTestBackline();
  const receiver: TestServer = await startTestServer((_request, response) => {
    response.writeHead(204).end();
  });
  await backline.importAdvisories([advisory('GHSA-aaaa-aaaa-aaaa', 'left-lib', '1.0.1')]);
  const files = npmFiles({ 'left-lib': '^1.0.0' }, { 'node_modules/left-lib': { version: '1.0.0' } });
  for (const path of ['one', 'two']) await backline.project(path, files);
  await backline.connect();
  const signedIn = await ask(backline.url, {
    query: `mutation ($p: String!) { signIn(input: { email: "ada@example.com", password: $p }) { viewer { id } } }`,
    variables: { p: PASSWORD },
  });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const world: MutationWorld = {
    backline,
    cookie,
    call: (query, variables, url = backline.url) => ask(url, { query, variables }, { cookie }),
    one: async (sql, parameters) => Object.values((await backline.sql(sql, parameters))[0] ?? {})[0],
    close: async () => {
      await receiver.close();
      await backline.close();
    },
  };
  receivers.set(world, receiver.url);
  const plan = await backline.sql(
    `select id, digest from remediation_plan where kind = 'SAFE' order by id limit 1`,
  );
  await world.call(
    `mutation ($input: ApprovePlanInput!) { approvePlan(input: $input) { userErrors { message } } }`,
    { input: { id: toGlobalId('RemediationPlan', plan[0].id), digest: plan[0].digest } },
  );
  await backline.runJobsUntilIdle();
  return world;
}

const receivers = new WeakMap<MutationWorld, string>();

const globalIdOf = async (world: MutationWorld, type: string, table: string, where = 'true') =>
  toGlobalId(
    type,
    String(await world.one(`select id from ${table} where ${where} order by id desc limit 1`)),
  );

async function planIn(world: MutationWorld, state: string): Promise<{ id: string; digest: string }> {
  const project = await world.one(`select id from project where path = 'acme/two'`);
  const [plan] = await world.backline.sql(
    `update remediation_plan set state = $2, decided_by = case when $2 = 'PROPOSED' then null else 'Ada' end
     where project_id = $1 and kind = 'SAFE' returning id, digest`,
    [project, state],
  );
  const row = Array.isArray(plan) ? plan[0] : plan;
  return { id: toGlobalId('RemediationPlan', row.id), digest: row.digest };
}

async function made(world: MutationWorld, mutation: string, input: object, path: string): Promise<string> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const reply = await world.call(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${path} { id } userErrors { message } } }`,
    { input },
  );
  const id: unknown = reply.data?.[mutation]?.[path]?.id;
  if (typeof id !== 'string') throw new Error(`${mutation}: ${reply.text}`);
  return id;
}

const endpoint = (world: MutationWorld) =>
  made(
    world,
    'createEventEndpoint',
    { name: 'Hook', url: `${receivers.get(world)}/in/${CANARY}`, types: ['PLAN_APPROVED'] },
    'endpoint',
  );

const finding = (world: MutationWorld) => globalIdOf(world, 'Finding', 'finding', `state <> 'FIXED'`);

const integration = (world: MutationWorld) => globalIdOf(world, 'Integration', 'integration');

const limits = async (world: MutationWorld) => [
  { integrationId: await integration(world), groupPath: 'acme' },
];

const email = () => `p${randomUUID()}@example.com`;

async function person(world: MutationWorld): Promise<string> {
  const [row] = await world.backline.sql(
    `insert into account (email, name, password_hash, role) values ($1, 'Bo', 'x', 'VIEWER') returning id`,
    [email()],
  );
  return toGlobalId('Account', row.id);
}

const application = (world: MutationWorld) =>
  made(
    world,
    'registerGitLabApplication',
    { baseUrl: world.backline.simulator.url, clientId: 'client', clientSecret: CANARY },
    'application',
  );

async function freshToken(world: MutationWorld): Promise<string> {
  const { simulator, bot } = world.backline;
  const scopes = ['api', 'read_repository', 'write_repository'];
  return simulator.createToken({ userId: bot.user.id, scopes }).value;
}

async function delivery(world: MutationWorld): Promise<{ id: string; endpointId: string }> {
  const endpointId = await endpoint(world);
  await made(world, 'sendTestEvent', { id: endpointId }, 'delivery').catch(() => undefined);
  await world.backline.sql(`update event_delivery set state = 'FAILED', created_at = now()`);
  return { id: await globalIdOf(world, 'EventDelivery', 'event_delivery'), endpointId };
}

const byId = (id: (world: MutationWorld) => Promise<string>): MutationCase => ({
  input: async (world) => ({ id: await id(world) }),
});

async function openMergeRequest(world: MutationWorld): Promise<string> {
  await world.backline.sql(`update merge_request set state = 'OPENED'`);
  return globalIdOf(world, 'MergeRequest', 'merge_request');
}

async function job(world: MutationWorld, state: string): Promise<string> {
  const [row] = await world.backline.sql(
    `insert into job (name, payload, lane, priority, max_attempts, backoff_ms, run_at, is_due, state, finished_at)
     values ('clean-up', '{}', 'nowhere', 1, 1, 1, now() + interval '1 day', false, $1,
       case when $1 = 'QUEUED' then null else now() end) returning id`,
    [state],
  );
  return toGlobalId('Job', row.id);
}

async function otherSession(world: MutationWorld): Promise<string> {
  const [row] = await world.backline.sql(
    `insert into session (hash, account_id, expires_at) values ($1, 1, now() + interval '1 day') returning id`,
    [randomUUID()],
  );
  return toGlobalId('Session', row.id);
}

async function firstPassword(world: MutationWorld): Promise<Record<string, unknown>> {
  await world.backline.sql('update account set password_hash = null where id = 1');
  await world.backline.sql(
    `update session set began_with = 'PROVIDER', created_at = now() where account_id = 1`,
  );
  return { newPassword: `${CANARY} longer still` };
}

let policyDays = 3;

/** Every mutation of the schema that takes a key, in an order in which none gets in the way of those behind it. */
export const MUTATION_CASES: ReadonlyMap<string, MutationCase> = new Map<string, MutationCase>([
  ['updateOwnAccount', { input: () => Promise.resolve({ name: `Ada ${randomUUID().slice(0, 4)}` }) }],
  [
    'changePassword',
    { input: () => Promise.resolve({ oldPassword: PASSWORD, newPassword: `${CANARY} longer` }) },
  ],
  ['endSessions', { input: () => Promise.resolve({}) }],
  ['endSession', byId(otherSession)],
  ['setFirstPassword', { input: firstPassword }],
  [
    'invitePerson',
    { input: async (world) => ({ email: email(), role: 'VIEWER', limitedTo: await limits(world) }) },
  ],
  [
    'cancelInvitation',
    byId((world) => made(world, 'invitePerson', { email: email(), role: 'VIEWER' }, 'invitation')),
  ],
  [
    'updatePerson',
    {
      input: async (world) => ({ id: await person(world), role: 'APPROVER', limitedTo: await limits(world) }),
    },
  ],
  ['removePerson', byId(person)],
  [
    'createApiToken',
    { input: async (world) => ({ name: 'ci', scopes: ['READ'], limitedTo: await limits(world) }) },
  ],
  [
    'revokeApiToken',
    byId((world) => made(world, 'createApiToken', { name: 'ci', scopes: ['READ'] }, 'apiToken')),
  ],
  [
    'createEventEndpoint',
    {
      input: (world) =>
        Promise.resolve({ name: 'Hook', url: `${receivers.get(world)}/${CANARY}`, types: ['PLAN_APPROVED'] }),
    },
  ],
  ['updateEventEndpoint', { input: async (world) => ({ id: await endpoint(world), name: 'Other' }) }],
  ['rotateEventSecret', byId(endpoint)],
  ['sendTestEvent', byId(endpoint)],
  ['replayDelivery', { input: async (world) => ({ id: (await delivery(world)).id }) }],
  [
    'replayFailedDeliveries',
    {
      input: async (world) => ({
        endpointId: (await delivery(world)).endpointId,
        since: new Date(Date.now() - 3_600_000).toISOString(),
      }),
    },
  ],
  [
    'replayDeliveries',
    {
      input: async (world) => ({
        endpointId: (await delivery(world)).endpointId,
        since: new Date(Date.now() - 3_600_000).toISOString(),
      }),
    },
  ],
  ['deleteEventEndpoint', byId(endpoint)],
  [
    'updatePolicy',
    {
      input: () =>
        Promise.resolve({
          scope: { kind: 'BACKLINE' },
          set: { releaseAgeDays: (policyDays += 1) },
          unset: [],
        }),
    },
  ],
  ['analyzeProject', byId((world) => globalIdOf(world, 'Project', 'project'))],
  ['approvePlan', { input: (world) => planIn(world, 'PROPOSED') }],
  ['approvePlans', { input: async (world) => ({ plans: [await planIn(world, 'PROPOSED')] }) }],
  ['rejectPlan', { input: async (world) => ({ id: (await planIn(world, 'PROPOSED')).id, reason: 'No.' }) }],
  ['retryPlan', { input: async (world) => ({ id: (await planIn(world, 'FAILED')).id }) }],
  ['refreshPlan', { input: async (world) => ({ id: (await planIn(world, 'PROPOSED')).id }) }],
  [
    'dismissFindings',
    { input: async (world) => ({ ids: [await finding(world)], reason: 'ACCEPTABLE_RISK' }) },
  ],
  [
    'reopenFindings',
    {
      input: async (world) => {
        const id = await finding(world);
        await world.call(
          `mutation ($ids: [ID!]!) { dismissFindings(input: { ids: $ids, reason: FALSE_POSITIVE }) { userErrors { code } } }`,
          { ids: [id] },
        );
        return { ids: [id] };
      },
    },
  ],
  // Reads GitLab again, and changes nothing by itself.
  ['refreshMergeRequest', { records: 0, ...byId(openMergeRequest) }],
  ['rebuildMergeRequest', byId(openMergeRequest)],
  ['closeMergeRequest', { input: async (world) => ({ id: await openMergeRequest(world), reason: 'No.' }) }],
  ['syncAdvisories', { input: () => Promise.resolve({}) }],
  ['cancelJob', byId((world) => job(world, 'QUEUED'))],
  ['retryJob', byId((world) => job(world, 'CANCELLED'))],
  ['syncIntegration', byId(integration)],
  ['verifyIntegration', byId(integration)],
  [
    'updateIntegration',
    {
      // Its registries and its settings.
      records: 2,
      input: async (world) => ({
        id: await integration(world),
        denyGroups: ['acme/none'],
        registries: [{ ecosystem: 'npm', url: world.backline.registry.url, token: CANARY }],
      }),
    },
  ],
  [
    'replaceIntegrationToken',
    { input: async (world) => ({ id: await integration(world), token: await freshToken(world) }) },
  ],
  // Rotating, and then verifying with the new token.
  ['rotateIntegrationToken', { records: 2, ...byId(integration) }],
  [
    'registerGitLabApplication',
    {
      input: (world) =>
        Promise.resolve({
          baseUrl: world.backline.simulator.url,
          clientId: 'other',
          clientSecret: `${CANARY}secret`,
        }),
    },
  ],
  ['beginGitLabConsent', { input: async (world) => ({ applicationId: await application(world) }) }],
  ['removeGitLabApplication', byId(application)],
  ['disconnectIntegration', byId(integration)],
  [
    'connectIntegration',
    {
      input: async (world) => ({
        url: world.backline.simulator.url,
        token: await freshToken(world),
      }),
    },
  ],
]);
