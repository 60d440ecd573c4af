import { type Command, InvalidArgumentError } from 'commander';
import type { administer, AdministerDeps, Outcome } from './administer.js';
import type { Program } from './program.js';

/** Runs one command on the database and says what came of it, as JSON or for a person; answers the exit code. */
export type RunAdmin = (
  work: (deps: AdministerDeps, signal: AbortSignal) => Promise<Outcome>,
  isJson: boolean,
) => Promise<number>;

/** What these commands need, loaded when one of them is chosen. */
export interface AdminTools {
  readonly run: RunAdmin;
  readonly commands: typeof administer;
  /** What was piped into the command, without the line end. */
  readonly readInput: () => Promise<string>;
}

const MOST_LISTED = 10_000;

interface Json {
  readonly json: boolean;
}

/** What somebody is limited to; empty: nothing was said. */
interface Limited {
  readonly limitTo: string[];
}

const LIMIT_TO =
  'an integration by id, name or host, or one of its groups as <integration>:<group/path>; may be given more than once';

/** Declares `accounts`, `tokens`, `keys`, `audit` and `jobs`. */
export function addAdminCommands(program: Program, load: () => Promise<AdminTools>): void {
  addAccounts(program, load);
  addTokens(program, load);
  addKeysAndAudit(program, load);
  addJobs(program, load);
}

function addAccounts({ command, choose }: Program, load: () => Promise<AdminTools>): void {
  const accounts = command.command('accounts').description('People who may sign in.');
  withJson(accounts, 'list', 'Lists everybody.').action(({ json }: Json) =>
    choose(async () => {
      const { run, commands } = await load();
      return run(commands.listAccounts, json);
    }),
  );
  withJson(accounts, 'invite', 'Prints a one-time link by which a person makes an account, good for 7 days.')
    .argument('<email>')
    .option('--role <role>', 'viewer, approver or admin', 'viewer')
    .option('--name <name>', 'the name that the form suggests', '')
    .option('--limit-to <where>', LIMIT_TO, addValue, [])
    .action((email: string, { json, role, name, limitTo }: Json & Limited & { role: string; name: string }) =>
      choose(async () => {
        const { run, commands } = await load();
        return run((deps) => commands.inviteAccount(deps, { email, role, name, limitTo }), json);
      }),
    );
  withJson(
    accounts,
    'set-role',
    'Gives a person another role, or other limits. API tokens that may do more are revoked.',
  )
    .argument('<email>')
    .argument('<role>', 'viewer, approver or admin')
    .option('--limit-to <where>', LIMIT_TO, addValue, [])
    .option('--unlimited', 'sees everything from now on', false)
    .action(
      (email: string, role: string, { json, limitTo, unlimited }: Json & Limited & { unlimited: boolean }) =>
        choose(async () => {
          const { run, commands } = await load();
          return run(
            (deps) => commands.setRole(deps, email, { role, limitTo, isUnlimited: unlimited }),
            json,
          );
        }),
    );
  withJson(accounts, 'set-password', 'Gives a person a new password, read from standard input. Sessions end.')
    .argument('<email>')
    .action((email: string, { json }: Json) =>
      choose(async () => {
        const { run, commands, readInput } = await load();
        const password = await readInput();
        return run((deps) => commands.setAccountPassword(deps, { email, password }), json);
      }),
    );
  withJson(accounts, 'remove', 'Removes a person: sessions end, API tokens are revoked.')
    .argument('<email>')
    .action((email: string, { json }: Json) =>
      choose(async () => {
        const { run, commands } = await load();
        return run((deps) => commands.removeAccount(deps, email), json);
      }),
    );
}

function addTokens({ command, choose }: Program, load: () => Promise<AdminTools>): void {
  const tokens = command.command('tokens').description('API tokens of programs.');
  withJson(tokens, 'list', 'Lists all, revoked ones too.').action(({ json }: Json) =>
    choose(async () => {
      const { run, commands } = await load();
      return run(commands.listTokens, json);
    }),
  );
  withJson(tokens, 'create', 'Makes one and prints its secret, alone and once.')
    .requiredOption('--name <name>', 'what it is for')
    .option('--scopes <scopes>', 'some of read, plan, approve, admin, with commas', 'read')
    .option('--expires <day>', 'the day from which it no longer works, YYYY-MM-DD')
    .option('--limit-to <where>', LIMIT_TO, addValue, [])
    .action(
      ({
        json,
        name,
        scopes,
        expires,
        limitTo,
      }: Json & Limited & { name: string; scopes: string; expires?: string }) =>
        choose(async () => {
          const { run, commands } = await load();
          return run(
            (deps) => commands.createToken(deps, { name, scopes, expires: expires ?? null, limitTo }),
            json,
          );
        }),
    );
  withJson(tokens, 'revoke', 'Revokes one at once.')
    .argument('<id>', 'its id, or its prefix where that is of one only')
    .action((id: string, { json }: Json) =>
      choose(async () => {
        const { run, commands } = await load();
        return run((deps) => commands.revokeToken(deps, id), json);
      }),
    );
}

function addKeysAndAudit({ command, choose }: Program, load: () => Promise<AdminTools>): void {
  const keys = command
    .command('keys')
    .description('The keys that seal stored secrets (BACKLINE_SECRET_KEY).');
  withJson(
    keys,
    'status',
    'Says which keys stored secrets need. Exit code 1 when one of them is missing.',
  ).action(({ json }: Json) =>
    choose(async () => {
      const { run, commands } = await load();
      return run(commands.keyStatus, json);
    }),
  );
  withJson(
    keys,
    'rotate',
    'Seals with the first key what another one sealed; beside running processes, too.',
  ).action(({ json }: Json) =>
    choose(async () => {
      const { run, commands } = await load();
      return run(commands.rotate, json);
    }),
  );
  const audit = command.command('audit').description('The audit log.');
  withJson(
    audit,
    'verify',
    'Says whether it is as it was sealed. Exit code 1 at the first place that does not fit.',
  ).action(({ json }: Json) =>
    choose(async () => {
      const { run, commands } = await load();
      return run(commands.verifyAudit, json);
    }),
  );
}

interface Choice extends Json {
  readonly state: string[];
  readonly name: string[];
  readonly dead: boolean;
}

function addJobs({ command, choose }: Program, load: () => Promise<AdminTools>): void {
  const jobs = command.command('jobs').description('Work that waits, runs or has ended.');
  withChoice(withJson(jobs, 'list', 'Lists jobs, newest first.'))
    .option('--limit <count>', `how many, at most ${MOST_LISTED}`, parseCount, 50)
    .action(({ json, state, name, dead, limit }: Choice & { limit: number }) =>
      choose(async () => {
        const { run, commands } = await load();
        return run(
          (deps) => commands.listJobs(deps, { states: state, names: name, isDead: dead }, limit),
          json,
        );
      }),
    );
  withJson(jobs, 'show', 'Says all of one job.')
    .argument('<id>')
    .action((id: string, { json }: Json) =>
      choose(async () => {
        const { run, commands } = await load();
        return run((deps) => commands.showJob(deps, id), json);
      }),
    );
  for (const [verb, what] of [
    ['retry', 'Queues failed or cancelled jobs once more: by id, or all that are chosen.'],
    ['cancel', 'Cancels jobs that wait and asks those that run to stop: by id, or all that are chosen.'],
  ] as const)
    withChoice(withJson(jobs, verb, `${what} Exit code 1 when one is refused.`))
      .argument('[id...]')
      .action((ids: string[], { json, state, name, dead }: Choice) =>
        choose(async () => {
          const { run, commands } = await load();
          const isChosen = dead || state.length > 0 || name.length > 0;
          const choice = isChosen ? { states: state, names: name, isDead: dead } : null;
          return run((deps) => commands.changeJobs(deps, verb, { ids, choice }), json);
        }),
      );
}

function withJson(parent: Command, name: string, description: string): Command {
  return parent.command(name).description(description).option('--json', 'print JSON', false);
}

function withChoice(command: Command): Command {
  return command
    .option('--state <state...>', 'queued, running, succeeded, failed or cancelled', [])
    .option('--name <name...>', 'the names of jobs, such as analyze-project', [])
    .option('--dead', 'dead letters: failed, and no attempt is left', false);
}

function addValue(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_LISTED) return count;
  throw new InvalidArgumentError(`It is a number from 1 to ${MOST_LISTED}.`);
}
