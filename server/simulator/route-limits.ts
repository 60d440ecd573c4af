import { ApiError } from './api-error.js';
import { throttleMessage } from './throttle.js';

interface RouteLimit {
  readonly methods: readonly string[];
  /** Matched against the path without query, from `/projects` or `/groups` on. */
  readonly pattern: RegExp;
  readonly limit: number;
  readonly windowMs: number;
  /** What is counted apart: the caller, or the caller with the path. */
  readonly per: 'caller' | 'caller and path';
  readonly dotcomLimit?: number;
  readonly isDotcomOnly?: boolean;
  /** Only requests with this query parameter. */
  readonly parameter?: string;
  /** Only requests with a body over so many bytes. */
  readonly overBytes?: number;
  readonly what?: 'archive';
}

const MINUTE = 60_000;
const MEGABYTE = 1024 * 1024;
const READ = ['GET', 'HEAD'];

/** The limits of single routes: https://docs.gitlab.com/security/rate_limits/, self-managed defaults unless said otherwise. */
const LIMITS: readonly RouteLimit[] = [
  { methods: READ, pattern: /^\/projects$/, limit: 2000, windowMs: 10 * MINUTE, per: 'caller' },
  { methods: READ, pattern: /^\/projects\/[^/]+$/, limit: 400, windowMs: MINUTE, per: 'caller' },
  { methods: READ, pattern: /^\/groups$/, limit: 200, windowMs: MINUTE, per: 'caller' },
  { methods: READ, pattern: /^\/groups\/[^/]+$/, limit: 400, windowMs: MINUTE, per: 'caller' },
  { methods: READ, pattern: /^\/groups\/[^/]+\/projects$/, limit: 600, windowMs: MINUTE, per: 'caller' },
  {
    methods: READ,
    pattern: /\/repository\/files\//,
    limit: 500,
    windowMs: MINUTE,
    per: 'caller',
    isDotcomOnly: true,
  },
  {
    methods: READ,
    pattern: /\/repository\/files\/[^/]+\/raw$/,
    limit: 300,
    windowMs: MINUTE,
    per: 'caller and path',
  },
  { methods: ['POST'], pattern: /\/notes$/, limit: 300, dotcomLimit: 60, windowMs: MINUTE, per: 'caller' },
  {
    methods: READ,
    pattern: /\/merge_requests$/,
    limit: 30,
    dotcomLimit: 10,
    windowMs: MINUTE,
    per: 'caller',
    parameter: 'search',
  },
  {
    methods: ['POST'],
    pattern: /^\/projects\/[^/]+\/(?:pipeline|merge_requests\/\d+\/pipelines)$/,
    limit: 25,
    windowMs: MINUTE,
    per: 'caller and path',
  },
  {
    methods: READ,
    pattern: /\/repository\/archive(?:\.[a-z0-9.]+)?$/,
    limit: 5,
    windowMs: MINUTE,
    per: 'caller and path',
    what: 'archive',
  },
  {
    methods: ['POST'],
    pattern: /\/repository\/commits$/,
    limit: 3,
    windowMs: 30_000,
    per: 'caller',
    overBytes: 20 * MEGABYTE,
  },
  {
    methods: ['POST'],
    pattern: /\/hooks\/\d+\/(?:test\/\w+|events\/\d+\/resend)$/,
    limit: 5,
    windowMs: MINUTE,
    per: 'caller and path',
  },
];

/** What a route limit looks at. */
export interface LimitedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bytes: number;
  readonly caller: string;
}

/** Counts requests of single routes in fixed windows; the application itself refuses, with JSON and without `Retry-After`. */
export class RouteLimits {
  private readonly windows = new Map<string, { readonly endsAt: number; count: number }>();

  constructor(private readonly options: { readonly isOn: boolean; readonly isDotcom: boolean }) {}

  /** Counts the request wherever it fits; throws 429 when one limit is used up. */
  check(request: LimitedRequest): void {
    if (!this.options.isOn) return;
    for (const [index, limit] of LIMITS.entries()) {
      if (!limit.methods.includes(request.method) || !limit.pattern.test(request.path)) continue;
      if (limit.isDotcomOnly && !this.options.isDotcom) continue;
      if (limit.parameter && !request.query.get(limit.parameter)) continue;
      if (limit.overBytes !== undefined && request.bytes <= limit.overBytes) continue;
      const most = this.options.isDotcom ? (limit.dotcomLimit ?? limit.limit) : limit.limit;
      // A number in the path of an event names what is resent; the limit is the hook's.
      const place = limit.per === 'caller' ? '' : request.path.replace(/\/(?:test|events)\/.*/, '');
      this.take(`${index}:${request.caller}:${place}`, { most, windowMs: limit.windowMs, what: limit.what });
    }
  }

  /** Reading a blob or file over 10 MB counts: 5 a minute for each project. */
  checkLargeBlob(caller: string, projectId: number, bytes: number): void {
    if (!this.options.isOn || bytes <= 10 * MEGABYTE) return;
    this.take(`blob:${caller}:${projectId}`, { most: 5, windowMs: MINUTE, what: undefined });
  }

  private take(
    key: string,
    limit: { readonly most: number; readonly windowMs: number; readonly what: 'archive' | undefined },
  ): void {
    const now = performance.now();
    let window = this.windows.get(key);
    if (!window || now >= window.endsAt) {
      window = { endsAt: now + limit.windowMs, count: 0 };
      this.windows.set(key, window);
    }
    window.count += 1;
    if (window.count <= limit.most) return;
    throw new ApiError(429, { message: { error: throttleMessage(limit.what ?? 'endpoint') } });
  }
}
