import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerOther, OTHER_REGISTRIES, type OtherRegistry } from './other-protocols.js';
import type { Universe } from './universe.js';

/** Registries that listen on one port, each below a path of its own. */
export interface RunningOtherRegistries {
  /** Where each is, without a slash at its end. */
  readonly urls: Readonly<Record<OtherRegistry, string>>;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/** Starts the registries of the other ecosystems on loopback: documents about packages, nothing to install. */
export async function startOtherRegistries(
  universes: Readonly<Record<OtherRegistry, Universe>>,
  port = 0,
): Promise<RunningOtherRegistries> {
  let url = '';
  const server = createServer((request, response) => {
    request.resume();
    respond(universes, url, { request, response });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The registries have no port.');
  url = `http://127.0.0.1:${address.port}`;
  return {
    urls: {
      pypi: `${url}/pypi`,
      go: `${url}/go`,
      maven: `${url}/maven`,
      crates: `${url}/crates`,
      rubygems: `${url}/rubygems`,
      packagist: `${url}/packagist`,
      nuget: `${url}/nuget`,
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function respond(
  universes: Readonly<Record<OtherRegistry, Universe>>,
  url: string,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405).end();
    return;
  }
  const [first, ...parts] = partsOf(request.url ?? '/');
  const registry = OTHER_REGISTRIES.find((each) => each === first);
  const document =
    registry === undefined
      ? null
      : answerOther(registry, universes[registry], { parts, baseUrl: `${url}/${registry}` });
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
