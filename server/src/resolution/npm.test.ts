import { createNpmThreads } from './npm-threads.worker.js';
import { createResolver } from './resolver.client.js';
import { compileFiles } from '../../test/compiled-threads.js';
import { lockV3, manifest, registryOf, requestFor, textOf, version } from '../../test/resolution-world.js';
import { npm } from '../ecosystems/npm/index.js';
import type { ResolutionContext, ResolutionRequest, ResolutionResult } from './resolution.js';

const compiled = compileFiles('resolution', [
  'npm-resolver.worker',
  'npm-failure',
  'npm-task',
  'tool-guard.worker',
]);
const threads = createNpmThreads(compiled.url);
const resolver = createResolver({ npm: (task, signal) => threads.run(task, signal), npmEcosystem: npm });

afterAll(async () => {
  await threads.close();
  compiled.remove();
});

function resolve(request: ResolutionRequest, context: Partial<ResolutionContext>): Promise<ResolutionResult> {
  return resolver.resolve(request, {
    registry: registryOf({}),
    match: () => [],
    signal: new AbortController().signal,
    ...context,
  });
}

const world = {
  top: [version('1.0.0', { dependencies: { inner: '^1.0.0' } })],
  inner: [version('1.0.0'), version('1.0.5', { dependencies: { fresh: '^2.0.0' } }), version('1.1.0')],
  fresh: [version('2.0.0'), version('2.1.0')],
  aside: [version('3.0.0'), version('3.0.1')],
};

test('moves a dropped package to the pinned version, lets in what it newly asks for and touches nothing else', async () => {
  const lock = lockV3({ top: '^1.0.0', aside: '^3.0.0' }, world, {
    top: '1.0.0',
    inner: '1.0.0',
    aside: '3.0.0',
  });
  const result = await resolve(
    requestFor('npm', [manifest({ top: '^1.0.0', aside: '^3.0.0' }), lock], {
      drop: [{ name: 'inner', version: '1.0.0', locations: ['node_modules/inner'] }],
      pins: [{ name: 'inner', versions: ['1.0.5'] }],
    }),
    { registry: registryOf(world) },
  );
  expect(textOf(result)).toBe(
    lockV3({ top: '^1.0.0', aside: '^3.0.0' }, world, {
      top: '1.0.0',
      inner: '1.0.5',
      aside: '3.0.0',
      fresh: '2.1.0',
    }).text,
  );
});
