import type { Request, Response } from 'express';
import type { Fault } from './simulator-api.js';

const PROXY_PAGE = `<!DOCTYPE html>
<html><head><title>502</title></head>
<body><h1>502 Bad Gateway</h1><p>The server behind this proxy did not answer.</p></body></html>
`;

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
    if (fault.kind === 'truncate') sendHalf(Buffer.concat(chunks), req, res);
    else {
      for (const name of res.getHeaderNames()) res.removeHeader(name);
      sendFault(fault, req, res);
    }
    return res;
  };
  return false;
}

function sendFault(fault: Fault, req: Request, res: Response): void {
  for (const [name, value] of Object.entries(fault.headers ?? {})) res.setHeader(name, value);
  if (fault.kind === 'reset') req.socket.resetAndDestroy();
  else if (fault.kind === 'html')
    res
      .status(502)
      .type('text/html')
      .end(fault.body ?? PROXY_PAGE);
  else if (typeof fault.kind === 'number') {
    const status = fault.kind;
    const names: Record<number, string> = {
      500: 'Internal Server Error',
      502: 'Bad Gateway',
      503: 'Service Unavailable',
    };
    res.status(status).type('application/json');
    res.end(fault.body ?? JSON.stringify({ message: `${status} ${names[status] ?? 'Error'}` }));
  }
  // A timeout never answers; closing the simulator drops the connection.
}

function sendHalf(body: Buffer, req: Request, res: Response): void {
  res.setHeader('Content-Length', String(body.length));
  res.write(body.subarray(0, Math.floor(body.length / 2)), () => req.socket.destroy());
}
