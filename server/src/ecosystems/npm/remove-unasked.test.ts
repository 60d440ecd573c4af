import { removeUnasked } from './remove-unasked.js';

type Entry = Readonly<Record<string, unknown>>;

const PATH = 'package-lock.json';

/** A lock of version 3, or with the older half of version 2. */
function lock(packages: Readonly<Record<string, Entry>>, dependencies?: Readonly<Record<string, Entry>>) {
  return { name: 'app', lockfileVersion: dependencies === undefined ? 3 : 2, packages, dependencies };
}

function text(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const root = { dependencies: { a: '^1.0.0', z: '^1.0.0' } };
const asksFor = (...names: readonly string[]): Entry => ({
  version: '1.0.0',
  dependencies: Object.fromEntries(names.map((name) => [name, '^1.0.0'])),
});
const plain = { version: '1.0.0' };

/** What is left of the locations when `a` no longer asks for anything. */
function left(packages: Readonly<Record<string, Entry>>): readonly string[] {
  const after = { ...packages, 'node_modules/a': { version: '1.1.0' } };
  const result = removeUnasked(PATH, text(lock(packages)), text(lock(after)));
  const kept = Object.keys(JSON.parse(result).packages);
  const expected = Object.fromEntries(Object.entries(after).filter(([location]) => kept.includes(location)));
  expect(result).toBe(text(lock(expected)));
  return kept.filter((location) => location !== '');
}

describe('a lock of versions 2 and 3 after an edit', () => {
  it('loses what only the old version asked for, and what that asked for in turn', () => {
    expect(
      left({
        '': root,
        'node_modules/a': asksFor('b'),
        'node_modules/b': asksFor('c'),
        'node_modules/b/node_modules/c': plain,
        'node_modules/c': plain,
        'node_modules/z': asksFor('c'),
      }),
    ).toEqual(['node_modules/a', 'node_modules/c', 'node_modules/z']);
  });

  it.each([
    ['the first', { 'node_modules/a': asksFor('aa'), 'node_modules/aa': plain, 'node_modules/z': plain }],
    ['the last', { 'node_modules/a': asksFor('zz'), 'node_modules/z': plain, 'node_modules/zz': plain }],
    [
      'several in a row',
      {
        'node_modules/a': asksFor('b', 'c', 'd'),
        'node_modules/b': plain,
        'node_modules/c': plain,
        'node_modules/d': plain,
        'node_modules/z': plain,
      },
    ],
    [
      'a ring',
      {
        'node_modules/a': asksFor('b'),
        'node_modules/b': asksFor('c'),
        'node_modules/c': asksFor('b'),
        'node_modules/z': plain,
      },
    ],
  ])('loses %s cleanly', (_name, packages) => {
    expect(left({ '': root, ...packages })).toEqual(['node_modules/a', 'node_modules/z']);
  });

  it.each([
    ['peer', { version: '1.0.0', peerDependencies: { b: '1' } }],
    [
      'optional peer',
      { version: '1.0.0', peerDependencies: { b: '1' }, peerDependenciesMeta: { b: { optional: true } } },
    ],
    ['optional dependency', { version: '1.0.0', optionalDependencies: { b: '1' } }],
  ])('keeps the %s of another package', (_name, other) => {
    const packages = {
      '': root,
      'node_modules/a': asksFor('b'),
      'node_modules/b': plain,
      'node_modules/z': other,
    };
    expect(left(packages)).toEqual(['node_modules/a', 'node_modules/b', 'node_modules/z']);
  });

  it('keeps what a workspace asks for, and what nobody asked for before', () => {
    const packages = {
      '': { ...root, workspaces: ['packages/*'] },
      'node_modules/a': asksFor('b'),
      'node_modules/b': plain,
      'node_modules/left-behind': plain,
      'node_modules/own': { resolved: 'packages/own', link: true },
      'node_modules/z': plain,
      'packages/own': asksFor('b'),
    };
    expect(left(packages)).toHaveLength(Object.keys(packages).length - 1);
  });

  it('loses it from the older half too, and the list that becomes empty', () => {
    const half = (a: Entry, more: Readonly<Record<string, Entry>>) => ({ a, ...more, z: plain });
    const before = lock(
      {
        '': root,
        'node_modules/a': asksFor('b', 'c'),
        'node_modules/a/node_modules/b': plain,
        'node_modules/c': plain,
        'node_modules/z': plain,
      },
      half({ version: '1.0.0', requires: { b: '1', c: '1' }, dependencies: { b: plain } }, { c: plain }),
    );
    const after = {
      ...before,
      packages: { ...before.packages, 'node_modules/a': { version: '1.1.0' } },
      dependencies: half({ version: '1.1.0', dependencies: { b: plain } }, { c: plain }),
    };
    expect(removeUnasked(PATH, text(before), text(after))).toBe(
      text(
        lock(
          { '': root, 'node_modules/a': { version: '1.1.0' }, 'node_modules/z': plain },
          half({ version: '1.1.0' }, {}),
        ),
      ),
    );
  });

  it('keeps a lock on one line on one line', () => {
    const before = lock({ '': root, 'node_modules/a': asksFor('b'), 'node_modules/b': plain });
    const after = lock({ '': root, 'node_modules/a': plain, 'node_modules/b': plain });
    expect(removeUnasked(PATH, JSON.stringify(before), JSON.stringify(after))).toBe(
      JSON.stringify(lock({ '': root, 'node_modules/a': plain })),
    );
  });
});

describe('what is left alone', () => {
  it('is a lock of version 1: it does not say who asks for a peer', () => {
    const old = (requires: Entry) => ({
      lockfileVersion: 1,
      dependencies: { a: { version: '1.0.0', requires }, b: plain },
    });
    expect(removeUnasked(PATH, text(old({ b: '1' })), text(old({})))).toBe(text(old({})));
  });

  it('is what is shipped inside of a package that stays', () => {
    const inner = { version: '1.0.0', inBundle: true };
    const packages = {
      '': root,
      'node_modules/a': asksFor('b'),
      'node_modules/a/node_modules/b': inner,
      'node_modules/z': plain,
    };
    expect(left(packages)).toContain('node_modules/a/node_modules/b');
  });

  it.each(['', '{', '[]', '{"packages":1}', '{"packages":{"":1}}'])('is %j', (broken) => {
    const fine = text(lock({ '': root, 'node_modules/a': plain }));
    expect(removeUnasked(PATH, fine, broken)).toBe(broken);
    expect(removeUnasked(PATH, broken, fine)).toBe(fine);
  });
});
