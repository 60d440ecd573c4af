import { ApiError } from './api-error.js';
import type { Throttle } from './trouble-api.js';

interface Window {
  readonly startedAt: number;
  observed: number;
}

/** A refusal that is not JSON. */
export interface PlainRefusal {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What becomes of a request, with the headers that its answer carries in any case. */
export type ThrottleDecision =
  | { readonly kind: 'allowed'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'plain'; readonly refusal: PlainRefusal }
  | { readonly kind: 'json'; readonly error: ApiError };

const DOTCOM: Throttle = { layer: 'rack', limit: 2000, windowMs: 60_000 };

/** What the request throttle in front of the application says. */
export const THROTTLE_TEXT = 'Retry later\n';

/** What GitLab's front proxy says. */
export const PROXY_THROTTLE_TEXT = 'This service is receiving too many requests. Please slow down.\n';

/** What the application's own limits say, inside `{"message":{"error":…}}`. */
export function throttleMessage(what: 'archive' | 'endpoint'): string {
  return `This ${what} has been requested too many times. Try again later.`;
}

/** Counts requests in fixed windows per caller. Without a throttle nothing is refused. */
export class Throttling {
  private throttle: Throttle | null = null;
  private windows = new Map<string, Window>();

  constructor(private readonly sendsHeaders: boolean) {}

  set(throttle: Throttle | null): void {
    this.throttle = throttle;
    this.windows = new Map();
  }

  /** Counts one request of the caller (its token or address) to a path that begins with `/api/v4`. */
  decide(caller: string, path: string): ThrottleDecision {
    const throttle = this.throttle ?? (this.sendsHeaders ? DOTCOM : null);
    if (!throttle || (throttle.pathPattern && !throttle.pathPattern.test(path))) {
      return { kind: 'allowed', headers: {} };
    }
    const now = Date.now();
    let window = this.windows.get(caller);
    if (!window || now - window.startedAt >= throttle.windowMs) {
      window = { startedAt: now, observed: 0 };
      this.windows.set(caller, window);
    }
    window.observed += 1;
    const resetAt = window.startedAt + throttle.windowMs;
    const headers = rateHeaders(throttle, window.observed, resetAt);
    if (window.observed > throttle.limit && (this.throttle || throttle === DOTCOM)) {
      return refuse(throttle, headers, { now, resetAt });
    }
    // The routes of projects, groups and users have limits of their own and may lack these headers.
    const isListed = this.sendsHeaders && !/^\/api\/v4\/(?:projects|groups|users?)\/?(?:\?|$)/.test(path);
    return { kind: 'allowed', headers: isListed ? headers : {} };
  }
}

function rateHeaders(throttle: Throttle, observed: number, resetAt: number): Record<string, string> {
  return {
    'RateLimit-Name': 'throttle_authenticated_api',
    'RateLimit-Limit': String(Math.ceil((throttle.limit * 60_000) / throttle.windowMs)),
    'RateLimit-Observed': String(observed),
    'RateLimit-Remaining': String(Math.max(0, throttle.limit - observed)),
    'RateLimit-Reset': String(Math.ceil(resetAt / 1000)),
  };
}

function refuse(
  throttle: Throttle,
  rate: Readonly<Record<string, string>>,
  times: { readonly now: number; readonly resetAt: number },
): ThrottleDecision {
  const retry = retryAfter(throttle, times);
  if (throttle.layer === 'rack') {
    const headers = { ...rate, 'RateLimit-ResetTime': new Date(times.resetAt).toUTCString(), ...retry };
    return { kind: 'plain', refusal: { status: 429, text: THROTTLE_TEXT, headers } };
  }
  if (throttle.layer === 'proxy') {
    return { kind: 'plain', refusal: { status: 429, text: PROXY_THROTTLE_TEXT, headers: retry } };
  }
  const error = throttleMessage(throttle.layer === 'archive' ? 'archive' : 'endpoint');
  return { kind: 'json', error: new ApiError(429, { message: { error } }, retry) };
}

function retryAfter(
  throttle: Throttle,
  times: { readonly now: number; readonly resetAt: number },
): Record<string, string> {
  const seconds = Math.max(1, Math.ceil((times.resetAt - times.now) / 1000));
  const usual = { rack: 'seconds', proxy: 'duration', application: 'none', archive: 'none' } as const;
  switch (throttle.retryAfter ?? usual[throttle.layer]) {
    case 'seconds':
      return { 'Retry-After': String(seconds) };
    case 'date':
      return { 'Retry-After': new Date(times.now + seconds * 1000).toUTCString() };
    case 'duration':
      return {
        'Retry-After': seconds >= 60 ? `${Math.floor(seconds / 60)}m${seconds % 60}s` : `${seconds}s`,
      };
    case 'garbage':
      return { 'Retry-After': 'soon' };
    case 'none':
      return {};
  }
}
