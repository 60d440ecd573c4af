import {
  type Account,
  type ApiToken,
  type Role,
  ROLES,
  TOKEN_SCOPES,
  type Viewer,
} from '../accounts/account.js';
import { createApiToken, revokeApiToken } from '../accounts/api-tokens.js';
import { invitePerson } from '../accounts/invitations.js';
import { removePerson, resetPassword, updatePerson } from '../accounts/people.js';
import type { Limits } from '../accounts/project-scope.js';
import { limitNames, nameLimits, sayLimits } from '../accounts/rights-words.js';
import type { AccountDeps } from '../accounts/sign-in.js';
import { type ChainVerdict, describeVerdict } from '../audit/verify-chain.js';
import { AppError } from '../errors.js';
import { changeJob, jobTitle } from '../jobs/change-job.js';
import { type Job, JOB_STATES, type JobState } from '../jobs/job.js';
import type { JobFilter } from '../jobs/job-reader.js';
import { type KeysetReader, ROOT } from '../keyset.js';
import { type KeyDeps, type KeyStatus, readKeyStatus, rotateKeys } from '../secrets/rotate-keys.js';
import type { Stores } from '../stores.js';
import { readLimitTo } from './limit-to.js';
import { type Progress } from './progress.js';
import { textTable } from './text-table.js';

/** What administering needs of a running installation's database. */
export interface AdministerDeps extends AccountDeps {
  readonly read: Stores;
  readonly keys: KeyDeps;
  readonly verifyAudit: (onProgress?: (sealedRecords: number) => void) => Promise<ChainVerdict>;
  /** Where people find the page. */
  readonly pageUrl: string;
  readonly progress: Progress;
  /** How wide the terminal is; null for none. */
  readonly columns: number | null;
}

/** What a command has to say: a document for programs, the same in words, and its exit code where that is not 0. */
export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  readonly code?: 1;
}

/** Whoever has the server's command line may do everything; the audit log says that it was used. */
const OPERATOR: Viewer = {
  kind: 'API_TOKEN',
  id: '0',
  name: 'the command line',
  email: null,
  limitedTo: null,
  scopes: TOKEN_SCOPES,
  role: null,
};
const PAGE = 500;
/** As many jobs are tried again by one call. */
const MOST_RETRIED = 1_000;

/** What the command line administers; each command goes through the use case that the API goes through. */
export const administer = {
  listAccounts,
  inviteAccount,
  setRole,
  removeAccount,
  setAccountPassword,
  listTokens,
  createToken,
  revokeToken,
  keyStatus,
  rotate,
  verifyAudit,
  listJobs,
  showJob,
  changeJobs,
};

async function listAccounts({ read, columns }: AdministerDeps): Promise<Outcome> {
  const accounts = await all(read.accounts.pagedAccounts());
  const integrations = await all(read.integrations.paged());
  const json = accounts.map(({ email, name, role, limitedTo, createdAt }) => ({
    email,
    name,
    role,
    limitedTo,
    createdAt,
  }));
  const rows = json.map(({ email, name, role, limitedTo, createdAt }) => {
    const sees = sayLimits(limitNames(limitedTo, integrations));
    return [email, name, role, sees, day(createdAt)];
  });
  const head = ['E-mail', 'Name', 'Role', 'Sees', 'Since'];
  return { json, text: table(head, rows, { none: 'Nobody has an account yet.', columns }) };
}

async function inviteAccount(
  deps: AdministerDeps,
  input: {
    readonly email: string;
    readonly name: string;
    readonly role: string;
    readonly limitTo: readonly string[];
  },
): Promise<Outcome> {
  const { email: address, name } = input;
  const role = oneOf(ROLES, input.role, 'role');
  const limitedTo = await readLimits(deps, input.limitTo);
  const { invitation, token } = await invitePerson(deps, OPERATOR, { email: address, name, role, limitedTo });
  const url = `${deps.pageUrl}/invitation#token=${token}`;
  const { email, expiresAt } = invitation;
  const json = { email, role, limitedTo: invitation.limitedTo, url, expiresAt };
  return { json, text: `${url}\nIt works once, until ${day(expiresAt)}.` };
}

async function setRole(
  deps: AdministerDeps,
  email: string,
  wanted: { readonly role: string; readonly limitTo: readonly string[]; readonly isUnlimited: boolean },
): Promise<Outcome> {
  if (wanted.isUnlimited && wanted.limitTo.length > 0)
    throw new AppError('BAD_INPUT', 'Give either --limit-to or --unlimited.');
  const role = oneOf(ROLES, wanted.role, 'role');
  const { id } = await existing(deps, email);
  const limitedTo =
    wanted.limitTo.length > 0 || wanted.isUnlimited ? await readLimits(deps, wanted.limitTo) : undefined;
  const { person, revokedTokens } = await updatePerson(deps, OPERATOR, { id, role, limitedTo });
  const sees = sayLimits(await nameLimits(deps.read, person.limitedTo));
  return changed(person, role, revokedTokens, `${person.email} is ${role} now, and sees ${sees}.`);
}

async function removeAccount(deps: AdministerDeps, email: string): Promise<Outcome> {
  const { id } = await existing(deps, email);
  const { person, revokedTokens } = await removePerson(deps, OPERATOR, id);
  return changed(person, null, revokedTokens, `${person.email} is removed.`);
}

async function setAccountPassword(
  deps: AdministerDeps,
  input: { readonly email: string; readonly password: string },
): Promise<Outcome> {
  const { email } = await resetPassword(deps, OPERATOR.name, input);
  return { json: { email }, text: `${email} has a new password; every session has ended.` };
}

async function listTokens({ read, columns }: AdministerDeps): Promise<Outcome> {
  const integrations = await all(read.integrations.paged());
  const json = (await all(read.accounts.pagedApiTokens())).map(describeToken);
  const rows = json.map((token) => [
    token.id,
    token.name,
    token.prefix,
    token.scopes.join(' ').toLowerCase(),
    sayLimits(limitNames(token.limitedTo, integrations)),
    token.createdBy,
    token.expiresAt === null ? 'never' : day(token.expiresAt),
    token.lastUsedAt === null ? 'never' : day(token.lastUsedAt),
    token.revokedAt === null ? '' : `revoked ${day(token.revokedAt)}`,
  ]);
  const head = ['Id', 'Name', 'Prefix', 'Scopes', 'Sees', 'Made by', 'Expires', 'Last used', ''];
  return { json, text: table(head, rows, { none: 'There are no API tokens.', columns }) };
}

async function createToken(
  deps: AdministerDeps,
  input: {
    readonly name: string;
    readonly scopes: string;
    readonly expires: string | null;
    readonly limitTo: readonly string[];
  },
): Promise<Outcome> {
  const scopes = input.scopes.split(',').map((each) => oneOf(TOKEN_SCOPES, each.trim(), 'scope'));
  const expiresAt = input.expires === null ? null : readDay(input.expires);
  const limitedTo = await readLimits(deps, input.limitTo);
  const wanted = { name: input.name, scopes, limitedTo, expiresAt };
  const { token, secret } = await createApiToken(deps, OPERATOR, wanted);
  return { json: { ...describeToken(token), secret }, text: secret };
}

async function revokeToken(deps: AdministerDeps, idOrPrefix: string): Promise<Outcome> {
  const tokens = (await all(deps.read.accounts.pagedApiTokens())).filter(
    ({ id, prefix, revokedAt }) => revokedAt === null && (id === idOrPrefix || prefix === idOrPrefix),
  );
  const [token] = tokens;
  if (token === undefined) throw new AppError('NOT_FOUND', 'No API token that works has this id or prefix.');
  if (tokens.length > 1) throw new AppError('BAD_INPUT', 'Several API tokens have this prefix. Give the id.');
  const revoked = await revokeApiToken(deps, OPERATOR, token.id);
  return { json: describeToken(revoked), text: `The API token “${revoked.name}” is revoked.` };
}

async function keyStatus({ keys }: AdministerDeps): Promise<Outcome> {
  const status = await readKeyStatus(keys);
  return { json: status, text: describeKeys(status), ...(status.unreadable > 0 ? { code: 1 } : {}) };
}

async function rotate(deps: AdministerDeps, signal: AbortSignal): Promise<Outcome> {
  const onProgress = (done: number, total: number) =>
    deps.progress.say({ what: 'values sealed anew', done, total });
  const rotation = await rotateKeys(deps.keys, { signal, onProgress });
  const places = rotation.unreadable.map(({ place, values }) => `${values} of ${place} could not be opened.`);
  const text = [`${rotation.resealed} values sealed anew.`, ...places, describeKeys(rotation.status)].join(
    '\n',
  );
  return { json: rotation, text, ...(rotation.status.unreadable > 0 ? { code: 1 } : {}) };
}

async function verifyAudit(deps: AdministerDeps): Promise<Outcome> {
  const verdict = await deps.verifyAudit((done) =>
    deps.progress.say({ what: 'sealed records verified', done }),
  );
  const hash = verdict.lastHash === null ? '' : `\nLast hash: ${verdict.lastHash}`;
  const text = `${describeVerdict(verdict)}${hash}`;
  return { json: verdict, text, ...(verdict.fault === null ? {} : { code: 1 }) };
}

/** Which jobs a command is about. */
export interface JobChoice {
  readonly states: readonly string[];
  readonly names: readonly string[];
  /** Failed, and no attempt is left. */
  readonly isDead: boolean;
}

async function listJobs(
  { read, columns }: AdministerDeps,
  choice: JobChoice,
  limit: number,
): Promise<Outcome> {
  const jobs = await all(read.jobHistory.paged(jobFilter(choice)), limit);
  const json = jobs.map(describeJob);
  const rows = json.map((job) => [
    job.id,
    job.title,
    job.subject ?? '',
    job.state,
    `${job.attempts} of ${job.maxAttempts}`,
    job.createdAt.toISOString().slice(0, 16).replace('T', ' '),
    job.error?.message ?? '',
  ]);
  const head = ['Id', 'Job', 'About', 'State', 'Attempts', 'Made (UTC)', 'Error'];
  return { json, text: table(head, rows, { none: 'There are no such jobs.', columns }) };
}

async function showJob({ read }: AdministerDeps, id: string): Promise<Outcome> {
  const job = await read.jobHistory.get(id);
  if (job === null) throw new AppError('NOT_FOUND', `There is no job ${id}.`);
  const json = describeJob(job);
  const lines = Object.entries(json).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { json, text: textTable(['Field', 'Value'], lines) };
}

/** Cancels or tries again these jobs, or all that are chosen; one that is refused stops no other. */
async function changeJobs(
  deps: AdministerDeps,
  verb: 'cancel' | 'retry',
  wanted: { readonly ids: readonly string[]; readonly choice: JobChoice | null },
): Promise<Outcome> {
  const chosen =
    wanted.choice === null
      ? []
      : await all(deps.read.jobHistory.paged(jobFilter(wanted.choice)), MOST_RETRIED);
  const ids = [...wanted.ids, ...chosen.map(({ id }) => id)];
  if (ids.length === 0 && wanted.choice === null)
    throw new AppError('BAD_INPUT', 'Name the jobs by their ids.');
  const json: { readonly id: string; readonly state: JobState | null; readonly refused: string | null }[] =
    [];
  for (const id of ids) {
    try {
      const { state } = await changeJob(deps, { id, verb, actor: OPERATOR.name });
      json.push({ id, state, refused: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      json.push({ id, state: null, refused: error.message });
    }
  }
  const refused = json.filter((each) => each.refused !== null);
  const done = `${json.length - refused.length} ${verb === 'retry' ? 'queued again' : 'cancelled or asked to stop'}.`;
  const text = [done, ...refused.map((each) => `${each.id}: ${each.refused ?? ''}`)].join('\n');
  return { json, text, ...(refused.length > 0 ? { code: 1 } : {}) };
}

function jobFilter({ states, names, isDead }: JobChoice): JobFilter {
  const chosen = states.map((state) => oneOf(JOB_STATES, state, 'state'));
  return {
    ...(chosen.length === 0 ? {} : { states: chosen }),
    ...(names.length === 0 ? {} : { names }),
    ...(isDead ? { isDead: true } : {}),
  };
}

function describeJob(job: Job) {
  const { id, name, state, subject, attempts, maxAttempts, createdAt, runAt, startedAt, finishedAt, error } =
    job;
  const times = { createdAt, runAt, startedAt, finishedAt };
  return { id, name, title: jobTitle(name), state, subject, attempts, maxAttempts, ...times, error };
}

function describeToken({
  id,
  name,
  prefix,
  scopes,
  limitedTo,
  createdBy,
  createdAt,
  expiresAt,
  lastUsedAt,
  revokedAt,
}: ApiToken) {
  return { id, name, prefix, scopes, limitedTo, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt };
}

function describeKeys({ total, current, older, unreadable, keys }: KeyStatus): string {
  const rows = keys.map(({ keyId, values, state }) => [keyId, String(values), state.toLowerCase()]);
  const says =
    unreadable > 0
      ? `${unreadable} values need a key that is not in BACKLINE_SECRET_KEY. Put it back.`
      : older > 0
        ? `${older} values still need an older key. Run keys rotate before you take it away.`
        : 'Nothing needs an older key.';
  return `${total} values are sealed, ${current} with the first key.\n${textTable(['Key', 'Values', 'State'], rows)}\n${says}`;
}

function changed(
  person: Account,
  role: Role | null,
  revoked: readonly ApiToken[],
  sentence: string,
): Outcome {
  const tokens =
    revoked.length === 0 ? '' : ` API tokens revoked: ${revoked.map(({ name }) => name).join(', ')}.`;
  return {
    json: {
      email: person.email,
      role,
      limitedTo: person.limitedTo,
      revokedTokens: revoked.map(describeToken),
    },
    text: `${sentence}${tokens}`,
  };
}

async function readLimits({ read }: AdministerDeps, values: readonly string[]): Promise<Limits> {
  return readLimitTo(values, await all(read.integrations.paged()));
}

async function existing({ inTransaction }: AdministerDeps, email: string): Promise<Account> {
  const found = await inTransaction(({ accounts }) => accounts.findByEmail(email.slice(0, 254)));
  if (found === null) throw new AppError('NOT_FOUND', `Nobody has the e-mail address ${email}.`);
  return found;
}

async function all<Row>(list: KeysetReader<Row>, most = 100_000): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const window = { before: null, isBackward: false, isReversed: false, parents: null };
  for (let after: readonly string[] | null = null, isMore = true; isMore && rows.length < most;) {
    const size = Math.min(PAGE, most - rows.length);
    const pages: ReadonlyMap<
      string,
      { rows: readonly Row[]; keys: readonly (readonly string[])[]; hasNext: boolean }
    > = await list.pages({ ...window, size, after });
    const page = pages.get(ROOT);
    for (const row of page?.rows ?? []) rows.push(row);
    isMore = page?.hasNext ?? false;
    after = page?.keys.at(-1) ?? null;
  }
  return rows;
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { none, columns }: { readonly none: string; readonly columns: number | null },
): string {
  return rows.length === 0 ? none : textTable(head, rows, columns);
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function readDay(text: string): Date {
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && day(date) === text) return date;
  throw new AppError('BAD_INPUT', 'A day is written as YYYY-MM-DD.');
}

function oneOf<Word extends string>(words: readonly Word[], text: string, what: string): Word {
  const found = words.find((word) => word === text.toUpperCase());
  if (found !== undefined) return found;
  throw new AppError('BAD_INPUT', `The ${what} is one of ${words.join(', ').toLowerCase()}.`);
}
