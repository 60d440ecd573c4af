import { fastestRun } from '../../../test/fastest.js';
import { groupManifests } from './groups.js';

const groupsOf = (paths: readonly string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(groupManifests(paths).map(({ path, inputs }) => [path, inputs]));

it('makes each POM a group, read with the other POMs of the repository', () => {
  const poms = ['api/pom.xml', 'parent-pom.xml', 'pom.xml'];
  expect(groupsOf([...poms, 'api/src/App.java'])).toEqual(
    Object.fromEntries(poms.map((path) => [path, poms])),
  );
});

it('reads a POM of a large repository with those above it and those that are named as parents', () => {
  const modules = Array.from({ length: 100 }, (_, index) => `modules/m${index}/pom.xml`);
  const groups = groupsOf([
    ...modules,
    'pom.xml',
    'modules/pom.xml',
    'build/parent/pom.xml',
    'other/bom/pom.xml',
  ]);
  expect(Object.keys(groups)).toHaveLength(104);
  expect(groups['modules/m7/pom.xml']).toEqual([
    'build/parent/pom.xml',
    'modules/m7/pom.xml',
    'modules/pom.xml',
    'other/bom/pom.xml',
    'pom.xml',
  ]);
});

it('passes over installed code, generated POMs, and paths that are none', () => {
  const paths = [
    'target/pom.xml',
    'web/node_modules/a/build.gradle',
    'vendor/pom.xml',
    '../pom.xml',
    '/pom.xml',
  ];
  const generated = [
    'dependency-reduced-pom.xml',
    '.flattened-pom.xml',
    'pom.xml.bak',
    'pompom.xml',
    'x.pom',
  ];
  expect(groupsOf([...paths, ...generated, 'META-INF/maven/a/b/pom.xml'])).toEqual({});
});

it("makes Gradle's locks, catalogs and verification metadata groups of their own", () => {
  const paths = [
    'gradle.lockfile',
    'buildscript-gradle.lockfile',
    'gradle/libs.versions.toml',
    'gradle/verification-metadata.xml',
  ];
  const [, buildLock = '', catalog = '', metadata = ''] = paths;
  expect(groupsOf([...paths, 'gradle.properties', 'yarn.lockfile'])).toEqual({
    ...Object.fromEntries(paths.map((path) => [path, [path]])),
    [catalog]: [buildLock, catalog, metadata],
  });
});

it('reads a catalog with a lock that Gradle wrote below the folder that it is for, and no other', () => {
  const paths = ['a/gradle/libs.versions.toml', 'a/app/gradle.lockfile', 'b/gradle.lockfile'];
  expect(groupsOf(paths)).toMatchObject({
    'a/gradle/libs.versions.toml': ['a/app/gradle.lockfile', 'a/gradle/libs.versions.toml'],
  });
  expect(groupsOf(paths.filter((path) => !path.startsWith('a/app')))).toMatchObject({
    'a/gradle/libs.versions.toml': ['a/gradle/libs.versions.toml'],
  });
});

it('takes the locks of single configurations together', () => {
  const locks = ['app/gradle/dependency-locks/a.lockfile', 'app/gradle/dependency-locks/b.lockfile'];
  expect(groupsOf(locks)).toEqual({ [locks[0] ?? '']: locks });
});

describe('build scripts, which are not run', () => {
  it('are one group for each build', () => {
    const first = ['settings.gradle', 'build.gradle', 'app/build.gradle', 'lib/build.gradle.kts'];
    expect(groupsOf([...first, 'tools/settings.gradle.kts', 'tools/x/build.gradle.kts'])).toEqual({
      'build.gradle': ['app/build.gradle', 'build.gradle', 'lib/build.gradle.kts'],
      'tools/x/build.gradle.kts': ['tools/x/build.gradle.kts'],
    });
  });

  it('are none where a lock, or verification of the whole build, says what they depend on', () => {
    expect(Object.keys(groupsOf(['build.gradle', 'gradle.lockfile']))).toEqual(['gradle.lockfile']);
    const old = 'gradle/dependency-locks/runtimeClasspath.lockfile';
    expect(Object.keys(groupsOf(['build.gradle', old]))).toEqual([old]);
    const verification = 'gradle/verification-metadata.xml';
    expect(Object.keys(groupsOf(['build.gradle', 'app/build.gradle', verification]))).toEqual([verification]);
  });

  it('are those modules alone that lack a lock, where others have one', () => {
    const paths = [
      'settings.gradle',
      'build.gradle',
      'a/build.gradle',
      'a/gradle.lockfile',
      'b/build.gradle',
    ];
    expect(groupsOf(paths)).toEqual({
      'a/gradle.lockfile': ['a/gradle.lockfile'],
      'b/build.gradle': ['b/build.gradle'],
    });
  });

  it('are named even where a catalog lists what they may use', () => {
    const paths = ['build.gradle.kts', 'gradle/libs.versions.toml'];
    expect(Object.keys(groupsOf(paths))).toEqual(paths);
  });
});

it('groups many files soon', () => {
  const paths = Array.from({ length: 20_000 }, (_, index) => [
    `m${index}/pom.xml`,
    `m${index}/build.gradle`,
    `gradle/dependency-locks/c${index}.lockfile`,
    `${'pom-'.repeat(200)}${index}.xml`,
  ]).flat();
  expect(fastestRun(() => groupManifests(paths), 5_000)).toBeLessThan(5_000);
});
