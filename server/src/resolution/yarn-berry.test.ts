import {
  archivesOf,
  manifest,
  registryOf,
  requestFor,
  textOf,
  version,
} from '../../test/resolution-world.js';
import { openTestResolver } from '../../test/test-resolver.js';

const tester = openTestResolver({ fetchArchive: archivesOf(() => world) });
afterAll(tester.close);

const EMPTY = { path: 'yarn.lock', text: '__metadata:\n  version: 8\n  cacheKey: 10c0\n' };
const world = {
  top: [version('1.0.0', { dependencies: { inner: '^1.0.0' } })],
  inner: [version('1.0.0'), version('1.0.5', { dependencies: { fresh: '^2.0.0' } }), version('1.1.0')],
  fresh: [version('2.0.0'), version('2.1.0')],
  aside: [version('3.0.0'), version('3.0.1')],
};
const files = [manifest({ top: '^1.0.0', aside: '^3.0.0' })];

function pins(of: Readonly<Record<string, string>>) {
  return Object.entries(of).map(([name, text]) => ({ name, versions: [text] }));
}

async function lockOf(locked: Readonly<Record<string, string>>) {
  const result = await tester.resolve(requestFor('yarn-berry', [...files, EMPTY], { pins: pins(locked) }), {
    registry: registryOf(world, { hasArchives: true }),
  });
  return textOf(result);
}

test('moves a dropped package to the pinned version and lets in what it newly asks for', async () => {
  const before = await lockOf({ top: '1.0.0', inner: '1.0.0', aside: '3.0.0' });
  const result = await tester.resolve(
    requestFor('yarn-berry', [...files, { path: 'yarn.lock', text: before }], {
      drop: [{ name: 'inner', version: '1.0.0', locations: ['inner@npm:1.0.0'] }],
      pins: pins({ inner: '1.0.5' }),
    }),
    { registry: registryOf(world, { hasArchives: true }) },
  );
  expect(textOf(result)).toBe(await lockOf({ top: '1.0.0', inner: '1.0.5', aside: '3.0.0', fresh: '2.1.0' }));
});
