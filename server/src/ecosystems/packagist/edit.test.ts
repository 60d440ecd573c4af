import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionFacts } from '../../registries/version-facts.js';
import type { Changes, ManifestFile, RangeChange, VersionChange } from '../ecosystem.js';
import { contentHash } from './content-hash.js';
import { packagist } from './index.js';

const folder = join(__dirname, 'fixtures', 'moved-by-composer');
const [MANIFEST, LOCK, AFTER, DOCUMENT] = [
  'composer.json',
  'composer.lock',
  'after-composer-lock.json',
  'described-by-repository.json',
].map((file) => readFileSync(join(folder, file), 'utf8'));
const FILES: readonly ManifestFile[] = [
  { path: 'composer.json', text: MANIFEST ?? '' },
  { path: 'composer.lock', text: LOCK ?? '' },
];

function moved(move: string, document: unknown): VersionChange {
  const [name = '', from = '', to = ''] = move.split(' ');
  const target = versionFacts(to, { isDetailed: true, document: JSON.stringify(document) });
  return { name, from, to, locations: [`packages/${name}`], answers: new Map(), target };
}

/** A move whose description says no more than this. */
function plain(move: string, more: object = {}): VersionChange {
  const [name, , version] = move.split(' ');
  return moved(move, { name, version, ...more });
}

const MOVE = moved('acme/lib v1.0.0 v1.2.0', JSON.parse(DOCUMENT ?? ''));
const RAISE: RangeChange = { manifestPath: 'composer.json', name: 'acme/lib', from: '^1.0', range: '^1.2.0' };

function after(path: string, changes: Partial<Changes>, files = FILES): string {
  const result = packagist.edit(files, { versions: [], ranges: [], forces: [], ...changes });
  if (result.kind === 'refused') return `refused: ${result.reason}`;
  return (
    (result.files.find((file) => file.path === path) ?? files.find((file) => file.path === path))?.text ?? ''
  );
}

it('gives the very bytes that Composer wrote for the same move, what nobody asks for any more left out', () => {
  expect(after('composer.lock', { versions: [MOVE] })).toBe(AFTER);
  expect(after('composer.json', { versions: [MOVE] })).toBe(MANIFEST);
});

it('gives the lock the hash of the new composer.json, in which only the range changes', () => {
  const changes = { versions: [MOVE], ranges: [RAISE] };
  const manifest = after('composer.json', changes);
  expect(manifest).toBe(MANIFEST?.replace('"^1.0"', '"^1.2.0"'));
  const hash = contentHash(manifest);
  expect(hash).toMatch(/^[0-9a-f]{32}$/);
  expect(after('composer.lock', changes)).toBe(
    AFTER?.replace(/"content-hash": "[0-9a-f]+"/, `"content-hash": "${hash ?? ''}"`),
  );
});

it('changes nothing a second time', () => {
  const changes = { versions: [MOVE], ranges: [RAISE], forces: [] };
  const once = ['composer.json', 'composer.lock'].map((path) => ({ path, text: after(path, changes) }));
  expect(packagist.edit(once, changes)).toEqual({ kind: 'edited', files: [] });
});

it('keeps indentation and line ends', () => {
  const windows = (text = '') =>
    text.replaceAll(/^( {4})+/gm, (all) => '\t'.repeat(all.length / 4)).replaceAll('\n', '\r\n');
  const files = FILES.map(({ path, text }) => ({ path, text: `\ufeff${windows(text)}` }));
  expect(after('composer.lock', { versions: [MOVE] }, files)).toBe(`\ufeff${windows(AFTER)}`);
});

it.each<[string, VersionChange, string]>([
  ['nothing of it', plain('acme/none 1.0 1.1'), 'the lock has no entry for it'],
  ['another version', plain('acme/lib v0.9.0 v1.1.0'), 'the lock has no entry for it'],
  ['no description', { ...MOVE, target: versionFacts('v1.2.0', {}) }, 'does not describe this version'],
  [
    'a description of another',
    moved('acme/lib v1.0.0 v1.2.0', { name: 'acme/lib', version: 'v1.3.0' }),
    'another package',
  ],
  [
    'a new package',
    plain('psr/log 1.1.4 1.1.5', { require: { 'a/new': '*' } }),
    'asks for a/new, which the lock does not have',
  ],
  [
    'a package that is too old',
    plain('psr/log 1.1.4 1.1.5', { require: { 'acme/old': '^2' } }),
    'acme/old ^2, and the lock has 1.0.0',
  ],
  [
    'a package for development',
    plain('psr/log 1.1.4 1.1.5', { require: { 'acme/dev': '*' } }),
    'for development only',
  ],
  [
    'a conflict',
    plain('psr/log 1.1.4 1.1.5', { conflict: { 'acme/lib': '<1.1' } }),
    'does not get along with acme/lib v1.0.0',
  ],
  [
    'a package that it replaces',
    plain('psr/log 1.1.4 1.1.5', { replace: { 'acme/lib': '*' } }),
    'which the lock has too',
  ],
  [
    'another host',
    plain('psr/log 1.1.4 1.1.5', { dist: { type: 'zip', url: 'https://other.example/a' } }),
    'another host',
  ],
  [
    'an origin that is none',
    plain('psr/log 1.1.4 1.1.5', { source: { url: 7 } }),
    'origin could not be read',
  ],
  [
    'a date that is none',
    plain('psr/log 1.1.4 1.1.5', { time: 'yesterday' }),
    'release date could not be read',
  ],
  [
    'keywords in an order that depends',
    plain('psr/log 1.1.4 1.1.5', { keywords: ['9', '10'] }),
    'order of its keywords',
  ],
  [
    'unknown fields',
    plain('psr/log 1.1.4 1.1.5', { 'php-ext': { x: 1 } }),
    'fields that Backline does not write',
  ],
  [
    'numbers with exponents',
    plain('psr/log 1.1.4 1.1.5', { extra: { a: 1e30 } }),
    'does not describe this version',
  ],
])('refuses %s', (_, change, reason) => {
  const text = after('composer.lock', { versions: [change] });
  expect(text).toMatch(/^refused: /);
  expect(text).toContain(reason);
});

describe('what stands in for another package', () => {
  const lock = (provide: object): string =>
    JSON.stringify({
      packages: [
        { name: 'a/asks', version: '1.0.0', require: { 'v/log': '^1.0' } },
        { name: 'a/gives', version: '1.0.0', provide },
      ],
    });
  const edited = (provide: object, change: VersionChange): string =>
    after('composer.lock', { versions: [change] }, [{ path: 'composer.lock', text: lock(provide) }]);

  it.each<[string, object, VersionChange, string]>([
    [
      'fits as before',
      { 'v/log': '7' },
      plain('a/asks 1.0.0 1.1.0', { require: { 'v/log': '^1.0' } }),
      '"version": "1.1.0"',
    ],
    [
      'fits',
      { 'v/log': '1.0 || 2.0' },
      plain('a/asks 1.0.0 1.1.0', { require: { 'v/log': '^2.0' } }),
      '"version": "1.1.0"',
    ],
    [
      'may not fit',
      { 'v/log': '1.0' },
      plain('a/asks 1.0.0 1.1.0', { require: { 'v/log': '^2.0' } }),
      'refused: a/asks 1.1.0 asks for v/log ^2.0',
    ],
    [
      'is gone',
      { 'v/log': '1.0' },
      plain('a/gives 1.0.0 1.1.0'),
      'refused: a/asks asks for v/log, which nothing provides any more',
    ],
    [
      'moves on',
      { 'v/log': '1.0' },
      plain('a/gives 1.0.0 1.1.0', { provide: { 'v/log': '1.1' } }),
      '"v/log": "1.1"',
    ],
  ])('%s', (_, provide, change, expected) => {
    expect(edited(provide, change)).toContain(expected);
  });
});

it.each<[string, Partial<RangeChange>, string]>([
  ['another range', { from: '^1.1' }, 'the file asks for ^1.0'],
  ['nothing', { name: 'acme/none' }, 'the file does not ask for it'],
  ['a stability', { from: '^1.0@beta' }, 'names a stability'],
  ['another file', { manifestPath: 'a/composer.json' }, 'is declared in a/composer.json'],
])('refuses a range that is %s', (_, change, reason) => {
  expect(after('composer.json', { ranges: [{ ...RAISE, ...change }] })).toContain(reason);
});

it.each<[string, (text: string) => string, string]>([
  [
    'was not made from this composer.json',
    (text) => text.replace(/"content-hash": "./, '"content-hash": "x'),
    'was not made from',
  ],
  [
    'has a hash of an older kind',
    (text) => text.replace('"packages"', '"hash": "x", "packages"'),
    'older kind',
  ],
  ['is no JSON', (text) => text.slice(1), 'not valid JSON'],
  ['holds a merge conflict', (text) => `<<<<<<< a\n${text}=======\n>>>>>>> b\n`, 'not valid JSON'],
])('refuses a range where the lock %s', (_, damage, reason) => {
  const files = FILES.map(({ path, text }) => ({
    path,
    text: path === 'composer.lock' ? damage(text) : text,
  }));
  expect(after('composer.json', { ranges: [RAISE] }, files)).toContain(reason);
});

it('rewrites an exact version in a composer.json alone', () => {
  const text = '{\n  "require": {"a/b":  "1.2.3", "c/d": "1.2.3"}\n}';
  const ranges = [{ manifestPath: null, name: 'A/B', from: '1.2.3', range: '1.2.4' }];
  expect(after('composer.json', { ranges }, [{ path: 'composer.json', text }])).toBe(
    text.replace('1.2.3', '1.2.4'),
  );
});

it('reads back the asked versions, and every other byte stays', () => {
  const [group] = packagist.groupManifests(FILES.map(({ path }) => path));
  if (group === undefined) throw new Error('no group');
  const leaves = ['psr/log 1.1.4', 'acme/old 1.0.0'];
  fc.assert(
    fc.property(
      fc.subarray(leaves, { minLength: 1 }),
      fc.nat(9),
      fc.string({ unit: 'grapheme' }),
      (chosen, patch, description) => {
        const versions = chosen.map((one) => plain(`${one} 1.9.${patch}`, { description }));
        const text = after('composer.lock', { versions });
        const inventory = packagist.parse(group, [
          { path: 'composer.json', text: MANIFEST ?? '' },
          { path: 'composer.lock', text },
        ]);
        for (const { name } of versions)
          expect(inventory.packages.find((item) => item.name === name)?.version).toBe(`1.9.${patch}`);
        const others = (json: string) =>
          json
            .split(/(?<=^ {8}\}),?$/m)
            .filter((entry) => !versions.some(({ name }) => entry.includes(`"name": "${name}"`)));
        expect(others(text)).toEqual(others(LOCK ?? ''));
      },
    ),
    { numRuns: 50 },
  );
});
