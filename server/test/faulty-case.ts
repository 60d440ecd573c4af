import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { NO_DELAYS, startSimulator, type Simulator } from '../simulator/simulator.js';
import type { Fault } from '../simulator/simulator-api.js';
import { ACCESS } from '../simulator/state.js';
import { toGlobalId } from '../src/graphql/global-id.js';
import { CONNECT, npmFiles, type TestBackline } from './backline.js';

const run = promisify(execFile);
const PATIENCE_MS = 60_000;
const PRESSES = 6;

/** The parts of the way, each of which ends in a state that can be looked at. */
export const PHASES = ['connect', 'analyse', 'open', 'merge'] as const;
export type Phase = (typeof PHASES)[number];

/** One request of the flow: which, and the how-manieth of its kind. */
export interface Call {
  readonly phase: Phase;
  readonly signature: string;
  readonly occurrence: number;
}

export type FaultKind = Pick<Fault, 'kind' | 'afterEffect' | 'body' | 'headers' | 'holdMs'>;

/** What the flow came to, on GitLab's side and on ours. Two clean runs come to the same. */
export interface EndState {
  readonly mergeRequests: readonly string[];
  readonly branches: readonly string[];
  readonly commitsWhenOpen: number;
  readonly commits: number;
  readonly plans: readonly string[];
  readonly findings: readonly string[];
  readonly quickActions: number;
}

/** A GitLab of its own for each case: nothing that one case suffers reaches another. */
export interface FaultyCase {
  readonly simulator: Simulator;
  readonly calls: readonly Call[];
  readonly end: EndState;
  /** Faults that hit, and how often a person had to press again. */
  readonly hits: number;
  readonly presses: number;
}

/** Goes the whole way from connecting to merged in a fresh GitLab with one project, with these faults. */
export async function goWholeWay(
  world: TestBackline,
  faults: readonly { readonly call: Call; readonly fault: FaultKind }[],
): Promise<FaultyCase> {
  const simulator = await startSimulator({ delays: NO_DELAYS });
  const flow = new Flow(world, simulator, faults);
  try {
    return await flow.run();
  } catch (error) {
    const log = simulator.requestLog.entries.map(
      ({ method, path, status, trouble }) => `${method} ${path.slice(0, 90)} ${status} ${trouble ?? ''}`,
    );
    throw new Error(`${String(error)}\n${log.slice(-25).join('\n')}`, { cause: error });
  } finally {
    flow.isOver = true;
    await simulator.close();
  }
}

class Flow {
  isOver = false;
  private phase: Phase = 'connect';
  private readonly calls: Call[] = [];
  private readonly clean = new Map<string, number>();
  private presses = 0;
  private hits = 0;
  private projectId = 0;

  constructor(
    private readonly world: TestBackline,
    private readonly simulator: Simulator,
    faults: readonly { readonly call: Call; readonly fault: FaultKind }[],
  ) {
    for (const { call, fault } of faults) this.arm(call, fault);
    // Looks at what no fault took, and takes nothing.
    simulator.injectFault({
      kind: 500,
      pathPattern: this.pattern((method, path) => this.note(method, path)),
    });
  }

  async run(): Promise<FaultyCase> {
    const { simulator, world } = this;
    const user = simulator.createUser({ username: 'backline-bot', isBot: true });
    simulator.createUser({ username: 'ada' });
    simulator.createGroup({ path: 'acme' });
    simulator.addMember({ group: 'acme' }, { userId: user.id, level: ACCESS.developer });
    const scopes = ['api', 'read_repository', 'write_repository'];
    const token = simulator.createToken({ userId: user.id, scopes });
    const project = await simulator.createProject({
      namespace: 'acme',
      path: 'shop',
      files: uniqueFiles(simulator.port),
      isDefaultBranchProtected: false,
    });
    this.projectId = project.id;
    await this.press(async () => {
      const { data } = await world.graphql(CONNECT, {
        input: { url: simulator.url, token: token.value },
      });
      return data.connectIntegration.userErrors;
    });
    this.phase = 'analyse';
    const proposed = await this.until(
      'a plan is proposed',
      `select id, digest from remediation_plan where project_id = $1 and state = 'PROPOSED'`,
    );
    this.phase = 'open';
    const id = toGlobalId('RemediationPlan', proposed.id);
    await this.press(async () => {
      const { data } = await world.graphql(APPROVE, { id, digest: proposed.digest });
      return data.approvePlan.userErrors;
    });
    await this.until(
      'the merge request is open',
      `select id from remediation_plan where project_id = $1 and state = 'OPEN'`,
    );
    const commitsWhenOpen = await this.countCommits();
    this.phase = 'merge';
    await simulator.mergeMergeRequest(project.id, 1);
    await simulator.settle();
    const kept = await this.until('it is kept', 'select id from merge_request where project_id = $1');
    await this.press(async () => {
      const { data } = await world.graphql(REFRESH, { id: toGlobalId('MergeRequest', kept.id) });
      const { userErrors, mergeRequest: after } = data.refreshMergeRequest;
      return after?.state === 'MERGED' ? [] : [...userErrors, { message: `it is ${after?.state}` }];
    });
    await this.until(
      'the findings are fixed',
      `select 1 from project where id = $1 and 2 = (select count(*) from finding where project_id = $1 and state = 'FIXED')`,
    );
    await this.until(
      'nothing is left to do',
      `select 1 where $1::bigint is not null and not exists (select 1 from job where state in ('QUEUED', 'RUNNING') and subject = 'project:' || $1)`,
    );
    return {
      simulator,
      calls: this.calls,
      end: await this.end(commitsWhenOpen),
      hits: this.hits,
      presses: this.presses,
    };
  }

  private arm(call: Call, fault: FaultKind): void {
    let passed = 0;
    let isSpent = false;
    const pattern = this.pattern((method, path) => {
      if (isSpent || signatureOf(method, path) !== call.signature) return false;
      passed += 1;
      if (passed < call.occurrence) return false;
      isSpent = true;
      this.hits += 1;
      return true;
    });
    const method = call.signature.split(' ')[0] ?? '';
    this.simulator.injectFault({ ...fault, method, pathPattern: pattern });
  }

  private note(method: string, path: string): false {
    const signature = signatureOf(method, path);
    const occurrence = (this.clean.get(signature) ?? 0) + 1;
    this.clean.set(signature, occurrence);
    this.calls.push({ phase: this.phase, signature, occurrence });
    return false;
  }

  /** The simulator asks a pattern for its opinion of a path; the method is in its log. */
  private pattern(decide: (method: string, path: string) => boolean): RegExp {
    return Object.assign(/x/, {
      test: (path: string) => decide(this.simulator.requestLog.entries.at(-1)?.method ?? '', path),
    });
  }

  /** A person presses a button, and presses again when it did not work. */
  private async press(act: () => Promise<readonly { readonly message: string }[]>): Promise<void> {
    let errors: readonly { readonly message: string }[] = [];
    for (let time = 0; time < PRESSES; time += 1) {
      if (time > 0) this.presses += 1;
      errors = await act();
      if (errors.length === 0) return;
      await wait(200 * (time + 1));
    }
    throw new Error(`It did not work: ${JSON.stringify(errors)}`);
  }

  private async until(what: string, query: string): Promise<any> {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await wait(25)) {
      const [project] = await this.world.sql(
        `select id from project where web_url like $1 || '/%' order by id limit 1`,
        [this.simulator.url],
      );
      const [row] = project === undefined ? [] : await this.world.sql(query, [project.id]);
      if (row !== undefined) return row;
    }
    const jobs = await this.world.sql(
      `select name, state, attempts, error, wait_reason from job where created_at > now() - interval '2 minutes' and state <> 'SUCCEEDED' limit 5`,
    );
    throw new Error(`It never came to be that ${what}: ${JSON.stringify(jobs)}`);
  }

  private async countCommits(): Promise<number> {
    const cwd = this.simulator.state.projects.get(this.projectId)?.repository.directory ?? '';
    const { stdout } = await run('git', ['rev-list', '--all', '--count'], { cwd });
    return Number(stdout);
  }

  private async end(commitsWhenOpen: number): Promise<EndState> {
    const project = this.simulator.state.projects.get(this.projectId);
    const mergeRequests = [...(project?.mergeRequests.values() ?? [])];
    const [row] = await this.world.sql(`select id from project where web_url like $1 || '/%'`, [
      this.simulator.url,
    ]);
    const plans = await this.world.sql(
      'select kind, plan_group, revision, state from remediation_plan where project_id = $1',
      [row.id],
    );
    const findings = await this.world.sql(
      'select package_name, group_id, versions, state from finding where project_id = $1',
      [row.id],
    );
    return {
      mergeRequests: mergeRequests.map(({ iid, state, sourceBranch }) => `!${iid} ${state} ${sourceBranch}`),
      branches: [...((await project?.repository.branches()) ?? new Map<string, string>()).keys()].toSorted(),
      commitsWhenOpen,
      commits: await this.countCommits(),
      plans: plans.map((plan) => JSON.stringify(plan)).toSorted(),
      findings: findings.map((finding) => JSON.stringify(finding)).toSorted(),
      quickActions: mergeRequests.reduce((sum, each) => sum + each.quickActions.length, 0),
    };
  }
}

/** The application of the other tests; no file is known from another case, so that all of them are read. */
function uniqueFiles(mark: number): Record<string, string> {
  return npmFiles(
    { 'left-lib': '^1.0.0', 'mid-lib': '^1.0.0', 'stuck-lib': '^1.0.0' },
    {
      'node_modules/left-lib': { version: '1.0.0' },
      'node_modules/mid-lib': { version: '1.0.0', dependencies: { 'deep-lib': '^2.0.0' } },
      'node_modules/deep-lib': { version: '2.0.0' },
      'node_modules/stuck-lib': { version: '1.0.0' },
    },
    { description: `Case ${mark}` },
  );
}

const APPROVE = `mutation ($id: ID!, $digest: String!) {
  approvePlan(input: { id: $id, digest: $digest }) { userErrors { code message } }
}`;

const REFRESH = `mutation ($id: ID!) {
  refreshMergeRequest(input: { id: $id }) { mergeRequest { state } userErrors { message } }
}`;

/** What a request is, whatever its numbers and branches are called. */
function signatureOf(method: string, path: string): string {
  return `${method} ${path
    .replace(/\/projects\/\d+/, '/projects/:id')
    .replace(/\/members\/all\/\d+/, '/members/all/:user')
    .replace(/\/blobs\/[0-9a-f]+/, '/blobs/:sha')
    .replace(/(source_branch=)[^&]*/, '$1:branch')
    .replace(/(id_after=)\d+/, '$1:id')}`;
}
