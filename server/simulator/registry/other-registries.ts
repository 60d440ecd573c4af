import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerOther, type Document, type OtherRegistry } from './other-protocols.js';
import type { Universe } from './universe.js';

/** Registries that listen, each on a port of its own: as in the world, what one host allows does not hold up another. */
export interface RunningOtherRegistries {
  /** Where each is, without a slash at its end. */
  readonly urls: Readonly<Record<OtherRegistry, string>>;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/** Starts the registries of the other ecosystems on loopback: documents about packages, nothing to install. */
export async function startOtherRegistries(
  universes: Readonly<Record<OtherRegistry, Universe>>,
): Promise<RunningOtherRegistries> {
  const servers: Server[] = [];
  const start = async (registry: OtherRegistry): Promise<string> => {
    const server = createServer();
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The registry has no port.');
    const url = `http://127.0.0.1:${address.port}`;
    server.on('request', (request, response) => {
      request.resume();
      respond(
        (parts) => answerOther(registry, universes[registry], { parts, baseUrl: url }),
        request,
        response,
      );
    });
    return url;
  };
  const [pypi, go, maven, crates, rubygems, packagist, nuget] = await Promise.all([
    start('pypi'),
    start('go'),
    start('maven'),
    start('crates'),
    start('rubygems'),
    start('packagist'),
    start('nuget'),
  ]);
  return {
    urls: { pypi, go, maven, crates, rubygems, packagist, nuget },
    close: async () => {
      await Promise.all(servers.map(closeServer));
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

function respond(
  answer: (parts: readonly string[]) => Document | null,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405).end();
    return;
  }
  const document = answer(partsOf(request.url ?? '/'));
  if (document === null) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    return;
  }
  const { type, body, lastModified } = document;
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  const isFresh = request.headers['if-none-match']?.includes(etag) === true;
  response.writeHead(isFresh ? 304 : 200, {
    'content-type': type,
    etag,
    ...(lastModified === undefined ? {} : { 'last-modified': new Date(lastModified).toUTCString() }),
  });
  response.end(isFresh || request.method === 'HEAD' ? undefined : body);
}

function partsOf(requestUrl: string): string[] {
  try {
    return decodeURIComponent(requestUrl.split('?')[0] ?? '')
      .split('/')
      .filter((part) => part !== '');
  } catch {
    return [];
  }
}
