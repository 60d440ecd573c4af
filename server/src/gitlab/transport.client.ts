import type { Clock } from '../clock.js';
import { AppError, type ErrorDetails } from '../errors.js';
import { type AttemptOutcome, type AttemptVerdict, judgeAttempt } from './attempt.js';
import { type RequestBudget, type RequestBudgets, throttled } from './budget.js';
import { budgetKey } from './budget-key.js';
import { requestIdOf } from './failure.js';
import type { GitLabCredentials } from './gitlab.js';
import type { HttpExchange } from './http-exchange.client.js';
import type { TransportLimits } from './limits.js';
import { parseNextPage } from './link.js';
import { isTimeout } from './network-failure.js';
import type { GitLabRequestEnd } from '../metrics/metrics.js';
import { paceOf, readCount } from './pace.js';
import type { Sleep } from './sleep.js';

const MAX_REDIRECTS = 3;

/** One request to GitLab's API. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v4/`, encoded, no leading slash. */
  readonly path: string;
  /** Without the question mark. */
  readonly query?: string;
  readonly body?: string;
  /** Sends no token. */
  readonly isAnonymous?: boolean;
}

/** A successful answer: its JSON text (empty for none) and where the next page begins. */
export interface TransportAnswer {
  readonly status: number;
  readonly text: string;
  readonly next: Readonly<Record<string, string>> | null;
}

/** Requests with the defences that GitLab's limits and a hostile network ask for. Throws AppError only. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportAnswer>;
  requestCount(): number;
}

export interface TransportDeps {
  readonly exchange: HttpExchange;
  readonly budgets: RequestBudgets;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly limits: TransportLimits;
  readonly signal: AbortSignal | null;
  /** Told of each request that ended, repeated ones too. */
  readonly onRequest?: (end: Omit<GitLabRequestEnd, 'integrationId'>) => void;
}

/** A transport for one GitLab and one token. Requests count from 0. */
export function createTransport(credentials: GitLabCredentials, deps: TransportDeps): Transport {
  const apiUrl = new URL(`${credentials.baseUrl}/api/v4/`);
  const secrets = secretForms(credentials);
  let sent = 0;
  const call = async (request: TransportRequest): Promise<TransportAnswer> => {
    const overall = AbortSignal.timeout(deps.limits.overallTimeoutMs);
    const signal = deps.signal === null ? overall : AbortSignal.any([overall, deps.signal]);
    const key = budgetKey(credentials.baseUrl, request.isAnonymous === true ? '' : credentials.token);
    const run = {
      apiUrl,
      token: credentials.token,
      secrets,
      budget: deps.budgets.of(key),
      signal,
      count: () => (sent += 1),
    };
    try {
      return await sendUntilDone(request, deps, run);
    } catch (error) {
      if (error instanceof AppError && deps.signal?.aborted !== true) throw error;
      throw describeAbort(deps.signal, apiUrl, signal.aborted ? signal.reason : error);
    }
  };
  return { send: call, requestCount: () => sent };
}

interface Run {
  readonly apiUrl: URL;
  readonly token: string;
  /** What must appear in no text of an error. */
  readonly secrets: readonly string[];
  readonly budget: RequestBudget;
  readonly signal: AbortSignal;
  readonly count: () => void;
}

async function sendUntilDone(
  request: TransportRequest,
  deps: TransportDeps,
  run: Run,
): Promise<TransportAnswer> {
  let url = requestUrl(request, run.apiUrl);
  let redirects = 0;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await run.budget.run(() => attemptOnce(url, request, deps, run), {
      maxWaitMs: deps.limits.maxWaitMs,
      signal: run.signal,
    });
    const now = deps.clock();
    heedQuota(outcome, run.budget, now);
    const verdict: AttemptVerdict = judgeAttempt(outcome, {
      isRepeatable: ['GET', 'PUT', 'DELETE'].includes(request.method),
      attempt,
      maxAttempts: deps.limits.maxAttempts,
      throttledPauseMs: deps.limits.throttledPauseMs,
      now,
      random: deps.random,
      secrets: run.secrets,
    });
    if (verdict.kind === 'done') return readAnswer(outcome);
    if (verdict.kind === 'fail') throw failureOf(verdict.error, run.signal);
    if (verdict.kind === 'redirected') {
      redirects += 1;
      url = redirectTarget(verdict.location, url, { request, apiUrl: run.apiUrl, redirects });
      attempt -= 1;
    } else if (verdict.kind === 'throttled') {
      const until = new Date(now.getTime() + verdict.delayMs);
      run.budget.pauseUntil(until, 'THROTTLED');
      if (attempt >= deps.limits.maxAttempts) throw throttled(until, requestOf(outcome, run.secrets));
    } else {
      if (verdict.delayMs > deps.limits.maxWaitMs) throw verdict.error;
      await deps.sleep(verdict.delayMs, run.signal);
    }
  }
}

async function attemptOnce(
  url: URL,
  request: TransportRequest,
  deps: TransportDeps,
  run: Run,
): Promise<AttemptOutcome> {
  run.signal.throwIfAborted();
  run.count();
  const started = deps.clock().getTime();
  const outcome = await deps.exchange.send({
    url,
    method: request.method,
    headers: {
      accept: 'application/json',
      'user-agent': 'Backline',
      ...(request.isAnonymous === true ? {} : { authorization: `Bearer ${run.token}` }),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: request.body ?? null,
    signal: AbortSignal.any([run.signal, AbortSignal.timeout(deps.limits.requestTimeoutMs)]),
    maxBytes: deps.limits.maxAnswerBytes,
  });
  deps.onRequest?.({ ...countOf(outcome), durationMs: deps.clock().getTime() - started });
  return outcome;
}

function countOf(outcome: AttemptOutcome): Pick<GitLabRequestEnd, 'status' | 'quota'> {
  if (outcome.kind === 'failed') return { status: null, quota: null };
  const limit = readCount(outcome.header('ratelimit-limit'));
  const remaining = readCount(outcome.header('ratelimit-remaining'));
  return { status: outcome.status, quota: { limit, remaining } };
}

function requestUrl(request: TransportRequest, apiUrl: URL): URL {
  const url = new URL(request.path, apiUrl);
  if (!isInside(url, apiUrl)) throw new AppError('INTERNAL', 'A request would leave the API of GitLab.');
  url.search = request.query ?? '';
  return url;
}

/** Follows a redirect only for reads, and only where it stays inside the same API: the token goes nowhere else. */
function redirectTarget(
  location: string,
  from: URL,
  context: { readonly request: TransportRequest; readonly apiUrl: URL; readonly redirects: number },
): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from) : null;
  const isFollowed = target !== null && isInside(target, context.apiUrl) && context.request.method === 'GET';
  if (isFollowed && context.redirects <= MAX_REDIRECTS) return target;
  if (target !== null && target.origin !== from.origin) {
    throw new AppError(
      'ADDRESS_INVALID',
      `The server redirects to ${target.origin}, which Backline does not follow. Connect with the address at which GitLab itself answers.`,
      { details: { redirectsTo: target.origin } },
    );
  }
  throw new AppError(
    'GITLAB_ANSWER_INVALID',
    "The server redirects to a page instead of answering as GitLab's API. Check the address, and the proxy in front of GitLab.",
    { details: { answer: 'redirect' } },
  );
}

/** The token as a server could echo it: raw, encoded for an address, and as git sends it. */
export function secretForms({ token }: GitLabCredentials): readonly string[] {
  const forms = [token, encodeURIComponent(token), Buffer.from(token).toString('base64')];
  return [...new Set([...forms, Buffer.from(`oauth2:${token}`).toString('base64')])];
}

function isInside(url: URL, apiUrl: URL): boolean {
  return url.origin === apiUrl.origin && url.pathname.startsWith(apiUrl.pathname) && url.username === '';
}

/** Running out of time hides the error of the last attempt, except that a write may have happened. */
function failureOf(error: AppError, signal: AbortSignal): unknown {
  return signal.aborted && error.code !== 'GITLAB_OUTCOME_UNKNOWN' ? signal.reason : error;
}

/** A quota that gets low is spread, and one that is used up stops the next requests, before the server has to. */
function heedQuota(outcome: AttemptOutcome, budget: RequestBudget, now: Date): void {
  if (outcome.kind === 'failed' || outcome.status === 429) return;
  const limit = outcome.header('ratelimit-limit');
  const remaining = outcome.header('ratelimit-remaining');
  const pace = paceOf({ limit, remaining, reset: outcome.header('ratelimit-reset') }, now);
  if (pace === null) return;
  if (pace.kind === 'stop') budget.pauseUntil(new Date(pace.untilMs), 'QUOTA_USED_UP');
  else budget.pace(pace.intervalMs, new Date(pace.untilMs));
}

function requestOf(outcome: AttemptOutcome, secrets: readonly string[]): ErrorDetails {
  return outcome.kind === 'failed' ? {} : requestIdOf(outcome.header('x-request-id'), secrets);
}

function readAnswer(outcome: AttemptOutcome): TransportAnswer {
  if (outcome.kind === 'failed') throw outcome.error;
  return { status: outcome.status, text: outcome.text, next: parseNextPage(outcome.header('link')) };
}

function describeAbort(signal: AbortSignal | null, apiUrl: URL, error: unknown): AppError {
  if (signal?.aborted === true) return new AppError('CANCELLED', 'The work was cancelled.');
  if (isTimeout(error)) {
    return new AppError('GITLAB_TIMEOUT', `${apiUrl.host} did not answer in time. Try again later.`);
  }
  return new AppError('INTERNAL', 'The request to GitLab failed in an unexpected way.', { cause: error });
}
