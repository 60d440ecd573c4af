import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import type { Inventory } from '../../inventory/inventory.js';
import { maven } from './index.js';

jest.setTimeout(60_000);

const LARGE = 10 * 1024 * 1024;
const HASH = 'cd6db17a11a31ede794ccbd1df0e4d9750f640234731f21cff885a9997277e81';

const fixture = (name: string): ReadonlyMap<string, Inventory> =>
  new Map(
    readInventories(maven, join(__dirname, 'fixtures', name)).map(({ inventory }) => [
      inventory.path,
      inventory,
    ]),
  );
const parse = (path: string, text: string): Inventory =>
  maven.parse({ ecosystem: 'Maven', path, inputs: [path] }, [{ path, text }]);
const rows = (inventory: Inventory | undefined) =>
  (inventory?.packages ?? []).slice(1).map((item) => `${item.name} ${item.version} ${item.scope}`);
const problems = ({ problems: list }: Inventory) => list.map(({ code, line }) => `${code} ${line ?? '-'}`);

describe('gradle.lockfile', () => {
  const locked = fixture('gradle-locked');

  it('gives what the configurations hold, TEST where only tests have it', () => {
    const lock = locked.get('app/gradle.lockfile');
    expect(lock).toMatchObject({ format: 'gradle.lockfile', isLocked: true, problems: [] });
    expect(rows(lock)).toEqual([
      'org.apache.logging.log4j:log4j-api 2.14.1 RUNTIME',
      'org.apache.logging.log4j:log4j-core 2.14.1 RUNTIME',
      'org.junit.jupiter:junit-jupiter 5.9.1 TEST',
    ]);
    expect(lock?.packages[0]?.requires.map(({ target }) => target)).toEqual([1, 2, 3]);
  });

  it('of the build itself is for development', () => {
    expect(rows(locked.get('app/buildscript-gradle.lockfile'))).toEqual([
      'com.example.gradle:release-plugin 3.0.1 DEVELOPMENT',
    ]);
  });

  it('of one configuration each are read together', () => {
    const [lock] = fixture('old-gradle-locks').values();
    expect(rows(lock)).toEqual([
      'commons-io:commons-io 2.6 RUNTIME',
      'org.springframework:spring-core 5.0.5.RELEASE RUNTIME',
      'junit:junit 4.12 TEST',
    ]);
  });

  it.each([
    ['testRuntimeClasspath', 'TEST'],
    ['androidTestUtil,integration-test', 'TEST'],
    ['latestRelease', 'RUNTIME'],
    ['testRuntimeClasspath,runtimeClasspath', 'RUNTIME'],
    ['', 'RUNTIME'],
  ])('takes %j for %s', (configurations, scope) => {
    expect(rows(parse('gradle.lockfile', `g:a:1=${configurations}\n`))).toEqual([`g:a 1 ${scope}`]);
  });

  it('leaves out the lines that it cannot read, and says which', () => {
    const text = '# a\r\n>>>\r\ng:a=x\r\ng:a:1=x\r\ng:a:1=y\r\ng:a:1:c=x\r\nempty====\r\n::=x\r\ng:b:2\r\n';
    const inventory = parse('gradle.lockfile', text);
    expect(rows(inventory)).toEqual(['g:a 1 RUNTIME']);
    expect(problems(inventory)).toEqual([
      'BAD_ENTRY 2',
      'BAD_ENTRY 3',
      'BAD_ENTRY 6',
      'BAD_ENTRY 8',
      'BAD_ENTRY 9',
    ]);
  });
});

describe('a version catalog', () => {
  it('lists its libraries, with what a rich version comes down to', () => {
    const catalog = fixture('gradle-locked').get('gradle/libs.versions.toml');
    expect(catalog).toMatchObject({ format: 'Gradle version catalog', isLocked: false });
    expect(rows(catalog)).toEqual([
      'org.apache.logging.log4j:log4j-core 2.14.1 RUNTIME',
      'org.slf4j:slf4j-api 1.7.25 RUNTIME',
      'com.google.guava:guava 30.1.1-jre RUNTIME',
      'org.eclipse.jetty:jetty-server 9.4.+ RUNTIME',
      'jakarta.servlet:jakarta.servlet-api  RUNTIME',
    ]);
    expect(catalog?.problems.map(({ code, line }) => `${code} ${line ?? '-'}`)).toEqual(['NOT_RESOLVED 10']);
  });

  it.each([
    ['"1.0"', '1.0'],
    ['{ require = "1.0", prefer = "0.9" }', '1.0'],
    ['{ strictly = "1.0", require = "2.0" }', '1.0'],
    ['{ strictly = "[1.0,2.0[", prefer = "1.5" }', '1.5'],
    ['{ strictly = "[1.0,2.0[", prefer = "3.0" }', '[1.0,2.0['],
    ['{ prefer = "1.5" }', '1.5'],
    ['{ ref = "known" }', '7'],
    ['{ ref = "constructor" }', ''],
    ['{ rejectAll = true }', ''],
    ['3', ''],
  ])('declares %s as %j', (version, expected) => {
    const text = `[versions]\nknown = "7"\n[libraries]\na = { module = "g:a", version = ${version} }\n`;
    const inventory = parse('libs.versions.toml', text);
    expect(inventory.packages.slice(1).map((item) => item.version)).toEqual([expected]);
    expect(inventory.problems.length > 0).toBe(expected === '');
  });

  it('leaves out what names no library, and takes any alias', () => {
    const text =
      '[libraries]\n__proto__ = "g:a:1"\nb = "x"\nc = { module = "x" }\nd = 1\ne = ["g:e:1"]\nf = { group = "g" }\n';
    const inventory = parse('libs.versions.toml', text);
    expect(rows(inventory)).toEqual(['g:a 1 RUNTIME']);
    expect(problems(inventory)).toEqual([3, 4, 5, 6, 7].map((line) => `BAD_ENTRY ${line}`));
    expect(problems(parse('libs.versions.toml', 'nothing'))).toEqual(['NOT_TOML 1']);
  });
});

describe('verification metadata', () => {
  it('lists every component, each version of it', () => {
    const [metadata] = fixture('gradle-verified').values();
    expect(metadata).toMatchObject({ format: 'Gradle verification metadata', isLocked: true, problems: [] });
    expect(rows(metadata)).toEqual([
      'androidx.activity:activity 1.2.1 RUNTIME',
      'androidx.activity:activity 1.5.1 RUNTIME',
    ]);
  });

  it('says that it trusts what it does not list', () => {
    const text = `<verification-metadata><configuration><trusted-artifacts>
      <trust file=".*-javadoc[.]jar" regex="true"/>
      <trust group="com.example"/>
      <trust group="org[.]example.*" regex="true"/>
    </trusted-artifacts></configuration></verification-metadata>`;
    const inventory = parse('gradle/verification-metadata.xml', text);
    expect(problems(inventory)).toEqual(['NOT_RESOLVED 3']);
    expect(inventory.problems[0]?.message).toContain(' 2 of its rules');
  });

  it('has a problem for what is no XML, and for a component without a name', () => {
    expect(problems(parse('gradle/verification-metadata.xml', 'nothing'))).toEqual(['NOT_XML 1']);
    const text = `<verification-metadata><components><component name="a" version="1"/><component group="${'g'.repeat(600)}" name="a" version="1"/></components></verification-metadata>`;
    const inventory = parse('gradle/verification-metadata.xml', text);
    expect(rows(inventory)).toEqual([':a 1 RUNTIME']);
    expect(problems(inventory)).toEqual(['BAD_ENTRY 1', 'BAD_ENTRY 1']);
  });
});

it('says of build scripts without a lock that they are not run', () => {
  const inputs = ['app/build.gradle', 'build.gradle'];
  const files = inputs.map((path) => ({ path, text: 'dependencies { implementation "g:a:1" }' }));
  const inventory = maven.parse({ ecosystem: 'Maven', path: 'build.gradle', inputs }, files);
  expect(inventory).toMatchObject({ format: 'build.gradle', isLocked: false, packages: [] });
  expect(problems(inventory)).toEqual(['NOT_SUPPORTED -']);
  expect(inventory.problems[0]?.message).toContain('"app/build.gradle", "build.gradle"');
});

describe('10 MB', () => {
  it.each([
    [
      'gradle.lockfile',
      (at: number) =>
        `org.example.g${at % 900}:library-${at}:1.${at % 40}=compileClasspath,runtimeClasspath,testRuntimeClasspath\n`,
      '',
    ],
    [
      'gradle/verification-metadata.xml',
      (at: number) =>
        `      <component group="org.example.g${at % 900}" name="library-${at}" version="1.${at % 40}">\n         <artifact name="library-${at}.jar">\n            <sha256 value="${HASH}" origin="Generated by Gradle"/>\n         </artifact>\n      </component>\n`,
      '<verification-metadata><components>\n',
    ],
  ])('of %s are read in less than two seconds', (path, entry, head) => {
    const parts = [head];
    for (let length = 0, at = 0; length < LARGE; at += 1) {
      parts.push(entry(at));
      length += parts.at(-1)?.length ?? 0;
    }
    const text = `${parts.join('')}${head === '' ? '' : '</components></verification-metadata>'}`;
    expect(fastestRun(() => parse(path, text), 2_000)).toBeLessThan(2_000);
    const inventory = parse(path, text);
    expect(inventory.problems).toEqual([]);
    expect(inventory.packages).toHaveLength(parts.length);
  });
});
