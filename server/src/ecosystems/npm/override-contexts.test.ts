import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Arborist from '@npmcli/arborist';
import { npm } from './index.js';

/** A package of the lock: its place, its version and what it asks for. */
type Entry = readonly [location: string, version: string, asks: Readonly<Record<string, string>>];

/** `server` pins `reader`, which pins `query` 1.0.0; all copies of `query` are at 1.2.0. */
const BELOW: readonly Entry[] = [
  ['node_modules/server', '1.0.0', { reader: '1.0.0' }],
  ['node_modules/reader', '1.1.0', { query: '1.0.0' }],
  ['node_modules/query', '1.2.0', {}],
];

/** The same, and `client` asks for a `reader` of its own. */
const TWICE: readonly Entry[] = [
  ...BELOW,
  ['node_modules/client', '1.0.0', { reader: '1.0.0' }],
  ['node_modules/client/node_modules/reader', '1.0.0', { query: '1.0.0' }],
];

describe('rules below others, as npm follows them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backline-overrides-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<
    [string, readonly Entry[], object, readonly [name: string, to: string, within: string][], object | null]
  >([
    [
      'a rule into the one that would hide it',
      BELOW,
      { server: { reader: '1.1.0' } },
      [['query', '1.2.0', 'reader']],
      { server: { reader: { '.': '1.1.0', query: '1.2.0' } } },
    ],
    [
      'the outer rule into the one that would hide it',
      BELOW,
      { reader: { query: '1.2.0' } },
      [['reader', '1.1.0', 'server']],
      { reader: { query: '1.2.0' }, server: { reader: { '.': '1.1.0', query: '1.2.0' } } },
    ],
    [
      'no rule where another asks too, as npm would follow neither',
      TWICE,
      { server: { reader: '1.1.0' } },
      [['query', '1.2.0', 'reader']],
      null,
    ],
    [
      'no two rules of which the later hides the earlier from one of two',
      TWICE,
      {},
      [
        ['query', '1.2.0', 'reader'],
        ['reader', '1.1.0', 'server'],
      ],
      null,
    ],
  ])('puts %s', async (_title, entries, overrides, forces, expected) => {
    const root = {
      name: 'project',
      version: '1.0.0',
      dependencies: Object.fromEntries(
        entries.flatMap(([location, version]) =>
          /^node_modules\/(?:server|client)$/.test(location) ? [[location.slice(13), version]] : [],
        ),
      ),
    };
    const lock = {
      ...{ name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true },
      packages: Object.fromEntries([
        ['', root],
        ...entries.map(([location, version, dependencies]) => [location, { version, dependencies }]),
      ]),
    };
    const files = [
      { path: 'package-lock.json', text: JSON.stringify(lock) },
      { path: 'package.json', text: JSON.stringify({ ...root, overrides }) },
    ];
    expect(await brokenEdges(files)).not.toEqual([]);
    const result = npm.edit(files, {
      versions: [],
      ranges: [],
      forces: forces.map(([name, to, within]) => ({ name, from: ['1.0.0'], to, within: [within] })),
    });
    if (expected === null) expect(result).toMatchObject({ kind: 'refused' });
    if (expected === null) return;
    if (result.kind === 'refused') throw new Error(result.reason);
    const edited = files.map((file) => result.files.find(({ path }) => path === file.path) ?? file);
    expect(JSON.parse(edited[1]?.text ?? '')).toEqual({ ...root, overrides: expected });
    expect(await brokenEdges(edited)).toEqual([]);
  });

  /** What `npm ci` would refuse: each demand that the lock does not answer, under the rules of the manifest. */
  async function brokenEdges(files: readonly { readonly path: string; readonly text: string }[]) {
    for (const { path, text } of files) writeFileSync(join(folder, path), text);
    const tree = await new Arborist({ path: folder }).loadVirtual();
    return [...tree.inventory.values()].flatMap((node) =>
      [...node.edgesOut.values()]
        .filter((edge) => !edge.valid)
        .map(({ name, spec }) => `${node.location}: ${name}@${spec}`),
    );
  }
});
