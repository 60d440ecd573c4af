import { npm } from '../src/ecosystems/npm/index.js';
import { createNpmThreads } from '../src/resolution/npm-threads.worker.js';
import type { ResolutionContext, ResolutionRequest, ResolutionResult } from '../src/resolution/resolution.js';
import { createResolver, type ResolverOptions } from '../src/resolution/resolver.client.js';
import { compileFiles } from './compiled-threads.js';
import { registryOf } from './resolution-world.js';

/** The real resolver with its real package managers; what a test does not say is empty. */
export function openTestResolver(options: Partial<ResolverOptions> = {}) {
  const compiled = compileFiles('resolution', [
    'npm-resolver.worker',
    'npm-failure',
    'npm-task',
    'tool-guard.worker',
    'tool-preload.worker',
  ]);
  const threads = createNpmThreads(compiled.url);
  const resolver = createResolver({
    npm: threads.run,
    npmEcosystem: npm,
    codeFolder: compiled.url,
    ...options,
  });
  return {
    resolve: (request: ResolutionRequest, context: Partial<ResolutionContext>): Promise<ResolutionResult> =>
      resolver.resolve(request, {
        registry: registryOf({}),
        match: () => [],
        signal: new AbortController().signal,
        ...context,
      }),
    close: async () => {
      await threads.close();
      compiled.remove();
    },
  };
}
