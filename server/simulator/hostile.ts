import type { Request, Response } from 'express';
import { keepAnswer } from './faults.js';
import type { HostileMode, HostileOptions } from './trouble-api.js';

interface Active {
  readonly mode: HostileMode;
  readonly pathPattern: string | RegExp;
  readonly options: HostileOptions;
}

const CHUNK = Buffer.alloc(64 * 1024, ' ');
const LOGIN_PAGE = `<!DOCTYPE html>
<html><head><title>Sign in</title></head>
<body><form action="/users/sign_in"><input name="user[login]"></form></body></html>
`;

/** Paths that are answered as by a server that means harm, or by something that is no GitLab at all. */
export class Hostility {
  private active: Active[] = [];

  add(active: Active): void {
    this.active.push(active);
  }

  clear(): void {
    this.active = [];
  }

  find(path: string): Active | null {
    const found = this.active.find(({ pathPattern }) =>
      typeof pathPattern === 'string' ? path.includes(pathPattern) : pathPattern.test(path),
    );
    return found ?? null;
  }
}

/** Answers in the request's place, or changes its answer. True when the request is finished. */
export function beHostile(active: Active, req: Request, res: Response): boolean {
  const { mode, options } = active;
  const origin = options.origin ?? 'http://hostile.example';
  const send = (type: string, body: string) => {
    req.resume();
    res.status(200).setHeader('Content-Type', type);
    res.end(body);
    return true;
  };
  switch (mode) {
    case 'redirect':
      req.resume();
      res.status(302).setHeader('Location', `${origin}${req.originalUrl}`);
      res.end();
      return true;
    case 'redirect-loop':
      req.resume();
      res.status(302).setHeader('Location', req.originalUrl);
      res.end();
      return true;
    case 'endless':
      req.resume();
      sendEndless(res, options.bytes ?? 1024 ** 3);
      return true;
    case 'html':
      return send('text/html; charset=utf-8', LOGIN_PAGE);
    case 'html-as-json':
      return send('application/json', LOGIN_PAGE);
    case 'broken-json':
      return send('application/json', '[{"id": 1, "name": "half of a te');
    case 'empty':
      return send('application/json', '');
    case 'deep':
      return send('application/json', nested(options.depth ?? 100_000));
    default:
      changeAnswer(active, origin, res);
      return false;
  }
}

/** JSON white space without end: valid so far at any moment. */
function sendEndless(res: Response, bytes: number): void {
  res.status(200).setHeader('Content-Type', 'application/json');
  res.write('[');
  let left = bytes;
  const more = () => {
    while (left > 0 && !res.destroyed) {
      left -= CHUNK.length;
      if (!res.write(CHUNK)) {
        res.once('drain', more);
        return;
      }
    }
    res.end(']');
  };
  more();
}

function nested(depth: number): string {
  return `${'['.repeat(depth)}${']'.repeat(depth)}`;
}

function changeAnswer({ mode, options }: Active, origin: string, res: Response): void {
  keepAnswer(res, (body) => {
    if (mode === 'foreign-link') {
      const link = res.getHeader('Link');
      const foreign = `<${origin}/api/v4/projects?page=2>; rel="next"`;
      const moved = typeof link === 'string' ? link.replace(/<https?:\/\/[^/>]+/g, `<${origin}`) : foreign;
      res.setHeader('Link', moved.includes('rel="next"') ? moved : foreign);
      res.end(body);
    } else if (mode === 'drip') {
      drip(res, body, options.intervalMs ?? 100);
    } else {
      const changed = changeJson(body, mode);
      res.removeHeader('Content-Length');
      res.end(changed);
    }
  });
}

/** One byte at a time. */
function drip(res: Response, body: Buffer, intervalMs: number): void {
  res.removeHeader('Content-Length');
  res.flushHeaders();
  let position = 0;
  const timer = setInterval(() => {
    if (position < body.length) res.write(body.subarray(position, position + 1));
    else res.end();
    position += 1;
  }, intervalMs);
  timer.unref();
  res.on('close', () => clearInterval(timer));
}

function changeJson(body: Buffer, mode: HostileMode): string {
  const text = body.toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (mode === 'wrong-types') return JSON.stringify(mapLeaves(value, wrongType));
    if (mode === 'null-fields') return JSON.stringify(mapLeaves(value, () => null));
    if (mode === 'missing-fields') return JSON.stringify(Array.isArray(value) ? value.map(() => ({})) : {});
    return JSON.stringify(value, (key, inner: unknown) => {
      const isRecord = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
      return isRecord && key !== MARK ? { ...inner, [MARK]: { polluted: true }, constructor: 'x' } : inner;
    }).replaceAll(`"${MARK}"`, '"__proto__"');
  } catch {
    return text;
  }
}

const MARK = 'proto:name';

function mapLeaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change));
  if (typeof value !== 'object' || value === null) return change(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapLeaves(inner, change)]));
}

function wrongType(leaf: unknown): unknown {
  if (typeof leaf === 'string') return { text: leaf };
  if (typeof leaf === 'number') return 'a number';
  if (typeof leaf === 'boolean') return [leaf];
  return 1e308;
}
