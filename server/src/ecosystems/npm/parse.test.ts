import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInventories } from '../../../test/repository-fixture.js';
import type { Inventory, InventoryPackage } from '../../inventory/inventory.js';
import { npm } from './index.js';

const FIXTURES = join(__dirname, 'fixtures');

function readFixture(name: string): Inventory {
  const [first, ...others] = readInventories(npm, join(FIXTURES, name));
  if (first === undefined || others.length > 0) throw new Error(`${name} is not one group`);
  return first.inventory;
}

function parseLock(lock: unknown, manifest?: unknown): Inventory {
  const text = typeof lock === 'string' ? lock : JSON.stringify(lock, null, 2);
  const files = [{ path: 'package-lock.json', text }];
  if (manifest !== undefined) files.push({ path: 'package.json', text: JSON.stringify(manifest) });
  const inputs = files.map((file) => file.path);
  return npm.parse({ ecosystem: 'npm', path: 'package-lock.json', inputs }, files);
}

function at(inventory: Inventory, location: string): InventoryPackage {
  const found = inventory.packages.find((item) => item.location === location);
  if (found === undefined) throw new Error(`nothing at ${location}`);
  return found;
}

function targetOf(inventory: Inventory, from: string, name: string): string | null {
  const target =
    at(inventory, from).requires.find((requirement) => requirement.name === name)?.target ?? null;
  return target === null ? null : (inventory.packages[target]?.location ?? null);
}

const summary = (inventory: Inventory): readonly string[] =>
  inventory.packages
    .filter((item) => item.source !== 'ROOT')
    .map((item) => `${item.name}@${item.version} ${item.scope}${item.isDirect ? ' direct' : ''}`)
    .sort();

describe('locks that npm made', () => {
  const app = [
    'debug@4.3.7 RUNTIME direct',
    'fsevents@2.3.2 OPTIONAL direct',
    'minimist@0.0.8 RUNTIME',
    'minimist@1.2.0 RUNTIME direct',
    'mkdirp@0.5.1 RUNTIME direct',
    'ms@2.1.3 RUNTIME',
    'rimraf@3.0.0 DEVELOPMENT direct',
    'ws@8.5.0 DEVELOPMENT direct',
  ];

  it.each(['app-v1', 'app-v2', 'app-v3'])(
    'reads names, versions, scopes and what is direct in %s',
    (name) => {
      const inventory = readFixture(name);
      expect(inventory.problems).toEqual([]);
      expect(inventory.format).toBe(`package-lock ${name.slice(4)}`);
      expect(inventory.isLocked).toBe(true);
      expect(summary(inventory)).toEqual(expect.arrayContaining(app));
      expect(inventory.packages).toHaveLength(20);
      expect(inventory.packages.filter((item) => item.isDirect)).toHaveLength(6);
      expect(inventory.packages[0]).toMatchObject({ source: 'ROOT', name: 'small-app', location: '' });
    },
  );

  it.each(['app-v1', 'app-v2', 'app-v3'])(
    'keeps the alias in what is asked for and the real name in the package of %s',
    (name) => {
      const inventory = readFixture(name);
      expect(targetOf(inventory, '', 'old-minimist')).toBe('node_modules/old-minimist');
      expect(at(inventory, 'node_modules/old-minimist')).toMatchObject({
        name: 'minimist',
        version: '1.2.0',
      });
      expect(at(inventory, '').requires.find((asked) => asked.name === 'old-minimist')?.range).toBe(
        'npm:minimist@1.2.0',
      );
    },
  );

  it('leaves open what nobody installed: an optional peer', () => {
    const inventory = readFixture('app-v3');
    const peers = at(inventory, 'node_modules/ws').requires;
    expect(peers.map(({ name, kind, target }) => [name, kind, target])).toEqual([
      ['bufferutil', 'PEER', null],
      ['utf-8-validate', 'PEER', null],
    ]);
  });

  it.each(['workspaces-v2', 'workspaces-v3'])('takes workspaces for the project itself in %s', (name) => {
    const inventory = readFixture(name);
    expect(inventory.problems).toEqual([]);
    expect(
      inventory.packages.filter((item) => item.source === 'WORKSPACE').map((item) => item.location),
    ).toEqual(['packages/api', 'packages/model']);
    expect(targetOf(inventory, 'packages/api', '@shop/model')).toBe('packages/model');
    expect(targetOf(inventory, 'packages/api', 'ms')).toBe('packages/api/node_modules/ms');
    expect(targetOf(inventory, 'packages/model', 'ms')).toBe('node_modules/ms');
    expect(targetOf(inventory, 'packages/model', 'semver')).toBe('packages/model/node_modules/semver');
    expect(at(inventory, 'node_modules/ms')).toMatchObject({ isDirect: true, scope: 'RUNTIME' });
    expect(at(inventory, 'packages/model/node_modules/semver')).toMatchObject({
      isDirect: true,
      scope: 'DEVELOPMENT',
    });
  });

  it('takes a folder that is asked for by path for a package of its own', () => {
    const newer = readFixture('local-folder-v3');
    expect(at(newer, 'libs/greet')).toMatchObject({ source: 'FILE', scope: 'DEVELOPMENT', isDirect: true });
    expect(targetOf(newer, 'libs/greet', 'ms')).toBe('libs/greet/node_modules/ms');
    const older = readFixture('local-folder-v1');
    expect(at(older, 'node_modules/greet')).toMatchObject({
      source: 'FILE',
      version: '',
      scope: 'DEVELOPMENT',
    });
    expect(at(older, 'node_modules/greet/node_modules/ms')).toMatchObject({
      version: '2.1.1',
      scope: 'DEVELOPMENT',
    });
    expect([newer.problems, older.problems]).toEqual([[], []]);
  });

  it('tells what a package ships inside of it from what the project bundles', () => {
    const inventory = readFixture('bundled-v3');
    const bundled = inventory.packages.filter((item) => item.isBundled);
    expect(bundled).toHaveLength(6);
    expect(bundled.every((item) => item.location.includes('oxide-wasm32-wasi/node_modules/'))).toBe(true);
    expect(at(inventory, 'node_modules/ms').isBundled).toBe(false);
  });

  it('gives what only a peer brings in the scope PEER', () => {
    expect(summary(readFixture('peers-v3'))).toEqual([
      'js-tokens@4.0.0 PEER',
      'loose-envify@1.4.0 PEER',
      'react@18.3.1 PEER',
      'use-sync-external-store@1.2.0 RUNTIME direct',
    ]);
  });

  it('reads npm-shrinkwrap.json in place of the lock beside it', () => {
    expect(readFixture('shrinkwrap-beside-lock')).toMatchObject({
      path: 'npm-shrinkwrap.json',
      format: 'npm-shrinkwrap v3',
    });
  });
});

describe('manifests without a lock that is read', () => {
  it('gives declared ranges and their sources', () => {
    const inventory = readFixture('manifest-alone');
    expect(inventory).toMatchObject({ format: 'package.json', isLocked: false, problems: [] });
    expect(
      inventory.packages.slice(1).map((item) => [item.name, item.version, item.source, item.scope]),
    ).toEqual([
      ['lodash', '^4.17.0', 'REGISTRY', 'RUNTIME'],
      ['minimist', '~1.2.0', 'REGISTRY', 'RUNTIME'],
      ['from-git', 'git+https://git.example/team/from-git.git#main', 'GIT', 'RUNTIME'],
      ['from-shorthand', 'team/from-shorthand', 'GIT', 'RUNTIME'],
      ['from-address', 'https://files.example/from-address.tgz', 'TARBALL', 'RUNTIME'],
      ['from-folder', 'file:../from-folder', 'FILE', 'RUNTIME'],
      ['react', '>=16', 'REGISTRY', 'PEER'],
      ['lodash', '4.17.20', 'REGISTRY', 'DEVELOPMENT'],
    ]);
    expect(new Set(inventory.packages.map((item) => item.location)).size).toBe(inventory.packages.length);
  });

  it('says so where the lock is of a kind that is not read, and reads what it locks', () => {
    const files = [
      { path: 'bun.lockb', text: '#!/usr/bin/env bun\nbun-lockfile-format-v0\n\0' },
      { path: 'package.json', text: '{ "name": "bun-binary", "dependencies": { "ms": "^2.0.0" } }' },
    ];
    const groups = npm.groupManifests(files.map(({ path }) => path));
    const [lock, manifest] = groups.map((group) => npm.parse(group, files));
    expect(lock).toMatchObject({ path: 'bun.lockb', isLocked: false, packages: [] });
    expect(lock?.problems).toMatchObject([{ code: 'NOT_SUPPORTED', path: 'bun.lockb' }]);
    expect(manifest).toMatchObject({ path: 'package.json', isLocked: false, problems: [] });
    expect(manifest?.packages.map((item) => item.name)).toEqual(['bun-binary', 'ms']);
  });

  it('takes a package of Unity for none of its own', () => {
    const text =
      '{\n"name": "com.example.thing", "unity": "2021.3", "dependencies": {"com.unity.x": "1.0.0"}}';
    const group = { ecosystem: 'npm', path: 'package.json', inputs: ['package.json'] } as const;
    const inventory = npm.parse(group, [{ path: 'package.json', text }]);
    expect(inventory.packages).toEqual([]);
    expect(inventory.problems).toMatchObject([{ code: 'NOT_SUPPORTED', line: 2 }]);
  });
});

describe('version 1 without its package.json', () => {
  it('takes what nothing asks for as direct, at just the locked version', () => {
    const text = readFileSync(join(FIXTURES, 'app-v1/package-lock.json'), 'utf8');
    const inventory = parseLock(text);
    expect(inventory.problems).toEqual([]);
    const root = at(inventory, '');
    expect(root.requires.map(({ name, range }) => `${name} ${range}`)).toEqual([
      'debug 4.3.7',
      'fsevents 2.3.2',
      'mkdirp 0.5.1',
      'old-minimist 1.2.0',
      'rimraf 3.0.0',
      'ws 8.5.0',
    ]);
    expect(at(inventory, 'node_modules/glob').scope).toBe('DEVELOPMENT');
  });
});

describe('scopes', () => {
  it('does not take an optional peer for the reason of anything', () => {
    const inventory = parseLock({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { a: '1' }, devDependencies: { b: '1' } },
        'node_modules/a': {
          version: '1.0.0',
          peerDependencies: { b: '1', c: '1' },
          peerDependenciesMeta: { b: { optional: true } },
        },
        'node_modules/b': { version: '1.0.0', dev: true, dependencies: { d: '1' } },
        'node_modules/c': { version: '1.0.0', peer: true, optionalDependencies: { d: '1' } },
        'node_modules/d': { version: '1.0.0' },
        'node_modules/stale': { version: '1.0.0', optional: true },
      },
    });
    expect(summary(inventory)).toEqual([
      'a@1.0.0 RUNTIME direct',
      'b@1.0.0 DEVELOPMENT direct',
      'c@1.0.0 PEER',
      'd@1.0.0 OPTIONAL',
      'stale@1.0.0 OPTIONAL',
    ]);
  });
});

describe('where packages come from', () => {
  it.each([
    ['https://registry.example/a/-/a-1.0.0.tgz', '^1.0.0', 'REGISTRY'],
    [undefined, '^1.0.0', 'REGISTRY'],
    ['https://files.example/a.tgz', 'https://files.example/a.tgz', 'TARBALL'],
    ['git+ssh://git@git.example/team/a.git#0123456', 'git@git.example:team/a.git', 'GIT'],
    ['git+ssh://git@git.example/team/a.git#0123456', '^1.0.0', 'GIT'],
    ['file:a-1.0.0.tgz', 'file:a-1.0.0.tgz', 'FILE'],
  ])('reads resolved %s asked for by %s as %s', (resolved, range, source) => {
    const packages = { '': { dependencies: { a: range } }, 'node_modules/a': { version: '1.0.0', resolved } };
    expect(at(parseLock({ lockfileVersion: 3, packages }), 'node_modules/a').source).toBe(source);
  });

  it.each([
    ['1.0.0', 'REGISTRY', '1.0.0', 'a'],
    ['npm:@real/name@2.0.0', 'REGISTRY', '2.0.0', '@real/name'],
    ['https://files.example/a.tgz', 'TARBALL', '', 'a'],
    ['github:team/a#0123456', 'GIT', '', 'a'],
    ['git+https://git.example/a.git#0123456', 'GIT', '', 'a'],
    ['file:../a', 'FILE', '', 'a'],
  ])('reads the version %s of version 1 as %s %s', (stated, source, version, name) => {
    const inventory = parseLock(
      { lockfileVersion: 1, dependencies: { a: { version: stated } } },
      { dependencies: { a: '*' } },
    );
    expect(at(inventory, 'node_modules/a')).toMatchObject({ source, version, name });
  });

  it('follows a link out of the project, and does not find the project from there', () => {
    const inventory = parseLock({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { near: 'file:../near', gone: 'file:../gone' } },
        '../near': { version: '1.0.0', dependencies: { ms: '*' } },
        'node_modules/near': { resolved: '../near', link: true },
        'node_modules/gone': { resolved: '../gone', link: true },
        'node_modules/ms': { version: '2.0.0' },
      },
    });
    expect(targetOf(inventory, '', 'near')).toBe('../near');
    expect(targetOf(inventory, '../near', 'ms')).toBeNull();
    expect(at(inventory, 'node_modules/gone')).toMatchObject({ source: 'FILE', version: '' });
    expect(inventory.problems).toEqual([]);
  });
});

describe('damaged and hostile files', () => {
  const whole = readFileSync(join(FIXTURES, 'app-v3/package-lock.json'), 'utf8');

  it('reads what stands before the cut of a truncated lock', () => {
    const cut = whole.slice(0, whole.indexOf('"node_modules/ws"') - 10);
    const inventory = parseLock(cut);
    expect(inventory.problems).toMatchObject([{ code: 'TRUNCATED', line: cut.split('\n').length }]);
    expect(inventory.packages.length).toBeGreaterThan(15);
    expect(at(inventory, 'node_modules/mkdirp').version).toBe('0.5.1');
  });

  it('never takes a cut text for a value', () => {
    const cut = whole.slice(0, whole.indexOf('"version": "0.5.1"') + '"version": "0.5'.length);
    const inventory = parseLock(cut);
    expect(inventory.packages.map((item) => item.location)).not.toContain('node_modules/mkdirp');
  });

  it('reads our side of a merge conflict', () => {
    const line = '      "version": "0.5.1",\n';
    const conflict = `<<<<<<< HEAD\n${line}=======\n      "version": "0.5.6",\n>>>>>>> other\n`;
    const inventory = parseLock(whole.replace(line, conflict));
    expect(inventory.problems).toMatchObject([
      { code: 'MERGE_CONFLICT', line: whole.slice(0, whole.indexOf(line)).split('\n').length },
    ]);
    expect(at(inventory, 'node_modules/mkdirp').version).toBe('0.5.1');
  });

  it('reads around a fault in the middle', () => {
    const inventory = parseLock(whole.replace('"version": "0.5.1",', '"version": "0.5.1" oops,'));
    const line = whole.slice(0, whole.indexOf('"version": "0.5.1"')).split('\n').length;
    expect(inventory.problems).toMatchObject([{ code: 'NOT_JSON', line }]);
    expect(at(inventory, 'node_modules/ws').version).toBe('8.5.0');
  });

  it.each([
    ['an empty file', '', 'NOT_JSON', 1],
    ['a page', '<!doctype html><p>Sign in</p>', 'NOT_JSON', 1],
    ['null', 'null', 'NOT_JSON', 1],
    ['a list', '[1]', 'NOT_JSON', 1],
    ['binary data', '{\n"a": "\0"}', 'NOT_TEXT', 2],
    [
      'a pointer to a large file',
      'version https://git-lfs.example/spec/v1\noid sha256:00\nsize 1\n',
      'NOT_JSON',
      1,
    ],
    ['a cut after the first brace', '{', 'TRUNCATED', 1],
    ['damage in something very deep', `{"a":${'['.repeat(5000)}`, 'TOO_DEEP', null],
    ['very many characters', `{"a":"${'x'.repeat(33 * 1024 * 1024)}"}`, 'TOO_LARGE', null],
    ['a version that is not known', '{\n"lockfileVersion": 9, "packages": {}}', 'UNKNOWN_VERSION', 2],
    ['packages that are a list', '{"lockfileVersion": 3, "packages": []}', 'BAD_ENTRY', 1],
  ])('says what is wrong with %s', (_title, text, code, line) => {
    const { problems } = parseLock(text);
    expect(problems).toMatchObject([{ code, line, path: 'package-lock.json' }]);
  });

  it('reads what is deep but whole', () => {
    const entry = '"a":{"version":"1.0.0","dependencies":{';
    const inventory = parseLock(
      `{"lockfileVersion":1,"dependencies":{${entry.repeat(300)}${'}}'.repeat(300)}}}`,
    );
    expect(inventory.problems.map((problem) => problem.code)).toContain('TOO_DEEP');
    expect(inventory.packages.length).toBeGreaterThan(50);
  });

  it('names the entry and its line, and reads the others', () => {
    const inventory = parseLock({
      lockfileVersion: 3,
      packages: {
        '': { name: 'x', dependencies: { good: '1', bad: 1, '': '*' } },
        'node_modules/good': { version: '1.0.0', dev: 'yes' },
        'node_modules/none': {},
        'node_modules/text': 'text',
        'node_modules/': { version: '1.0.0' },
        'node_modules/..': { version: '1.0.0' },
        'node_modules/../../etc/passwd': { version: '1.0.0' },
        'node_modules/a\nb': { version: '1.0.0' },
        [`node_modules/${'long'.repeat(2500)}`]: { version: '1.0.0' },
        [`${'node_modules/a/'.repeat(200)}node_modules/a`]: { version: '1.0.0' },
        'node_modules/long-version': { version: '1'.repeat(10_000) },
      },
    });
    expect(inventory.packages.map((item) => item.location)).toEqual(['', 'node_modules/good']);
    expect(inventory.problems.map((problem) => problem.line)).toEqual([
      8, 9, 12, 16, 17, 18, 21, 24, 27, 30, 33, 36,
    ]);
    expect(new Set(inventory.problems.map((problem) => problem.code))).toEqual(
      new Set(['BAD_ENTRY', 'TOO_DEEP']),
    );
    for (const { message } of inventory.problems) {
      expect(message.length).toBeLessThan(300);
      expect(message).not.toMatch(/[\u0000-\u001f]/);
    }
  });

  it.each([1, 3])('takes names of JavaScript itself for names, in version %i', (lockfileVersion) => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'];
    const entries = (key: (name: string) => string): string =>
      names
        .map(
          (name) =>
            `${JSON.stringify(key(name))}: {"version": "1.0.0", "requires": {"__proto__": "1"}, "dependencies": ${lockfileVersion === 3 ? '{"__proto__": "1"}' : '{}'}}`,
        )
        .join(',');
    const declared = `{${names.map((name) => `${JSON.stringify(name)}: "*"`).join(',')}}`;
    const text =
      lockfileVersion === 3
        ? `{"lockfileVersion": 3, "packages": {"": {"dependencies": ${declared}}, ${entries((name) => `node_modules/${name}`)}}}`
        : `{"lockfileVersion": 1, "dependencies": {${entries((name) => name)}}}`;
    const files = [
      { path: 'package-lock.json', text },
      { path: 'package.json', text: `{"dependencies": ${declared}}` },
    ];
    const inventory = npm.parse(
      { ecosystem: 'npm', path: 'package-lock.json', inputs: files.map((file) => file.path) },
      files,
    );
    expect(inventory.problems).toEqual([]);
    expect(inventory.packages.map((item) => item.name).sort()).toEqual(['', ...names].sort());
    expect(targetOf(inventory, 'node_modules/constructor', '__proto__')).toBe('node_modules/__proto__');
    expect(({} as Record<string, unknown>)['version']).toBeUndefined();
  });

  it('lists 50 problems of a file and counts the others', () => {
    const packages = Object.fromEntries(
      Array.from({ length: 80 }, (_, index) => [`node_modules/p${index}`, {}]),
    );
    const { problems } = parseLock({ lockfileVersion: 3, packages });
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)?.message).toMatch(/^30 more/);
  });

  it.each([1, 3])(
    'gives up on a file with thousands of faults, in version %i, and says so',
    (lockfileVersion) => {
      const entries = Object.fromEntries(
        Array.from({ length: 12_000 }, (_, index) => [
          `${lockfileVersion === 3 ? 'node_modules/' : ''}p${index}`,
          1,
        ]),
      );
      const { problems } = parseLock({
        lockfileVersion,
        packages: lockfileVersion === 3 ? entries : undefined,
        dependencies: entries,
      });
      expect(problems.at(-1)?.message).toMatch(/^9950 more .* not read to its end\.$/);
    },
  );

  it('says which input could not be had', () => {
    const group = {
      ecosystem: 'npm',
      path: 'package-lock.json',
      inputs: ['package-lock.json', 'package.json'],
    } as const;
    expect(npm.parse(group, []).problems.map(({ code, path }) => [code, path])).toEqual([
      ['UNREADABLE', 'package-lock.json'],
      ['UNREADABLE', 'package.json'],
    ]);
  });

  it('names a manifest below that the lock does not cover', () => {
    const files = [
      { path: 'package-lock.json', text: '{"lockfileVersion": 3, "packages": {"": {}}}' },
      { path: 'tools/package.json', text: '{"dependencies": {"ms": "1"}}' },
      { path: 'empty/package.json', text: '{}' },
    ];
    const { problems } = npm.parse(
      { ecosystem: 'npm', path: 'package-lock.json', inputs: files.map((file) => file.path) },
      files,
    );
    expect(problems).toMatchObject([{ code: 'UNREADABLE', path: 'tools/package.json' }]);
  });

  it('gives an inventory for any JSON at all', () => {
    const key = fc.oneof(
      fc.constantFrom(
        '',
        'node_modules/a',
        'node_modules/a/node_modules/b',
        'packages/x',
        '__proto__',
        'a',
        '..',
      ),
      fc.string(),
    );
    const field = fc.constantFrom(
      'version',
      'resolved',
      'link',
      'dependencies',
      'requires',
      'dev',
      'workspaces',
      '__proto__',
      'name',
    );
    const entry = fc.dictionary(
      field,
      fc.oneof(fc.string(), fc.boolean(), fc.jsonValue(), fc.dictionary(key, fc.string())),
    );
    const tree = fc.dictionary(key, fc.oneof(entry, fc.jsonValue()));
    const lock = fc.record(
      {
        lockfileVersion: fc.constantFrom(1, 2, 3, 4, 'x'),
        packages: fc.option(tree),
        dependencies: fc.option(tree),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(lock, (value) => {
        const inventory = parseLock(JSON.stringify(value), value);
        for (const item of inventory.packages) {
          for (const { target } of item.requires) {
            if (target !== null) expect(inventory.packages[target]).toBeDefined();
          }
        }
        expect(new Set(inventory.packages.map((item) => item.location)).size).toBe(inventory.packages.length);
      }),
    );
  });
});
