import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';

/** Serves the built page: hashed assets for a year, everything else is index.html so that addresses of pages work. */
export function createPageRouter(directory: string): Router {
  const router = express.Router();
  if (!existsSync(join(directory, 'index.html'))) {
    router.get('/', (_request, response) => {
      response.status(503).type('text').send('The page is not built. Run: npm run build\n');
    });
    return router;
  }
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
