import {
  planWorld,
  type World,
  worldFiles,
  worldManifests,
  registryAlone,
  worldQuestion,
  worldRegistry,
} from '../../test/planning-world.js';
import type { EditResult } from '../ecosystems/ecosystem.js';
import { npm } from '../ecosystems/npm/index.js';
import { whatIsLost } from './edited-inventory.js';
import { makePlans } from './make-plan.js';

const WORLD: World = {
  root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
  lock: {
    'node_modules/a': { version: '1.0.0', dependencies: { old: '^1.0.0' } },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/old': { version: '1.0.0', dependencies: { older: '^1.0.0' } },
    'node_modules/older': { version: '1.0.0' },
  },
  registry: { a: { '1.0.0': { dependencies: { old: '^1.0.0' } }, '1.0.1': {} } },
  flaws: [{ group: 'G', name: 'a', range: '<1.0.1' }],
};

const changed = (lock: World['lock'], root: World['root'] = WORLD.root) => {
  const [manifest] = worldManifests(worldFiles({ ...WORLD, lock, ...(root === undefined ? {} : { root }) }));
  if (manifest === undefined) throw new Error('no manifest');
  return manifest.inventory;
};
const { lock } = WORLD;
const moved = { 'node_modules/a': { version: '1.0.1' }, 'node_modules/b': { version: '1.0.0' } };
const CHANGES = [{ name: 'a', from: '1.0.0', to: '1.0.1' }];

describe('what is lost by an edit', () => {
  it.each<[string, World['lock'], string | null]>([
    ['nothing, when only the asked version moves', { ...lock, 'node_modules/a': { version: '1.0.1' } }, null],
    ['nothing, when what only the old version asked for is gone with all that it asked for', moved, null],
    ['what another package still asks for', { 'node_modules/a': { version: '1.0.1' } }, 'b is missing'],
    [
      'what only something that stayed asks for',
      { ...moved, 'node_modules/old': { version: '1.0.0', dependencies: { older: '^1.0.0' } } },
      'older is missing',
    ],
    [
      'a version that nobody asked to move',
      { ...moved, 'node_modules/b': { version: '1.2.0' } },
      'b stands at 1.2.0',
    ],
    [
      'a version that is not the one asked for',
      { ...moved, 'node_modules/a': { version: '1.0.2' } },
      'a stands at 1.0.2',
    ],
    ['everything', {}, 'is missing'],
  ])('is %s', (_, after, expected) => {
    const lost = whatIsLost(changed(lock), changed(after), CHANGES);
    if (expected === null) expect(lost).toBeNull();
    else expect(lost).toContain(expected);
  });

  it('is told when the file has a problem that it did not have', () => {
    const before = changed(lock);
    const [manifest] = worldManifests(worldFiles(WORLD));
    const cut = (manifest?.files ?? []).map(({ path, text }) => ({
      path,
      text: path === 'package-lock.json' ? text.slice(0, -40) : text,
    }));
    const after = npm.parse(manifest?.group ?? { ecosystem: 'npm', path: '', inputs: [] }, cut);
    expect(whatIsLost(before, after, CHANGES)).toContain('could not be read whole afterwards');
  });
});

describe('planning', () => {
  it('offers the edit when the ecosystem edits well', async () => {
    expect((await planWorld(WORLD)).plans).toHaveLength(1);
  });

  it.each<[string, (text: string) => string]>([
    ['a text that breaks off', (text) => text.slice(0, -40)],
    ['an empty text', () => ''],
    ['a lock without packages', () => '{"name":"app","lockfileVersion":3,"packages":{"":{"name":"app"}}}'],
  ])('refuses an edit that gives %s, which no longer shows the vulnerable version', async (_, spoil) => {
    const edit = (...asked: Parameters<typeof npm.edit>): EditResult => {
      const result = npm.edit(...asked);
      if (result.kind === 'refused') return result;
      return { ...result, files: result.files.map(({ path, text }) => ({ path, text: spoil(text) })) };
    };
    const question = { ...worldQuestion(WORLD), ecosystemOf: () => ({ ...npm, edit }) };
    const { plans, unfixed } = await makePlans(
      registryAlone({ registry: worldRegistry(WORLD.registry) }),
      question,
    );
    expect(plans).toEqual([]);
    expect(unfixed).toMatchObject([{ finding: { name: 'a' }, reason: { code: 'EDIT_REFUSED' } }]);
  });
});
