import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, type Router } from 'express';

/** Serves the built page: hashed assets for a year, everything else is index.html so that addresses of pages work. */
export function createPageRouter(directory: string): Router {
  const router = express.Router();
  if (!existsSync(join(directory, 'index.html'))) {
    router.get('/', (_request, response) => {
      response.status(503).type('text').send('The page is not built. Run: npm run build\n');
    });
    return router;
  }
  router.use('/assets', compressed(join(directory, 'assets')));
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), { immutable: true, maxAge: '365d', fallthrough: false }),
  );
  router.use(express.static(directory, { index: false, maxAge: '1h' }));
  router.get(/^\/(?!graphql|healthz|readyz|assets\/).*/, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(directory, 'index.html'));
  });
  return router;
}

/** Whoever comes to the API's address with a browser gets the page, which explores it there; programs go on. */
export function explorerPage(directory: string): RequestHandler {
  const index = join(directory, 'index.html');
  return (request, response, next) => {
    const isBrowser =
      request.accepts(['application/json', 'application/graphql-response+json', 'html']) === 'html';
    if (request.method !== 'GET' || 'query' in request.query || !isBrowser || !existsSync(index))
      return next();
    response.vary('Accept').set('Cache-Control', 'no-cache').sendFile(index);
  };
}

const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

/** Sends what the build has compressed to those who take it so. */
function compressed(folder: string): RequestHandler {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (request, response, next) => {
    const name = request.path.slice(1);
    if (!names.has(name)) return next();
    response.vary('Accept-Encoding');
    const encoding = ENCODINGS.find(
      (each) => names.has(`${name}${each.extension}`) && request.acceptsEncodings(each.name) === each.name,
    );
    if (encoding !== undefined) {
      response.type(extname(name)).set('Content-Encoding', encoding.name);
      request.url = `/${name}${encoding.extension}`;
    }
    next();
  };
}
