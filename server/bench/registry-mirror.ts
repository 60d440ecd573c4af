import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { once } from 'node:events';
import { z } from 'zod';
import { configuredNpmRegistry } from '../src/registries/npm-configuration.client.js';
import type { BulkAdvisory } from './bulk-advisories.js';

/**
 * A registry on loopback: documents and archives of the person's own npm registry, each fetched once, and an audit of our
 * own. Documents with `bundleDependencies: true` are mended, because npm itself fails at them.
 */
export interface RegistryMirror {
  /** With a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

interface Kept {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

const askedSchema = z.record(z.string(), z.array(z.string()));
const BULK = '/-/npm/v1/security/advisories/bulk';
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** Opens a mirror that answers audits with these advisories. Addresses in the documents stay as they are. */
export async function openRegistryMirror(
  bulk: ReadonlyMap<string, readonly BulkAdvisory[]>,
): Promise<RegistryMirror> {
  const upstream = new URL(await configuredNpmRegistry(process.env));
  const kept = new Map<string, Promise<Kept>>();
  const fetchOnce = (path: string, accept: string): Promise<Kept> => {
    const key = `${accept} ${path}`;
    const known = kept.get(key) ?? fetchKept(new URL(path.replace(/^\/+/, ''), upstream), accept);
    kept.set(key, known);
    return known;
  };
  const server = createServer((request, response) => {
    answer(request, response, { bulk, fetchOnce }).catch((error: unknown) => {
      response.statusCode = 502;
      response.end(JSON.stringify({ error: String(error) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mirror has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Holdings {
  readonly bulk: ReadonlyMap<string, readonly BulkAdvisory[]>;
  readonly fetchOnce: (path: string, accept: string) => Promise<Kept>;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { bulk, fetchOnce }: Holdings,
): Promise<void> {
  const path = request.url ?? '/';
  if (path === BULK) {
    const body = await readAll(request);
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
    const known = Object.keys(askedSchema.parse(JSON.parse(text))).flatMap((name) => {
      const list = bulk.get(name);
      return list === undefined ? [] : [[name, list] as const];
    });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(Object.fromEntries(known)));
    return;
  }
  const { status, type, body } = await fetchOnce(path, request.headers.accept ?? 'application/json');
  response.statusCode = status;
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'public, max-age=3600');
  response.end(body);
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function fetchKept(url: URL, accept: string): Promise<Kept> {
  const reply = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(60_000) });
  const body = Buffer.from(await reply.arrayBuffer());
  if (body.length > MAXIMUM_BYTES) throw new Error(`${url.pathname} is too large.`);
  const type = reply.headers.get('content-type') ?? 'application/json';
  return { status: reply.status, type, body: type.includes('json') ? mend(body) : body };
}

const documentSchema = z.looseObject({ versions: z.record(z.string(), z.looseObject({})) });

function mend(body: Buffer): Buffer {
  const text = body.toString('utf8');
  if (!/"bundled?Dependencies":\s*true/.test(text)) return body;
  const document = documentSchema.parse(JSON.parse(text));
  for (const version of Object.values(document.versions)) {
    for (const field of ['bundleDependencies', 'bundledDependencies'])
      if (version[field] === true) version[field] = Object.keys(version['dependencies'] ?? {});
  }
  return Buffer.from(JSON.stringify(document));
}
