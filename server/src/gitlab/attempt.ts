import { AppError } from '../errors.js';
import { answerKind, describeFailure, requestIdOf } from './failure.js';
import type { NetworkFailure } from './network-failure.js';
import { backoffMs, parseRetryDelay } from './retry-after.js';

/** What one attempt came to, as plain values. */
export type AttemptOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly header: (name: string) => string | null;
      readonly text: string;
    }
  | ({ readonly kind: 'failed' } & NetworkFailure);

/** What to do after an attempt: done, wait and repeat (THROTTLE: everybody waits), or give up. */
export type AttemptVerdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'redirected'; readonly location: string }
  | { readonly kind: 'throttled'; readonly delayMs: number }
  | { readonly kind: 'repeat'; readonly delayMs: number; readonly error: AppError }
  | { readonly kind: 'fail'; readonly error: AppError };

/** What a verdict depends on beside the outcome. */
export interface AttemptContext {
  /** GET and PUT may be sent twice; what else was sent and not answered has an unknown outcome. */
  readonly isRepeatable: boolean;
  /** From 1. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** The pause after a last attempt that was throttled without a word of how long. */
  readonly throttledPauseMs: number;
  readonly now: Date;
  readonly random: () => number;
  readonly secrets: readonly string[];
}

/** Judges one attempt. Pure: the same outcome and context give the same verdict. */
export function judgeAttempt(outcome: AttemptOutcome, context: AttemptContext): AttemptVerdict {
  if (outcome.kind === 'failed') return judgeNetworkFailure(outcome, context);
  const { status, header, text } = outcome;
  if (status >= 200 && status < 300) return judgeSuccess(outcome, context);
  const location = header('location');
  if ([301, 302, 303, 307, 308].includes(status) && location !== null)
    return { kind: 'redirected', location };
  const error = describeFailure(
    {
      status,
      contentType: header('content-type'),
      wwwAuthenticate: header('www-authenticate'),
      requestId: header('x-request-id'),
      text,
    },
    context.secrets,
  );
  const told = parseRetryDelay(
    { retryAfter: header('retry-after'), rateLimitReset: status === 429 ? header('ratelimit-reset') : null },
    context.now,
  );
  const delayMs = told ?? backoffMs(context.attempt, context.random);
  const isLast = context.attempt >= context.maxAttempts;
  if (status === 429) {
    // Without a word from the server the last attempt stands for a whole window.
    return {
      kind: 'throttled',
      delayMs: isLast ? Math.max(delayMs, context.throttledPauseMs) : Math.max(delayMs, 100),
    };
  }
  const isLock = status === 409 && /resource lock/i.test(text.slice(0, 2_000));
  if (isLock && !isLast) return { kind: 'repeat', delayMs, error };
  const isServerFault = status >= 500 || status === 408;
  if (!isServerFault) return { kind: 'fail', error };
  if (!context.isRepeatable) return { kind: 'fail', error: outcomeUnknown(error) };
  return isLast ? { kind: 'fail', error } : { kind: 'repeat', delayMs, error };
}

/** A write that may or may not have happened; the caller looks it up. */
export function outcomeUnknown(cause: AppError): AppError {
  return new AppError(
    'GITLAB_OUTCOME_UNKNOWN',
    'The connection failed while GitLab was writing, so it is not known whether it did. Look in GitLab before trying again.',
    { details: { ...cause.details, after: cause.code } },
  );
}

function judgeNetworkFailure(failure: NetworkFailure, context: AttemptContext): AttemptVerdict {
  const { error, wasSent, isTransient } = failure;
  if (wasSent && !context.isRepeatable) return { kind: 'fail', error: outcomeUnknown(error) };
  if (!isTransient || context.attempt >= context.maxAttempts) return { kind: 'fail', error };
  return { kind: 'repeat', delayMs: backoffMs(context.attempt, context.random), error };
}

function judgeSuccess(
  { status, header, text }: AttemptOutcome & { readonly kind: 'answer' },
  context: AttemptContext,
): AttemptVerdict {
  const kind = answerKind(header('content-type'), text);
  if (kind === 'empty' || (kind === 'json' && isWhole(text))) return { kind: 'done' };
  const what =
    kind === 'html' ? 'a web page' : kind === 'json' ? 'half an answer' : 'something that is not JSON';
  const error = new AppError(
    'GITLAB_ANSWER_INVALID',
    `The server answered with ${what} where GitLab's API answers JSON. Check the address, and the proxy in front of GitLab.`,
    { details: { status, answer: kind, ...requestIdOf(header('x-request-id'), context.secrets) } },
  );
  if (kind !== 'json') return { kind: 'fail', error };
  if (!context.isRepeatable) return { kind: 'fail', error: outcomeUnknown(error) };
  if (context.attempt >= context.maxAttempts) return { kind: 'fail', error };
  return { kind: 'repeat', delayMs: backoffMs(context.attempt, context.random), error };
}

/** A cheap look at both ends: a JSON object or list that was cut off does not end as it began. */
function isWhole(text: string): boolean {
  const ends = `${text.trimStart().charAt(0)}${text.trimEnd().slice(-1)}`;
  return ends === '{}' || ends === '[]';
}
