import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { publishedFacts } from '../../test/planning-world.js';
import { readPackument } from './npm-packument.js';

const SHASUM = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const PLAIN: PackageVersionFacts = {
  ...publishedFacts('a', '1.0.0', {}),
  publishedAt: null,
  integrity: `sha1-${Buffer.from(SHASUM, 'hex').toString('base64')}`,
  tarballUrl: 'https://registry.example/a/-/a-1.0.0.tgz',
  artifacts: [{ filename: '', url: null, hash: `sha1:${SHASUM}`, size: null, uploadedAt: null }],
};

function read(version: Readonly<Record<string, unknown>>, document: Readonly<Record<string, unknown>> = {}) {
  const dist = { shasum: SHASUM, tarball: PLAIN.tarballUrl };
  const versions = { '1.0.0': { name: 'a', version: '1.0.0', dist, ...version } };
  return readPackument({ name: 'a', versions, ...document }, { name: 'a', fetchedAt: 'then' });
}

describe('readPackument', () => {
  test.each<[string, Readonly<Record<string, unknown>>, Partial<PackageVersionFacts>]>([
    ['nothing but a name', {}, {}],
    [
      'every field null',
      {
        funding: null,
        os: null,
        cpu: null,
        libc: null,
        engines: null,
        bin: null,
        scripts: null,
        dependencies: null,
        deprecated: null,
        bundleDependencies: null,
        _hasShrinkwrap: null,
        peerDependenciesMeta: null,
        license: null,
      },
      {},
    ],
    ['dependencies that are a list', { dependencies: [] }, {}],
    ['a list of engines, as long ago', { engines: ['node >= 0.4'] }, {}],
    ['a license in the old form', { license: { type: 'MIT', url: 'x' } }, { license: 'MIT' }],
    [
      'everything bundled',
      { dependencies: { b: '1', constructor: '2' }, bundleDependencies: true },
      { dependencies: { b: '1', constructor: '2' }, bundleDependencies: ['b', 'constructor'] },
    ],
    ['some bundled, in the other spelling', { bundledDependencies: ['b'] }, { bundleDependencies: ['b'] }],
    ['an empty deprecation', { deprecated: '' }, {}],
    ['a deprecation', { deprecated: 'use b' }, { deprecated: 'use b' }],
    ['a program', { bin: './cli.js' }, { bin: { a: './cli.js' } }],
    ['an install script', { scripts: { postinstall: 'x' } }, { hasInstallScript: true }],
    ['a shrinkwrap', { _hasShrinkwrap: true }, { hasShrinkwrap: true }],
    [
      'optional peers',
      { peerDependencies: { p: '1' }, peerDependenciesMeta: { p: { optional: true }, q: 1 } },
      { peerDependencies: { p: '1' }, optionalPeers: ['p'] },
    ],
    ['one system as a word', { os: 'linux' }, { os: ['linux'] }],
    [
      'an address that carries a password',
      { dist: { shasum: SHASUM, tarball: 'https://a:b@registry.example/a.tgz' } },
      { tarballUrl: null },
    ],
    [
      'a program as address',
      { dist: { shasum: SHASUM, tarball: 'javascript:alert(1)' } },
      { tarballUrl: null },
    ],
    [
      'an integrity that is none',
      { dist: { integrity: 'sha512-<x>', tarball: PLAIN.tarballUrl } },
      { artifacts: [], integrity: null },
    ],
  ])('reads a version with %s', (_title, version, expected) => {
    expect(read(version)?.versions).toEqual([{ ...PLAIN, ...expected }]);
  });

  test.each<[string, unknown]>([
    ['a requirement that is no text', { '1.0.0': { version: '1.0.0', dependencies: { b: 1 } } }],
    ['another version than its key', { '1.0.0': { version: '1.0.1' } }],
    ['a version that is not spelled exactly', { 'v1.0': { version: 'v1.0' } }],
    ['no object', { '1.0.0': null }],
  ])('leaves out a version with %s', (_title, versions) => {
    expect(readPackument({ name: 'a', versions }, { name: 'a', fetchedAt: 'then' })?.versions).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a page', '<html>'],
    ['another package', { name: 'b', versions: {} }],
    ['no versions', { name: 'a' }],
  ])('gives null for %s', (_title, document) => {
    expect(readPackument(document, { name: 'a', fetchedAt: 'then' })).toBeNull();
  });

  test('reads dates in UTC and the latest version where it exists', () => {
    const facts = read(
      {},
      { time: { '1.0.0': '2024-12-13T16:26:39.039000+02:00', created: 5 }, 'dist-tags': { latest: '1.0.0' } },
    );
    expect(facts?.versions[0]?.publishedAt).toBe('2024-12-13T14:26:39.039Z');
    expect(facts?.latest).toBe('1.0.0');
    expect(read({}, { 'dist-tags': { latest: '9.9.9' } })?.latest).toBeNull();
  });

  test.each([
    ['git+https://git.example/o/r.git', 'https://git.example/o/r'],
    ['git://git.example/o/r.git', 'https://git.example/o/r'],
    ['git+ssh://git@git.example/o/r.git', 'https://git.example/o/r'],
    ['o/r', 'https://github.com/o/r'],
    ['gitlab:o/r', 'https://gitlab.com/o/r'],
    ['https://user:secret@git.example/o/r#main', 'https://git.example/o/r'],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
  ])('reads the repository %s as %s', (repository, expected) => {
    expect(read({}, { repository: { url: repository } })?.repositoryUrl).toBe(expected);
  });
});
