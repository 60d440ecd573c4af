import type { Request, Response } from 'express';
import type { Fault } from './trouble-api.js';
import { PROXY_THROTTLE_TEXT, THROTTLE_TEXT, throttleMessage } from './throttle.js';

const PROXY_PAGE = `<!DOCTYPE html>
<html><head><title>502</title></head>
<body><h1>502 Bad Gateway</h1><p>The server behind this proxy did not answer.</p></body></html>
`;

const HOLD_MS = 30_000;

/** Faults that wait for their requests. */
export class Faults {
  private readonly waiting: { readonly fault: Fault; left: number }[] = [];

  inject(fault: Fault): void {
    this.waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.waiting.length = 0;
  }

  /** Takes the first fault that fits; each counts down. */
  take(method: string, path: string): Fault | null {
    const found = this.waiting.find(
      ({ fault, left }) =>
        left > 0 &&
        (fault.method === undefined || fault.method.toUpperCase() === method) &&
        (typeof fault.pathPattern === 'string'
          ? path.includes(fault.pathPattern)
          : fault.pathPattern.test(path)),
    );
    if (!found) return null;
    found.left -= 1;
    return found.fault;
  }
}

/** Carries a fault out instead of the request, or (`afterEffect`, `truncate`) instead of its answer. True when the request is finished. */
export function applyFault(fault: Fault, req: Request, res: Response): boolean {
  if (!fault.afterEffect && fault.kind !== 'truncate') {
    sendFault(fault, req, res);
    return true;
  }
  keepAnswer(res, (body) => {
    if (fault.kind === 'truncate') sendHalf(body, req, res);
    else {
      for (const name of res.getHeaderNames()) res.removeHeader(name);
      sendFault(fault, req, res);
    }
  });
  return false;
}

/** Holds back what the handler writes, and gives it to `use` instead of ending the answer. */
export function keepAnswer(res: Response, use: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const originalEnd = res.end.bind(res);
  const originalWrite = res.write.bind(res);
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, 'utf8'));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  res.write = (...args: unknown[]) => {
    keep(args[0]);
    return true;
  };
  res.end = (...args: unknown[]) => {
    keep(args[0]);
    res.end = originalEnd;
    res.write = originalWrite;
    use(Buffer.concat(chunks));
    return res;
  };
}

function sendFault(fault: Fault, req: Request, res: Response): void {
  // What is still to come of the body is read and dropped, so that the answer is not lost in a broken pipe.
  if (fault.kind !== 'reset') req.resume();
  for (const [name, value] of Object.entries(answerHeaders(fault))) res.setHeader(name, value);
  if (fault.kind === 'reset') req.socket.resetAndDestroy();
  else if (fault.kind === 'hang') {
    const timer = setTimeout(() => req.socket.resetAndDestroy(), fault.holdMs ?? HOLD_MS).unref();
    res.on('close', () => clearTimeout(timer));
  } else if (fault.kind !== 'timeout' && fault.kind !== 'truncate') sendAnswer(fault, fault.kind, res);
  // A timeout never answers; closing the simulator drops the connection.
}

function answerHeaders(fault: Fault): Readonly<Record<string, string>> {
  if (fault.kind === 'throttle-plain') return { 'Retry-After': '1', ...fault.headers };
  if (fault.kind === 'throttle-proxy') return { 'Retry-After': '1s', ...fault.headers };
  return fault.headers ?? {};
}

function sendAnswer(
  fault: Fault,
  kind: number | 'html' | 'throttle-plain' | 'throttle-json' | 'throttle-proxy',
  res: Response,
): void {
  const send = (status: number, type: string, body: string) => {
    res.status(status).setHeader('Content-Type', type);
    res.end(fault.body ?? body);
  };
  if (kind === 'html') send(502, 'text/html; charset=utf-8', PROXY_PAGE);
  else if (kind === 'throttle-plain') send(429, 'text/plain', THROTTLE_TEXT);
  else if (kind === 'throttle-proxy') send(429, 'text/plain', PROXY_THROTTLE_TEXT);
  else if (kind === 'throttle-json') {
    send(429, 'application/json', JSON.stringify({ message: { error: throttleMessage('endpoint') } }));
  } else send(kind, 'application/json', JSON.stringify({ message: `${kind} ${nameOf(kind)}` }));
}

function nameOf(status: number): string {
  if (status === 500) return 'Internal Server Error';
  if (status === 502) return 'Bad Gateway';
  return status === 503 ? 'Service Unavailable' : 'Error';
}

function sendHalf(body: Buffer, req: Request, res: Response): void {
  res.setHeader('Content-Length', String(body.length));
  res.write(body.subarray(0, Math.floor(body.length / 2)), () => req.socket.destroy());
}
