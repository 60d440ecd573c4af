/** Which requests are limited and how the refusal looks. */
export interface Throttle {
  /** `rack`: plain text and headers; `application`, `archive`: JSON; `proxy`: plain sentence, `Retry-After: 1m0s`. */
  readonly layer: 'rack' | 'application' | 'archive' | 'proxy';
  /** Requests in a window, per token or address. */
  readonly limit: number;
  readonly windowMs: number;
  /** Only paths (with `/api/v4` in front) that match. Default: all of the API. */
  readonly pathPattern?: RegExp;
  /** Default: what the layer does. */
  readonly retryAfter?: 'seconds' | 'date' | 'duration' | 'none' | 'garbage';
}

/** Something that goes wrong before, or after, an API, git or page request was carried out. */
export interface Fault {
  readonly method?: string;
  /** Matched against the path with its query, without the relative root; a string must be contained. */
  readonly pathPattern: string | RegExp;
  /**
   * A status answers JSON `{"message":"<status> …"}`; the three throttles answer 429 as the request throttle (plain text),
   * the application (JSON, no `Retry-After`) and the front proxy (a sentence, a Go duration) do; `html` a proxy's 502 page;
   * `truncate` half of the true answer; `hang` nothing for `holdMs`, then a reset; `timeout` nothing ever.
   */
  readonly kind:
    | number
    | 'throttle-plain'
    | 'throttle-json'
    | 'throttle-proxy'
    | 'reset'
    | 'timeout'
    | 'hang'
    | 'html'
    | 'truncate';
  /** How long `hang` keeps the connection open. Default 30,000. */
  readonly holdMs?: number;
  /** Default 1. */
  readonly times?: number;
  /** The request is carried out and only its answer is lost or replaced. Default false. */
  readonly afterEffect?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The ways in which chaos spoils a request. `-after`: the request was carried out, its answer is lost. */
export const CHAOS_KINDS = [
  'throttle-plain',
  'throttle-json',
  'throttle-proxy',
  '500',
  '502',
  '502-after',
  'reset',
  'reset-after',
  'hang',
  'html',
] as const;

export type ChaosKind = (typeof CHAOS_KINDS)[number];

/** Every API and git request suffers with this probability one of the kinds, drawn from a seeded generator. */
export interface Chaos {
  /** From 0 to 1. */
  readonly rate: number;
  /** The same seed draws the same sequence of faults over the same sequence of requests. Default 1. */
  readonly seed?: number;
  /** Default: all of them, equally likely. */
  readonly kinds?: readonly ChaosKind[];
  /** Only paths (with query, without the relative root) that match. Default: the API and git. */
  readonly pathPattern?: RegExp;
  /** How long a hang keeps the connection open before it is reset. Default 30,000. */
  readonly hangMs?: number;
}

/**
 * How a path misbehaves. `foreign-link`: the next page is at another origin; `redirect`: to the same path there;
 * `redirect-loop`: to itself; `endless`: a body of `bytes`; `drip`: the true answer, a byte every `intervalMs`;
 * `wrong-types`, `null-fields`, `missing-fields`, `prototype-names`: the true JSON, spoiled; `html`: a sign-in page with 200,
 * `html-as-json`: said to be JSON; `broken-json`, `empty`: 200 all the same; `deep`: arrays in arrays.
 */
export type HostileMode =
  | 'foreign-link'
  | 'redirect'
  | 'redirect-loop'
  | 'endless'
  | 'drip'
  | 'wrong-types'
  | 'null-fields'
  | 'missing-fields'
  | 'prototype-names'
  | 'html'
  | 'html-as-json'
  | 'broken-json'
  | 'empty'
  | 'deep';

export interface HostileOptions {
  /** For `foreign-link` and `redirect`, such as the address of a listener that must hear nothing. Default `http://hostile.example`. */
  readonly origin?: string;
  /** For `endless`. Default 1 GiB. */
  readonly bytes?: number;
  /** For `drip`. Default 100. */
  readonly intervalMs?: number;
  /** For `deep`. Default 100,000. */
  readonly depth?: number;
}
