import type { GitSnapshot } from '../gitlab/gitlab.js';
import { readManifests, type ReadDeps } from './read-manifests.js';

const MANIFEST = '{"name":"app","dependencies":{"left-lib":"1.0.0"}}';

/** A repository with these files, and links in it; nothing is stored yet. */
function snapshotOf(files: Readonly<Record<string, string>>, links: readonly string[]): GitSnapshot {
  const paths = Object.keys(files);
  return {
    commit: 'c'.repeat(40),
    files: paths.map((path) => ({ path, blob: `blob of ${path}` })),
    skipped: [
      ...links.map((path) => ({ path, reason: 'SYMLINK' as const })),
      { path: 'package-lock.json\u0001', reason: 'BAD_PATH' },
    ],
    readBlobs: async (blobs: readonly string[]) =>
      new Map(
        blobs.map((blob) => {
          const path = paths.find((known) => `blob of ${known}` === blob) ?? '';
          return [blob, { kind: 'content', bytes: Buffer.from(files[path] ?? '') }];
        }),
      ),
    close: async () => undefined,
  } as unknown as GitSnapshot;
}

const deps = {
  inTransaction: (work: (stores: object) => unknown) =>
    work({ inventories: { known: async () => new Map(), texts: async () => new Map() } }),
  parse: (...[ecosystem, group, files]: Parameters<ReadDeps['parse']>) =>
    Promise.resolve(ecosystem.parse(group, files)),
  reportFault: () => undefined,
} as unknown as ReadDeps;

const context = { signal: new AbortController().signal, progress: async () => undefined };

test('a manifest that is a symbolic link is said to be one, is not followed, and hides nothing beside it', async () => {
  const snapshot = snapshotOf({ 'app/package.json': MANIFEST }, ['package.json', 'app/package-lock.json']);
  const { groups } = await readManifests(deps, snapshot, context);
  expect(
    groups.map(({ group, inventory }) => [
      group.path,
      inventory?.problems.map(({ code, path }) => `${code} ${path}`),
    ]),
  ).toEqual([
    ['app/package-lock.json', ['NOT_A_FILE app/package-lock.json']],
    ['package.json', ['NOT_A_FILE package.json']],
  ]);
});

test('without links everything is read', async () => {
  const { groups, texts } = await readManifests(deps, snapshotOf({ 'package.json': MANIFEST }, []), context);
  expect(groups.map(({ inventory }) => inventory?.packages.map(({ name }) => name))).toEqual([
    ['app', 'left-lib'],
  ]);
  expect([...texts.values()]).toEqual([MANIFEST]);
});
