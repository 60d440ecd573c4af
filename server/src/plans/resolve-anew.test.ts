import { planWorld, publishedFacts, worldFiles, type World } from '../../test/planning-world.js';
import type { ResolutionRequest, ResolutionResult } from '../resolution/resolution.js';

/** `a` 1.0.1 closes the flaw and asks for `z`, which the lock lacks. */
const NEEDS_NEWCOMER: World = {
  root: { dependencies: { a: '^1.0.0' } },
  lock: { 'node_modules/a': { version: '1.0.0' } },
  registry: {
    a: { '1.0.0': {}, '1.0.1': { dependencies: { z: '^1.0.0' } } },
    z: { '1.0.0': {}, '1.1.0': {} },
  },
  flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
};

const LOCKED_ANEW: World['lock'] = {
  'node_modules/a': { version: '1.0.1', dependencies: { z: '^1.0.0' } },
  'node_modules/z': { version: '1.0.0' },
};

function answering(lock: World['lock'], requests: ResolutionRequest[] = []) {
  return (request: ResolutionRequest): ResolutionResult => {
    requests.push(request);
    const [file] = worldFiles({ ...NEEDS_NEWCOMER, lock });
    return { kind: 'resolved', files: file === undefined ? [] : [file] };
  };
}

test('what a text edit cannot answer is resolved anew, with the copy dropped and pinned', async () => {
  const requests: ResolutionRequest[] = [];
  const world = { ...NEEDS_NEWCOMER, resolve: answering(LOCKED_ANEW, requests) };
  const { plans, unfixed } = await planWorld(world);
  expect(unfixed).toEqual([]);
  expect(plans.map(({ kind }) => kind)).toEqual(['SAFE']);
  expect(plans[0]?.changes.map(({ name, from, to, means }) => [name, from, to, means])).toEqual([
    ['a', '1.0.0', '1.0.1', 'LIFT'],
  ]);
  expect(plans[0]?.changes[0]?.reason).toContain('New in the lock: z 1.0.0.');
  expect(requests.map(({ tool, drop, pins }) => ({ tool, drop, pins }))).toEqual([
    {
      tool: 'npm',
      drop: [{ name: 'a', version: '1.0.0', locations: ['node_modules/a'] }],
      pins: [{ name: 'a', versions: ['1.0.1'] }],
    },
  ]);
  expect(requests[0]?.newcomers.publishedBefore).toBe('2026-06-27T00:00:00.000Z');
  expect(await planWorld(world)).toEqual(await planWorld(world));
});

test('without the tool the reason names it', async () => {
  const { plans, unfixed } = await planWorld(NEEDS_NEWCOMER);
  expect(plans).toEqual([]);
  expect(unfixed.map(({ reason }) => reason.code)).toEqual(['TOOL_MISSING']);
});

test.each<[string, Partial<World>, string, string]>([
  [
    'a tool that finds no way is quoted',
    { resolve: () => ({ kind: 'refused', code: 'CONFLICT', message: 'z fits nobody.' }) },
    'RESOLUTION_FAILED',
    'z fits nobody.',
  ],
  [
    'a newcomer that is too young is not taken',
    {
      resolve: answering(LOCKED_ANEW),
      registry: { ...NEEDS_NEWCOMER.registry, z: { '1.0.0': { publishedAt: '2026-06-29T00:00:00.000Z' } } },
    },
    'TOO_YOUNG',
    'z 1.0.0',
  ],
  [
    'a newcomer that is as bad as what goes is not taken',
    {
      resolve: answering(LOCKED_ANEW),
      flaws: [...NEEDS_NEWCOMER.flaws, { group: 'G2', name: 'z', range: '1.0.0' }],
    },
    'WOULD_INTRODUCE',
    'does not get rid of a 1.0.0, or brings in something as bad',
  ],
  [
    'a lock that is no lock is not taken',
    {
      resolve: () => ({ kind: 'resolved', files: [{ path: 'package-lock.json', text: '{}' }] }),
    },
    'EDIT_REFUSED',
    'does not trust',
  ],
  [
    'a direct dependency that moves without being asked is not taken',
    {
      root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
      lock: { ...NEEDS_NEWCOMER.lock, 'node_modules/b': { version: '1.0.0' } },
      registry: { ...NEEDS_NEWCOMER.registry, b: { '1.0.0': {}, '1.1.0': {} } },
      resolve: () => ({
        kind: 'resolved',
        files: worldFiles({
          ...NEEDS_NEWCOMER,
          root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
          lock: { ...LOCKED_ANEW, 'node_modules/b': { version: '1.1.0' } },
        }).slice(0, 1),
      }),
    },
    'EDIT_REFUSED',
    'moves b from 1.0.0 to 1.1.0 too',
  ],
])('%s', async (_title, world, code, says) => {
  const { plans, unfixed } = await planWorld({ ...NEEDS_NEWCOMER, ...world });
  expect(plans).toEqual([]);
  expect(unfixed[0]?.reason.code).toBe(code);
  expect(unfixed[0]?.reason.message).toContain(says);
});

test('all that needs a resolver is asked for at once, and apart where that is refused', async () => {
  const requests: ResolutionRequest[] = [];
  const { plans, unfixed } = await planWorld({
    root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
    lock: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
    registry: {
      a: { '1.0.0': {}, '1.0.1': { dependencies: { z: '1' } } },
      b: { '1.0.0': {}, '1.0.1': { dependencies: { y: '1' } } },
      z: { '1.0.0': {} },
      y: { '1.0.0': {} },
    },
    flaws: [
      { group: 'G1', name: 'a', range: '1.0.0' },
      { group: 'G2', name: 'b', range: '1.0.0' },
    ],
    resolve: (request) => {
      requests.push(request);
      if (request.drop.some(({ name }) => name === 'b'))
        return { kind: 'refused', code: 'CONFLICT', message: 'y fits nobody.' };
      return {
        kind: 'resolved',
        files: worldFiles({
          ...NEEDS_NEWCOMER,
          root: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
          lock: { ...LOCKED_ANEW, 'node_modules/b': { version: '1.0.0' } },
        }).slice(0, 1),
      };
    },
  });
  const asked = requests.map(({ drop }) => drop.map(({ name }) => name).join(' '));
  expect(asked).toEqual(['a b', 'a']);
  expect(plans[0]?.proof.fixed.map(({ name }) => name)).toEqual(['a']);
  expect(unfixed.map(({ reason }) => reason.code)).toEqual(['RESOLUTION_FAILED']);
});

test('a major version that needs newcomers is raised in its manifest and resolved anew', async () => {
  const root = { dependencies: { a: '^1.0.0' } };
  const requests: ResolutionRequest[] = [];
  const { plans } = await planWorld({
    root,
    lock: { 'node_modules/a': { version: '1.0.0' } },
    registry: {
      a: { '1.0.0': {}, '2.0.0': { dependencies: { z: '1' } } },
      z: { '1.0.0': {} },
    },
    flaws: [{ group: 'G1', name: 'a', range: '1.0.0' }],
    resolve: (request) => {
      requests.push(request);
      const files = worldFiles({
        root: { dependencies: { a: '^2.0.0' } },
        lock: {
          'node_modules/a': { version: '2.0.0', dependencies: { z: '1' } },
          'node_modules/z': { version: '1.0.0' },
        },
        registry: {},
        flaws: [],
      });
      return { kind: 'resolved', files: files.slice(0, 1) };
    },
  });
  expect(requests[0]?.files.find(({ path }) => path === 'package.json')?.text).toContain('"a": "^2.0.0"');
  expect(plans.map(({ kind, group }) => [kind, group])).toEqual([['BREAKING', 'a']]);
  expect(plans[0]?.edits.map(({ path }) => path)).toEqual(['package-lock.json', 'package.json']);
  expect(publishedFacts('a', '2.0.0', {}).version).toBe(plans[0]?.changes[0]?.to);
});
