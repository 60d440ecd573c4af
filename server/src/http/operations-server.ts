import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../errors.js';
import type { Health } from '../metrics/process-health.js';

/** What those who run Backline ask of a process, apart from what people and programs ask. */
export interface OperationsOptions {
  readonly host: string;
  readonly port: number;
  readonly health: () => Health;
  readonly readiness: () => Promise<Health>;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
}

const REQUEST_MS = 10_000;

/**
 * Serves /healthz, /readyz and /metrics on an address of its own, without sign-in: it stands where the operator's own
 * programs reach it, and nobody else. CONFIG_INVALID when it cannot listen.
 */
export async function startOperationsServer(
  options: OperationsOptions,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    const send = (status: number, text: string, type = 'text/plain; charset=utf-8') => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : text);
    };
    const say = ({ isWell, message }: Health) => send(isWell ? 200 : 503, `${message}\n`);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return send(405, 'Only GET is answered here.\n');
    }
    const path = request.url?.split('?')[0];
    if (path === '/healthz') return say(options.health());
    const fail = () => send(500, 'Something went wrong inside Backline.\n');
    if (path === '/readyz') return void options.readiness().then(say, fail);
    if (path === '/metrics')
      return void options.metrics.text().then((text) => send(200, text, options.metrics.contentType), fail);
    send(404, 'Here are /healthz, /readyz and /metrics.\n');
  });
  await listen(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, { host, port }: OperationsOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const why = 'code' in cause ? ` (${String(cause.code)})` : '';
      const message = `Backline cannot listen on ${host}:${port} for /metrics${why}. Set BACKLINE_METRICS_PORT or BACKLINE_METRICS_HOST to others.`;
      reject(new AppError('CONFIG_INVALID', message, { cause }));
    });
    server.listen(port, host, resolve);
  });
}
