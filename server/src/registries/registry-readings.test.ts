import { readCrateDates, readCrateIndex, crateIndexPath } from './crates-index.js';
import { escapeGoPath, readGoInfo, readGoModuleWord, readGoVersions } from './go-module.js';
import { mavenFolder, readMavenMetadata } from './maven-metadata.js';
import {
  readRegistrationAddress,
  readRegistrationIndex,
  readRegistrationPage,
} from './nuget-registration.js';
import { readPackagistMetadata } from './packagist-metadata.js';
import { readPyPiProject, readSimpleProject } from './pypi-project.js';
import type { PackageFacts } from './registry.js';
import { readPubPackage } from './pub-package.js';
import { readGemInfo, withGemInfo } from './rubygems-info.js';
import { readGemVersions } from './rubygems-versions.js';
import { versionFacts } from './version-facts.js';

const THEN = '2026-01-01T00:00:00.000Z';

/** The versions of facts with what is not empty of them. */
function told(facts: PackageFacts | null) {
  return facts?.versions.map(({ version, publishedAt, deprecated, yanked, engines, license }) => ({
    version,
    ...(publishedAt === null ? {} : { publishedAt }),
    ...(deprecated === null ? {} : { deprecated }),
    ...(yanked === null ? {} : { yanked }),
    ...(Object.keys(engines).length === 0 ? {} : { engines }),
    ...(license === null ? {} : { license }),
  }));
}

describe('a project in PyPI’s own form', () => {
  const project = (releases: unknown, info: object = {}) =>
    readPyPiProject({ info: { name: 'A_b', version: '2.0', ...info }, releases }, 'a-b', THEN);

  test('dates a release by its first file, and takes its reason where all files are yanked', () => {
    const facts = project(
      {
        '1.0': [
          {
            upload_time_iso_8601: '2020-02-02T00:00:00.123456Z',
            yanked: true,
            yanked_reason: 'broken\nmetadata',
          },
          { upload_time_iso_8601: '2020-01-01T00:00:00Z', yanked: true, yanked_reason: null },
        ],
        '1.1': [{ yanked: true }, { yanked: false, requires_python: '>=3.9' }],
        '1.2': [],
        '1.3': [{ yanked: true, yanked_reason: '' }],
        '2.0': [{ upload_time_iso_8601: 'soon' }],
      },
      { license: 'MIT' },
    );
    expect(told(facts)).toEqual([
      { version: '1.0', publishedAt: '2020-01-01T00:00:00.000Z', yanked: 'broken metadata', license: 'MIT' },
      { version: '1.1', engines: { python: '>=3.9' }, license: 'MIT' },
      { version: '1.3', yanked: 'yanked', license: 'MIT' },
      { version: '2.0', license: 'MIT' },
    ]);
    expect(facts?.latest).toBe('2.0');
  });

  test('knows an inactive project, its repository, and no licence that is a whole text', () => {
    const facts = project(
      { '1.0': [{}] },
      {
        license: 'word '.repeat(100),
        classifiers: ['Development Status :: 7 - Inactive'],
        project_urls: { Homepage: 'https://a.example', 'Source Code': 'https://git.example/o/r.git' },
      },
    );
    expect(told(facts)).toEqual([{ version: '1.0', deprecated: 'Its authors call it inactive.' }]);
    expect(facts?.repositoryUrl).toBe('https://git.example/o/r');
    expect(facts?.latest).toBeNull();
  });

  test('takes names that mean something to JavaScript for names', () => {
    const releases = JSON.parse(
      '{"__proto__": [{"yanked": true}], "constructor": [{}], "1.0": [{}], "1 0": [{}]}',
    );
    expect(told(project(releases))?.map(({ version }) => version)).toEqual(['constructor', '1.0']);
    expect(({} as { yanked?: unknown }).yanked).toBeUndefined();
  });

  test.each([
    null,
    [],
    {},
    { info: { name: 'other' }, releases: {} },
    { info: { name: 'a-b' }, releases: [] },
  ])('is not %j', (json) => expect(readPyPiProject(json, 'a-b', THEN)).toBeNull());
});

describe('a project in a simple index', () => {
  test('belongs its files to versions by their names', () => {
    const file = (filename: string, more: object = {}) => ({ filename, ...more });
    const facts = readSimpleProject(
      {
        name: 'zope.interface',
        'project-status': { status: 'archived', reason: 'See the other one.' },
        files: [
          file('zope.interface-5.0-cp39-cp39-linux_x86_64.whl', {
            'upload-time': '2021-01-02T00:00:00Z',
            yanked: 'no good',
          }),
          file('zope_interface-5.0.tar.gz', { 'upload-time': '2021-01-01T00:00:00Z', yanked: true }),
          file('zope-interface-5.1.zip', { yanked: false, 'requires-python': '>=3.8' }),
          file('zope.interface-4.0-py2.7.egg'),
          file('another-1.0.tar.gz'),
          file('zope.interface-.exe'),
          { filename: 7 },
        ],
      },
      'Zope-Interface',
      THEN,
    );
    const deprecated = 'The project is archived: See the other one.';
    expect(told(facts)).toEqual([
      { version: '5.0', publishedAt: '2021-01-01T00:00:00.000Z', yanked: 'no good', deprecated },
      { version: '5.1', engines: { python: '>=3.8' }, deprecated },
      { version: '4.0', deprecated },
    ]);
  });

  test('is not a page about another project', () => {
    expect(readSimpleProject({ name: 'other', files: [] }, 'mine', THEN)).toBeNull();
  });
});

describe('a Go module', () => {
  test('is spelled with marks for capitals', () => {
    expect(escapeGoPath('example.org/BurntSushi/toml')).toBe('example.org/!burnt!sushi/toml');
  });

  test('has the versions of its list, bare, and no line that is none', () => {
    const text = 'v1.0.0\nv1.1.0-rc.1\r\n\nv2.0.0+incompatible\n1.5.0\nv1\n<html>\nv1.0.0\n';
    expect(readGoVersions(text)).toEqual(['1.0.0', '1.1.0-rc.1', '2.0.0+incompatible']);
  });

  test('is told about by an info document', () => {
    expect(readGoInfo({ Version: 'v1.0.0', Time: '2020-01-01T02:00:00+02:00' })).toEqual({
      version: '1.0.0',
      time: '2020-01-01T00:00:00.000Z',
    });
    expect(readGoInfo({ Version: 'latest' })).toBeNull();
  });

  test('retracts single versions and ranges, with the reason beside or above', () => {
    const word = readGoModuleWord(`
// Deprecated: use example.org/b
// instead.
module example.org/a // v1 only

go 1.20

// Published by accident.
retract v1.0.0
retract [v1.1.0, v1.2.0] // Loses data.
retract (
	v1.5.0
	// Two lines,
	// one reason.
	[v1.6.0, v1.6.9]
	nonsense
)
require example.org/c v1.3.0
`);
    expect(word.deprecated).toBe('use example.org/b instead. v1 only');
    expect(
      ['1.0.0', '1.0.1', '1.1.5', '1.3.0', '1.5.0', '1.6.3'].map((version) => word.retractionOf(version)),
    ).toEqual(['Published by accident.', null, 'Loses data.', null, 'retracted', 'Two lines, one reason.']);
  });

  test('is not deprecated by a comment that an empty line parts from it', () => {
    expect(readGoModuleWord('// Deprecated: no\n\nmodule a.example\n').deprecated).toBeNull();
    expect(readGoModuleWord('<html>').deprecated).toBeNull();
  });
});

describe('a Maven artifact', () => {
  const metadata = (inner: string, name = 'lib') =>
    readMavenMetadata(
      `<?xml version="1.0"?><metadata><groupId>org.example</groupId><artifactId>${name}</artifactId>${inner}</metadata>`,
      'org.example:lib',
      THEN,
    );

  test('has a folder by its group and name', () => {
    expect(mavenFolder('org.example.sub:lib-x')).toBe('org/example/sub/lib-x');
    expect(mavenFolder('org/example:lib')).toBeNull();
  });

  test('has the listed versions, and for its latest the release that the registry names', () => {
    const facts = metadata(
      '<versioning><latest>2.0-SNAPSHOT</latest><release>1.1</release><versions><version>1.0</version><version> 1.1 </version><version>2.0-SNAPSHOT</version><version>a b</version></versions><lastUpdated>20200101000000</lastUpdated></versioning>',
    );
    expect(told(facts)).toEqual([{ version: '1.0' }, { version: '1.1' }, { version: '2.0-SNAPSHOT' }]);
    expect(facts?.latest).toBe('1.1');
    expect(metadata('<versioning><release>9</release></versioning>')).toMatchObject({
      latest: null,
      versions: [],
    });
  });

  test('is not another artifact, a page or half a document', () => {
    expect(metadata('', 'other')).toBeNull();
    expect(readMavenMetadata('<html/>', 'org.example:lib', THEN)).toBeNull();
    expect(readMavenMetadata('<metadata><versioning>', 'org.example:lib', THEN)).toBeNull();
    const bomb = '<!DOCTYPE metadata [<!ENTITY a "aa">]><metadata><artifactId>&a;</artifactId></metadata>';
    expect(readMavenMetadata(bomb, 'org.example:lib', THEN)).toBeNull();
  });
});

describe('a crate', () => {
  test.each([
    ['a', '1/a'],
    ['ab', '2/ab'],
    ['Abc', '3/a/abc'],
    ['Serde', 'se/rd/serde'],
  ])('%s stands at %s', (name, path) => expect(crateIndexPath(name)).toBe(path));

  test('has a version for each line that can be read', () => {
    const line = (fields: object) => JSON.stringify({ name: 'my-crate', ...fields });
    const text = [
      line({ vers: '1.0.0', yanked: true, cksum: 'ab'.repeat(32) }),
      line({ vers: '1.1.0', yanked: false, rust_version: '1.70', pubtime: '2024-05-05T01:02:03Z' }),
      '{"name": "my-cr',
      JSON.stringify({ name: 'other', vers: '9.9.9' }),
      '',
    ].join('\n');
    const facts = readCrateIndex(text, 'my_crate', THEN);
    expect(told(facts)).toEqual([
      { version: '1.0.0', yanked: 'yanked' },
      { version: '1.1.0', publishedAt: '2024-05-05T01:02:03.000Z', engines: { rust: '1.70' } },
    ]);
    expect(facts?.versions[0]?.integrity).toBe(
      `sha256-${Buffer.from('ab'.repeat(32), 'hex').toString('base64')}`,
    );
    expect(readCrateIndex('<html>', 'my-crate', THEN)).toBeNull();
  });

  test('is dated by the interface for programs', () => {
    const json = {
      versions: [{ num: '1.0.0', created_at: '2020-01-01T00:00:00.000000+00:00' }, { num: 1 }, null],
    };
    expect([...readCrateDates(json)]).toEqual([['1.0.0', '2020-01-01T00:00:00.000Z']]);
    expect([...readCrateDates('no')]).toEqual([]);
  });
});

describe('a gem', () => {
  test('has one version for all platforms, as old as the first', () => {
    const facts = readGemVersions(
      [
        {
          number: '1.1.0',
          platform: 'java',
          created_at: '2021-02-02T00:00:00.000Z',
          licenses: ['MIT'],
          ruby_version: '>= 3.0',
        },
        { number: '1.1.0', platform: 'ruby', created_at: '2021-02-01T00:00:00.000Z' },
        { number: '1.0.0', licenses: null },
        { number: 7 },
      ],
      'a',
      THEN,
    );
    expect(told(facts)).toEqual([
      {
        version: '1.1.0',
        publishedAt: '2021-02-01T00:00:00.000Z',
        engines: { ruby: '>= 3.0' },
        license: 'MIT',
      },
      { version: '1.0.0' },
    ]);
    expect(readGemVersions({ error: 'no' }, 'a', THEN)).toBeNull();
    expect(readGemVersions(['<html>'], 'a', THEN)).toBeNull();
  });

  test('has undated versions in a compact index, with what all and what some of their builds ask for', () => {
    const [one, other] = ['a'.repeat(64), 'b'.repeat(64)];
    const text = [
      '---',
      '1.0.0 |checksum:aa',
      `1.1.0-java b:>= 1,bundler:>= 2|checksum:${one},ruby:>= 2.7&< 4`,
      `1.1.0 b:>= 1&< 3,c:>= 0,bundler:>= 2|checksum:${other}`,
      '',
    ].join('\n');
    expect(readGemInfo(text, 'a', THEN)?.versions).toMatchObject([
      {
        version: '1.0.0',
        dependencies: {},
        document: null,
        isDetailed: true,
        artifacts: [archive('a-1.0.0.gem', '')],
      },
      {
        version: '1.1.0',
        engines: { ruby: '>= 2.7, < 4' },
        dependencies: { b: '>= 1, >= 1, < 3' },
        optionalDependencies: { bundler: '>= 2', c: '>= 0' },
        artifacts: [archive('a-1.1.0-java.gem', `sha256:${one}`), archive('a-1.1.0.gem', `sha256:${other}`)],
        document: JSON.stringify({
          java: { b: '>= 1', bundler: '>= 2' },
          '': { b: '>= 1, < 3', c: '>= 0', bundler: '>= 2' },
        }),
        isDetailed: true,
      },
    ]);
    expect(readGemInfo('<html>', 'a', THEN)).toBeNull();
  });

  test('has the dates of the one interface and the requirements of the other', () => {
    const dated = readGemVersions(
      [{ number: '1.1.0', created_at: '2021-02-01T00:00:00.000Z' }, { number: '1.0.0' }],
      'a',
      THEN,
    );
    const info = readGemInfo('---\n1.1.0 b:~> 1.2|checksum:aa\n', 'a', THEN);
    expect(dated === null ? null : withGemInfo(dated, info).versions).toMatchObject([
      {
        version: '1.1.0',
        publishedAt: '2021-02-01T00:00:00.000Z',
        dependencies: { b: '~> 1.2' },
        artifacts: [archive('a-1.1.0.gem', '')],
        isDetailed: true,
      },
      { version: '1.0.0', artifacts: [], isDetailed: false },
    ]);
  });
});

function archive(filename: string, hash: string) {
  return { filename, url: null, hash, size: null, uploadedAt: null };
}

describe('a Composer package', () => {
  const read = (
    entries: readonly unknown[],
    more: object = { minified: 'composer/2.0' },
    dated: readonly string[] = [],
  ) =>
    readPackagistMetadata(
      { packages: { 'acme/lib': entries }, ...more },
      { name: 'Acme/Lib', fetchedAt: THEN, dated },
    );

  test('is described in full where that matters, as it is expanded and without the platform', () => {
    const first = {
      name: 'acme/lib',
      version: '2.0.0',
      require: { php: '>=8.1', 'ext-json': '*', 'acme/other': 'self.version', 'psr/log': '^3' },
      extra: { a: [] },
    };
    const facts = read([first, { version: '1.0.0', extra: '__unset' }, { version: '0.9.0' }], undefined, [
      '1.0.0',
      '7.0.0',
    ]);
    const { extra: _, ...rest } = first;
    expect(facts?.versions).toMatchObject([
      { version: '2.0.0', isDetailed: false, dependencies: {}, document: null },
      {
        version: '1.0.0',
        isDetailed: true,
        dependencies: { 'acme/other': '1.0.0', 'psr/log': '^3' },
        document: JSON.stringify({ ...rest, version: '1.0.0' }),
      },
      { version: '0.9.0', isDetailed: false },
    ]);
    expect(facts?.undated).toEqual([]);
    const large = read([{ ...first, description: 'x'.repeat(300_000) }], undefined, ['2.0.0']);
    expect(large?.versions).toMatchObject([{ isDetailed: false, document: null }]);
    expect(large?.undated).toEqual(['2.0.0']);
  });

  test('is expanded: each version says what differs from the one before', () => {
    const facts = read([
      {
        version: 'v2.0.0',
        time: '2024-01-01T00:00:00+00:00',
        license: ['MIT'],
        require: { php: '>=8.1', 'acme/other': '^1' },
        abandoned: 'acme/new',
        source: { type: 'git', url: 'https://git.example/acme/lib.git' },
      },
      { version: 'v1.1.0', time: '2023-01-01T00:00:00+00:00', require: { php: '>=7.4' } },
      { version: 'v1.0.0', require: '__unset', license: '__unset' },
      7,
    ]);
    const deprecated = 'The package is abandoned; use acme/new instead.';
    const [first, second] = ['2024-01-01T00:00:00.000Z', '2023-01-01T00:00:00.000Z'];
    expect(told(facts)).toEqual([
      { version: 'v2.0.0', publishedAt: first, engines: { php: '>=8.1' }, license: 'MIT', deprecated },
      { version: 'v1.1.0', publishedAt: second, engines: { php: '>=7.4' }, license: 'MIT', deprecated },
      { version: 'v1.0.0', publishedAt: second, deprecated },
    ]);
    expect(facts?.repositoryUrl).toBe('https://git.example/acme/lib');
  });

  test('is taken as it stands where it is not minified', () => {
    const facts = read([{ version: '1.0.0', abandoned: true, license: 'MIT' }, { version: '0.9.0' }], {});
    expect(told(facts)).toEqual([
      { version: '1.0.0', deprecated: 'The package is abandoned.', license: 'MIT' },
      { version: '0.9.0' },
    ]);
  });

  test('is not another package', () => {
    expect(
      readPackagistMetadata({ packages: { 'a/b': [] } }, { name: 'a/c', fetchedAt: THEN, dated: [] }),
    ).toBeNull();
    expect(
      readPackagistMetadata(JSON.parse('{"packages": {"__proto__": []}}'), {
        name: 'a/c',
        fetchedAt: THEN,
        dated: [],
      }),
    ).toBeNull();
  });
});

describe('a Dart package', () => {
  test('has dates, constraints, archives, and what was retracted', () => {
    const facts = readPubPackage(
      {
        name: 'a',
        isDiscontinued: true,
        replacedBy: 'b',
        latest: { version: '2.0.0', pubspec: { repository: 'https://git.example/a' } },
        versions: [
          {
            version: '2.0.0',
            published: '2024-01-01T00:00:00.123456Z',
            archive_url: 'https://packages.example/a-2.0.0.tar.gz',
            archive_sha256: 'A'.repeat(64),
            pubspec: {
              environment: { sdk: '>=3.0.0 <4.0.0', flutter: 7 },
              dependencies: {
                plain: '^1.2.3',
                any: null,
                hosted: { hosted: 'https://packages.example', version: '>=1.0.0 <2.0.0' },
                flutter: { sdk: 'flutter' },
                beside: { path: '../beside' },
                constructor: { git: 'https://git.example/c.git' },
              },
            },
          },
          { version: '1.0.0', retracted: true, archive_sha256: 'none', pubspec: 7 },
          { version: 'not a version' },
          7,
        ],
      },
      'a',
      THEN,
    );
    expect(facts).toMatchObject({ latest: '2.0.0', repositoryUrl: 'https://git.example/a', undated: null });
    expect(facts?.versions).toMatchObject([
      {
        version: '2.0.0',
        publishedAt: '2024-01-01T00:00:00.123Z',
        deprecated: 'The package is discontinued; use b instead.',
        yanked: null,
        dependencies: { plain: '^1.2.3', any: 'any', hosted: '>=1.0.0 <2.0.0' },
        engines: { sdk: '>=3.0.0 <4.0.0' },
        isDetailed: true,
        artifacts: [{ filename: 'a-2.0.0.tar.gz', hash: `sha256:${'a'.repeat(64)}` }],
      },
      { version: '1.0.0', yanked: 'Its publisher retracted it.', dependencies: {}, artifacts: [] },
    ]);
    expect(Object.keys(facts?.versions[0]?.dependencies ?? {})).toHaveLength(3);
  });

  test('is not another package', () => {
    expect(readPubPackage({ name: 'b', versions: [] }, 'a', THEN)).toBeNull();
    expect(readPubPackage({ name: 'a', versions: [7] }, 'a', THEN)).toBeNull();
    expect(readPubPackage('<html>', 'a', THEN)).toBeNull();
  });
});

describe('a NuGet package', () => {
  test('is described where the service index says, newest form first', () => {
    const resource = (type: unknown, id: string) => ({ '@id': id, '@type': type });
    const resources = [
      resource('RegistrationsBaseUrl', 'https://nuget.example/old/'),
      null,
      { '@type': 'RegistrationsBaseUrl/3.6.0' },
      resource(['x', 'RegistrationsBaseUrl/3.6.0'], 'https://nuget.example/new'),
    ];
    expect(readRegistrationAddress({ resources })).toBe('https://nuget.example/new/');
    expect(readRegistrationAddress({ resources: resources.slice(0, 3) })).toBe('https://nuget.example/old/');
    expect(readRegistrationAddress({ resources: [] })).toBeNull();
    expect(readRegistrationAddress('<html>')).toBeNull();
  });

  test('has its versions in pages or behind links; what is not listed counts as yanked', () => {
    const leaf = (catalogEntry: unknown) => ({ catalogEntry });
    const entries = [
      leaf({ version: '1.0.0', published: '2020-01-01T00:00:00+00:00', licenseExpression: 'MIT' }),
      leaf({ version: '1.1.0', listed: false, published: '1900-01-01T00:00:00+00:00' }),
      leaf({
        version: '1.2.0',
        listed: true,
        deprecation: { reasons: ['Legacy', 'CriticalBugs'], alternatePackage: { id: 'New.Lib', range: '*' } },
      }),
      leaf({ version: '1.3.0', deprecation: { message: 'Broken.', reasons: ['Other'] } }),
      leaf('https://nuget.example/catalog/1.json'),
    ];
    const isDetailed = true;
    const pages = readRegistrationIndex({
      items: [{ '@id': 'https://nuget.example/1', items: entries }, { '@id': 'page/2' }, {}],
    });
    const versions = [
      versionFacts('1.0.0', { publishedAt: '2020-01-01T00:00:00.000Z', license: 'MIT', isDetailed }),
      versionFacts('1.1.0', { yanked: 'unlisted', isDetailed }),
      versionFacts('1.2.0', { deprecated: 'Legacy, CriticalBugs (use New.Lib instead)', isDetailed }),
      versionFacts('1.3.0', { deprecated: 'Broken.', isDetailed }),
    ];
    expect(pages).toEqual([
      { kind: 'versions', versions },
      { kind: 'link', address: 'page/2' },
    ]);
    expect(readRegistrationPage({ items: entries })).toEqual(versions);
    expect(readRegistrationPage({})).toBeNull();
    expect(readRegistrationIndex([])).toBeNull();
  });

  test.each<[string, unknown, unknown]>([
    ['nothing, where no group is listed', undefined, {}],
    [
      'what any target framework asks for, of several ranges the one that begins highest',
      [
        { targetFramework: 'net6.0', dependencies: [{ id: 'A', range: '[2.0.0, )' }, { id: 'constructor' }] },
        {
          targetFramework: 'net8.0',
          dependencies: [
            { id: 'a', range: '[10.0.0, )' },
            { id: '__proto__', range: '[1.0.0]' },
          ],
        },
        { targetFramework: 'net9.0' },
      ],
      { a: '[10.0.0, )', constructor: '(, )', ['__proto__']: '[1.0.0]' },
    ],
    ['nobody knows what, where groups or dependencies cannot be read', [{ dependencies: ['A'] }], null],
    ['nobody knows what, where there is no list of groups', 'none', null],
    ['nobody knows what, of an endless list', [{ dependencies: Array(2_000).fill({ id: 'A' }) }], null],
  ])('asks for %s', (_, dependencyGroups, expected) => {
    const [facts] =
      readRegistrationPage({ items: [{ catalogEntry: { version: '1.0.0', dependencyGroups } }] }) ?? [];
    expect(facts?.isDetailed).toBe(expected !== null);
    expect(Object.entries(facts?.dependencies ?? {})).toEqual(Object.entries(expected ?? {}));
  });
});
