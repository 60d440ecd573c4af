import type { Clock } from '../clock.js';
import { AppError, type ErrorCode, isAppError } from '../errors.js';
import type { GitLab, GitLabToken, GitLabUser } from '../gitlab/gitlab.js';
import type {
  CheckState,
  ConnectionCheck,
  ConnectionCheckName,
  IntegrationWarning,
  VerifiedConnection,
} from './integration.js';
import { remedyFor } from './remedies.js';
import { tokenKindOf } from './token-kind.js';
import { checkScopes } from './token-scopes.js';
import { daysLeft, expiryWarning } from './token-warnings.js';

/** Every check in the order in which they run and are shown. */
export const CONNECTION_CHECKS: readonly { readonly name: ConnectionCheckName; readonly label: string }[] = [
  { name: 'ADDRESS', label: 'The address can be used' },
  { name: 'GITLAB', label: 'GitLab answers there' },
  { name: 'TOKEN', label: 'The token is alive' },
  { name: 'EXPIRY', label: 'The token lasts' },
  { name: 'SCOPE_API', label: 'Scope api' },
  { name: 'SCOPE_READ_REPOSITORY', label: 'Scope read_repository' },
  { name: 'SCOPE_WRITE_REPOSITORY', label: 'Scope write_repository' },
  { name: 'ACCOUNT', label: 'The account behind the token' },
  { name: 'VERSION', label: "GitLab's version" },
  { name: 'PROJECTS', label: 'Projects within reach' },
];

/** Developer: may push branches and open merge requests. */
export const DEVELOPER = 30;

const PAGES_COUNTED = 10;

/** All checks, and what was learned; or all checks, the first failure and what to do. */
export type ConnectionOutcome =
  | { readonly kind: 'verified'; readonly connection: VerifiedConnection }
  | { readonly kind: 'failed'; readonly error: AppError; readonly checks: readonly ConnectionCheck[] };

/**
 * Verifies a connection step by step and reports each step as it begins and ends. `connect` gives the port, or
 * throws ADDRESS_INVALID or ADDRESS_FORBIDDEN. `consent` holds the scopes that a person consented to; null for a token
 * that was made. After a failure the steps that need it are SKIPPED.
 */
export async function runConnectionChecks(
  { connect, clock, consent }: CheckDeps,
  onCheck: (check: ConnectionCheck) => void,
): Promise<ConnectionOutcome> {
  const run = new CheckRun(onCheck);
  try {
    return { kind: 'verified', connection: await verify(run, { connect, clock, consent }) };
  } catch (error) {
    const failure = isAppError(error)
      ? error
      : new AppError('INTERNAL', 'Connecting failed in an unexpected way.', { cause: error });
    run.fail(failure);
    return { kind: 'failed', error: failure, checks: run.finish() };
  }
}

interface CheckDeps {
  readonly connect: () => GitLab;
  readonly clock: Clock;
  readonly consent: readonly string[] | null;
}

async function verify(run: CheckRun, { connect, clock, consent }: CheckDeps): Promise<VerifiedConnection> {
  run.begin('ADDRESS');
  const gitlab = connectAtLast(run, connect);
  run.pass('The address is well formed.');
  run.begin('GITLAB');
  await gitlab.probe();
  run.pass('A GitLab answers at this address.');

  run.begin('TOKEN');
  const token = await gitlab.getToken();
  run.pass(
    token === null
      ? 'GitLab accepts the token.'
      : `GitLab knows the token${token.name === '' ? '' : ` “${token.name}”`}.`,
  );
  run.begin('EXPIRY');
  if (consent !== null) run.pass('It lives two hours. Backline renews it by itself.');
  const ofExpiry = consent === null ? [...checkExpiry(run, token, clock())] : [];
  const ofToken = [...ofExpiry, ...checkScopes(run, consent === null ? token : { scopes: consent })];

  run.begin('ACCOUNT');
  const user = await gitlab.getUser();
  const ofAccount = [...checkAccount(run, user)];
  run.begin('VERSION');
  const version = await gitlab.getVersion();
  run.pass(`GitLab ${version.version}${version.isEnterprise ? ' (Enterprise)' : ''}.`);
  run.begin('PROJECTS');
  const ofProjects = await checkProjects(run, gitlab);
  return {
    account: user,
    gitlabVersion: version.version,
    token: {
      name: token?.name ?? null,
      kind: consent === null ? tokenKindOf(user) : 'OAUTH',
      scopes: consent ?? token?.scopes ?? [],
      expiresAt: token?.expiresAt ?? null,
    },
    warnings: [...ofToken, ...ofAccount, ...ofProjects],
    checks: run.finish(),
  };
}

/** A text that can be no token is refused before anything is sent: the address before it was well. */
function connectAtLast(run: CheckRun, connect: () => GitLab): GitLab {
  try {
    return connect();
  } catch (error) {
    if (isAppError(error, 'TOKEN_INVALID')) {
      run.pass('The address is well formed.');
      run.begin('TOKEN');
    }
    throw error;
  }
}

function* checkExpiry(run: CheckRun, token: GitLabToken | null, now: Date): Generator<IntegrationWarning> {
  if (token === null) {
    run.warn(
      'GitLab cannot say when this kind of token expires.',
      'Use a personal, project, group or service-account token to be warned in time.',
    );
    return;
  }
  if (token.expiresAt === null) {
    run.pass('It never expires.');
    yield { code: 'TOKEN_NEVER_EXPIRES', message: 'The token never expires. Rotate it from time to time.' };
    return;
  }
  const days = daysLeft(token.expiresAt, now);
  if (days <= 0) {
    throw new AppError('TOKEN_EXPIRED', `The token expired on ${token.expiresAt}.`, {
      details: { expiresAt: token.expiresAt },
    });
  }
  const text = `It expires on ${token.expiresAt}, in ${days} ${days === 1 ? 'day' : 'days'}.`;
  if (days > 30) return run.pass(text);
  run.warn(text, 'Rotate it soon, or make a new token and replace it here.');
  const warning = expiryWarning(token.expiresAt, now);
  if (warning !== null) yield warning;
}

function* checkAccount(run: CheckRun, user: GitLabUser): Generator<IntegrationWarning> {
  if (user.isAdmin) {
    run.warn(
      `${user.name} (@${user.username}) is an administrator.`,
      'Use the token of a service account with the Developer role.',
    );
    yield {
      code: 'ADMIN_TOKEN',
      message:
        "The token is an administrator's: it may do far more than Backline needs, and pipelines of its merge requests run with these rights.",
    };
    return;
  }
  const kind = tokenKindOf(user);
  if (kind !== 'PERSONAL') return run.pass(`${user.name} (@${user.username}), ${ACCOUNTS[kind]}.`);
  run.warn(
    `${user.name} (@${user.username}), a person's account.`,
    'A service account is better: it stays when a person leaves.',
  );
  yield {
    code: 'PERSONAL_TOKEN',
    message: `The token acts as ${user.name}: merge requests are opened in that name and their pipelines run with that person's rights.`,
  };
}

const ACCOUNTS = {
  PROJECT: 'the bot of a project token',
  GROUP: 'the bot of a group token',
  SERVICE_ACCOUNT: 'a service account',
  OAUTH: 'by consent',
} as const;

async function* countedPages(gitlab: GitLab): AsyncGenerator<{ writable: number; all: number }> {
  let pages = 0;
  for await (const page of gitlab.listMemberProjects()) {
    yield {
      all: page.length,
      writable: page.filter((project) => (project.accessLevel ?? 0) >= DEVELOPER).length,
    };
    pages += 1;
    if (pages === PAGES_COUNTED) return;
  }
}

async function checkProjects(run: CheckRun, gitlab: GitLab): Promise<readonly IntegrationWarning[]> {
  let all = 0;
  let writable = 0;
  let pages = 0;
  for await (const page of countedPages(gitlab)) {
    all += page.all;
    writable += page.writable;
    pages += 1;
  }
  const more = pages === PAGES_COUNTED ? 'at least ' : '';
  if (writable > 0) {
    run.pass(
      `The token reaches ${more}${writable} ${writable === 1 ? 'project' : 'projects'} as Developer or more${all > writable ? `, and ${all - writable} with a lower role` : ''}.`,
    );
    return [];
  }
  const message =
    all === 0
      ? 'The token is not a member of any project.'
      : `The token is a member of ${more}${all} projects, of none as Developer.`;
  run.warn(message, 'Invite its account to your projects or groups with the Developer role, then sync.');
  return [
    {
      code: 'NO_WRITABLE_PROJECT',
      message: `${message} Invite its account with the Developer role, then sync.`,
    },
  ];
}

/** Keeps the state of each step and reports every change. */
export class CheckRun {
  private readonly checks = new Map<ConnectionCheckName, ConnectionCheck>();
  private current: ConnectionCheckName = 'ADDRESS';

  constructor(private readonly onCheck: (check: ConnectionCheck) => void) {}

  begin(name: ConnectionCheckName): void {
    this.current = name;
    this.put('RUNNING', null, 'Checking…', null);
  }

  pass(message: string): void {
    this.put('PASSED', null, message, null);
  }

  warn(message: string, remedy: string): void {
    this.put('WARNED', null, message, remedy);
  }

  /** The step that runs failed; the run may go on to further steps that do not need it. */
  fail(error: AppError): void {
    if (this.checks.get(this.current)?.state !== 'RUNNING') return;
    this.put('FAILED', error.code, error.message, remedyFor(error));
  }

  /** Steps that never ran are SKIPPED. */
  finish(): readonly ConnectionCheck[] {
    for (const { name } of CONNECTION_CHECKS) {
      if (this.checks.has(name)) continue;
      this.current = name;
      this.put('SKIPPED', null, 'Not checked, because an earlier check failed.', null);
    }
    return CONNECTION_CHECKS.flatMap(({ name }) => this.checks.get(name) ?? []);
  }

  private put(state: CheckState, code: ErrorCode | null, message: string, remedy: string | null): void {
    const label = CONNECTION_CHECKS.find(({ name }) => name === this.current)?.label ?? this.current;
    const check = { name: this.current, label, state, code, message, remedy };
    this.checks.set(this.current, check);
    this.onCheck(check);
  }
}
