import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request as ask, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import { createPageRouter, explorerPage } from './page.js';

describe('serving the page', () => {
  let folder: string;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backline-page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
    await writeFile(join(folder, 'assets', 'a.js'), 'plain');
    await writeFile(join(folder, 'assets', 'a.js.br'), brotliCompressSync('small'));
    await writeFile(join(folder, 'assets', 'a.js.gz'), gzipSync('small'));
    await writeFile(join(folder, 'assets', 'b.js'), 'only plain');
    const app = express();
    app.get('/graphql', explorerPage(folder), (_request, response) => response.json({ errors: [] }));
    server = createServer(app.use(createPageRouter(folder)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });

  afterAll(async () => {
    await new Promise((done) => server.close(done));
    await rm(folder, { recursive: true, force: true });
  });

  function get(
    path: string,
    encodings = '',
    accept = '*/*',
  ): Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }> {
    return new Promise((done, fail) => {
      ask(
        { port, host: '127.0.0.1', path, headers: { 'accept-encoding': encodings, accept } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            done({
              status: response.statusCode ?? 0,
              headers: response.headers,
              bytes: Buffer.concat(chunks),
            }),
          );
        },
      )
        .on('error', fail)
        .end();
    });
  }

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
    ['br;q=0, gzip', 'gzip'],
    ['zstd', undefined],
  ])('sends a script to who takes %j as %j, always as a script', async (encodings, sent) => {
    const { headers, bytes } = await get('/assets/a.js', encodings);
    expect(headers['content-encoding']).toBe(sent);
    expect(headers['content-type']).toMatch(/javascript/);
    expect(headers['vary']).toMatch(/Accept-Encoding/i);
    expect(headers['cache-control']).toMatch(/immutable/);
    if (sent === undefined) expect(bytes.toString()).toBe('plain');
  });

  test('sends as it is what was not compressed, and no file that is not there', async () => {
    const { headers, bytes } = await get('/assets/b.js', 'br, gzip');
    expect(headers['content-encoding']).toBeUndefined();
    expect(bytes.toString()).toBe('only plain');
    expect((await get('/assets/missing.js', 'br')).status).toBe(404);
    expect((await get('/assets/..%2findex.html', 'br')).status).not.toBe(200);
  });

  test('answers every other address with the page, so that a copied one works', async () => {
    expect((await get('/findings/abc?state=OPEN')).bytes.toString()).toContain('<title>page');
  });

  test.each([
    ['/graphql', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
    ['/graphql', '*/*', 'json'],
    ['/graphql', 'application/json', 'json'],
    ['/graphql', 'application/graphql-response+json, application/json;q=0.9', 'json'],
    ['/graphql?query=%7B__typename%7D', 'text/html', 'json'],
  ])('answers %s to who takes %j with %s', async (path, accept, sent) => {
    const { headers } = await get(path, '', accept);
    expect(headers['content-type']).toContain(sent);
    expect(sent === 'json' || headers['vary']).toBeTruthy();
  });
});
