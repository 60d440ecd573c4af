import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import type { Inventory } from '../../inventory/inventory.js';
import { maven } from './index.js';

jest.setTimeout(60_000);

const fixture = (name: string): ReadonlyMap<string, Inventory> =>
  new Map(
    readInventories(maven, join(__dirname, 'fixtures', name)).map(({ inventory }) => [
      inventory.path,
      inventory,
    ]),
  );

function parse(files: Readonly<Record<string, string>>, path = 'pom.xml'): Inventory {
  const inputs = Object.keys(files).sort();
  return maven.parse(
    { ecosystem: 'Maven', path, inputs },
    Object.entries(files).map(([at, text]) => ({ path: at, text })),
  );
}

const rows = (inventory: Inventory | undefined) =>
  (inventory?.packages ?? []).map((item) => `${item.name} ${item.version} ${item.source} ${item.scope}`);
const problems = (inventory: Inventory | undefined) =>
  (inventory?.problems ?? []).map(
    ({ code, path, line, message }) => `${code} ${path} ${line ?? '-'} ${message}`,
  );
const project = (inner: string, own = '<groupId>g</groupId><artifactId>a</artifactId><version>1</version>') =>
  `<project>${own}${inner}</project>`;
const dependency = (name: string, more = '') => {
  const [group = '', artifact = '', version = ''] = name.split(':');
  const written = version === '' ? '' : `<version>${version}</version>`;
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${written}${more}</dependency>`;
};
const dependencies = (...list: readonly string[]) => `<dependencies>${list.join('')}</dependencies>`;
const managed = (...list: readonly string[]) =>
  `<dependencyManagement>${dependencies(...list)}</dependencyManagement>`;
const bom = (name: string) => dependency(name, '<type>pom</type><scope>import</scope>');
const parent = (name: string, more = '') => {
  const [group = '', artifact = '', version = ''] = name.split(':');
  return `<parent><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${more}</parent>`;
};

describe('a reactor', () => {
  const reactor = fixture('reactor');

  it('gives each module its versions from properties, parents and the BOMs that lie in it', () => {
    expect(rows(reactor.get('api/pom.xml'))).toEqual([
      'com.example.shop:shop-api 2.4.0-SNAPSHOT ROOT RUNTIME',
      'com.fasterxml.jackson.core:jackson-databind 2.9.8.3 REGISTRY RUNTIME',
      'org.yaml:snakeyaml 1.29 REGISTRY RUNTIME',
      'commons-collections:commons-collections 3.2.1 REGISTRY RUNTIME',
      'org.eclipse.jetty:jetty-server [9.4.35.v20201120,9.5) REGISTRY RUNTIME',
      'org.junit.jupiter:junit-jupiter 5.9.1 REGISTRY TEST',
    ]);
    expect(problems(reactor.get('api/pom.xml'))).toEqual([]);
  });

  it('takes modules for workspaces, provided for peers, and says which BOM lacks', () => {
    expect(rows(reactor.get('web/pom.xml'))).toEqual([
      'com.example.shop:shop-web 2.4.0-SNAPSHOT ROOT RUNTIME',
      'com.example.shop:shop-api 2.4.0-SNAPSHOT WORKSPACE RUNTIME',
      'jakarta.servlet:jakarta.servlet-api 5.0.0 REGISTRY PEER',
      'org.example.cloud:cloud-config  REGISTRY RUNTIME',
      'io.netty:netty-transport-native-epoll 4.1.75.Final REGISTRY RUNTIME',
      'org.projectlombok:lombok 1.18.24 REGISTRY OPTIONAL',
      'com.example.legacy:printer 1.0 FILE RUNTIME',
      'org.junit.jupiter:junit-jupiter 5.9.1 REGISTRY TEST',
    ]);
    expect(problems(reactor.get('web/pom.xml'))).toEqual([
      'NOT_RESOLVED web/pom.xml 23 No version is known of "org.example.cloud:cloud-config", because neither this file nor its parents and BOMs here give one. It may come from "org.example.cloud:cloud-dependencies:2021.0.3", which the repository does not have.',
    ]);
    expect(problems(reactor.get('pom.xml'))).toEqual([
      'NOT_RESOLVED pom.xml 30 The imported BOM "org.example.cloud:cloud-dependencies:2021.0.3" is not in the repository, so what it declares was left out.',
    ]);
  });

  it('keeps the declared range at the root, and classifiers in the location only', () => {
    const api = reactor.get('api/pom.xml');
    expect(api?.packages[0]?.requires.find(({ target }) => target === 3)).toMatchObject({ range: '[3.2.1]' });
    expect(reactor.get('web/pom.xml')?.packages.map(({ location }) => location)).toContain(
      'web/pom.xml#io.netty:netty-transport-native-epoll:jar:linux-x86_64',
    );
    expect(api).toMatchObject({ format: 'pom.xml', isLocked: false });
  });
});

it('takes profiles that are active by default, and lists what others would bring as optional', () => {
  expect(rows(fixture('profiles').get('pom.xml'))).toEqual([
    'com.example:reports 1.0 ROOT RUNTIME',
    'com.sun.mail:jakarta.mail 2.0.1 REGISTRY RUNTIME',
    'org.apache.hadoop:hadoop-client 3.3.1 REGISTRY RUNTIME',
    'org.apache.hadoop:hadoop-client 2.7.4 REGISTRY OPTIONAL',
  ]);
});

it.each([
  ['<activeByDefault>true</activeByDefault>', 'RUNTIME'],
  ['<property><name>!skip</name></property>', 'RUNTIME'],
  ['<property><name>env</name><value>!prod</value></property>', 'RUNTIME'],
  ['<property><name>env</name><value>prod</value></property>', 'OPTIONAL'],
  ['<property><name>!skip</name></property><jdk>17</jdk>', 'OPTIONAL'],
  ['<file><exists>x</exists></file>', 'OPTIONAL'],
  ['', 'OPTIONAL'],
])('takes a profile activated by %j for %s', (activation, scope) => {
  const profile = `<profile><id>p</id><activation>${activation}</activation>${dependencies(dependency('x:y:1'))}</profile>`;
  expect(parse({ 'pom.xml': project(`<profiles>${profile}</profiles>`) }).packages[1]?.scope).toBe(scope);
});

it('lets a profile whose condition holds put off those that are active by default', () => {
  const profile = (name: string, activation: string) =>
    `<profile><id>${name}</id><activation>${activation}</activation>${dependencies(dependency(`x:${name}:1`))}</profile>`;
  const profiles = [
    profile('usual', '<activeByDefault>true</activeByDefault>'),
    profile('holding', '<property><name>!skip</name></property>'),
  ];
  expect(rows(parse({ 'pom.xml': project(`<profiles>${profiles.join('')}</profiles>`) })).slice(1)).toEqual([
    'x:holding 1 REGISTRY RUNTIME',
    'x:usual 1 REGISTRY OPTIONAL',
  ]);
});

describe('parents', () => {
  const grandparent = project(
    '<properties><v>7</v></properties>',
    '<groupId>p</groupId><artifactId>top</artifactId><version>1</version>',
  );
  const middle = (relative = '') =>
    project(
      managed(dependency('x:y:${v}', '<scope>test</scope>')),
      `${parent('p:top:1', relative)}<artifactId>middle</artifactId>`,
    );

  it('are found by path, by folder, and by name wherever they lie', () => {
    const leaf = (relative: string) =>
      project(
        dependencies(dependency('x:y')),
        `${parent('p:middle:1', relative)}<artifactId>leaf</artifactId>`,
      );
    for (const relative of [
      '<relativePath>../mid/pom.xml</relativePath>',
      '<relativePath>../mid/</relativePath>',
      '',
      '<relativePath/>',
    ]) {
      const files = { 'leaf/pom.xml': leaf(relative), 'mid/pom.xml': middle(), 'top-pom.xml': grandparent };
      const inventory = parse(files, 'leaf/pom.xml');
      expect(rows(inventory)).toEqual(['p:leaf 1 ROOT RUNTIME', 'x:y 7 REGISTRY TEST']);
      expect(problems(inventory)).toEqual([]);
    }
  });

  it('are not taken when the file at that path bears another name or version', () => {
    const leaf = project(
      '',
      `${parent('p:top:2', '<relativePath>../pom.xml</relativePath>')}<artifactId>leaf</artifactId>`,
    );
    expect(problems(parse({ 'leaf/pom.xml': leaf, 'pom.xml': grandparent }, 'leaf/pom.xml'))).toEqual([
      'NOT_RESOLVED leaf/pom.xml 1 The parent "p:top:2" is not in the repository, so what it declares was left out.',
    ]);
  });

  it('that lead back to their child end there', () => {
    const own = (name: string, of: string) =>
      project(
        '',
        `${parent(`g:${of}:1`)}<groupId>g</groupId><artifactId>${name}</artifactId><version>1</version>`,
      );
    const self = parse({ 'pom.xml': own('a', 'a') });
    expect(problems(self)).toEqual([
      'NOT_RESOLVED pom.xml 1 The parent "g:a:1" leads back to this file, so what it declares was left out.',
    ]);
    const circle = parse({ 'a/pom.xml': own('a', 'b'), 'b/pom.xml': own('b', 'a') }, 'a/pom.xml');
    expect(rows(circle)).toEqual(['g:a 1 ROOT RUNTIME']);
  });
});

describe('management', () => {
  it('gives what a dependency leaves out, by type and classifier too, and never overrules it', () => {
    const files = {
      'pom.xml': project(
        managed(
          dependency('x:y:1'),
          dependency('x:y:2', '<classifier>c</classifier>'),
          dependency('x:z:3', '<scope>test</scope>'),
        ) +
          dependencies(
            dependency('x:y'),
            dependency('x:y', '<classifier>c</classifier>'),
            dependency('x:z:4', '<scope>compile</scope>'),
          ),
      ),
    };
    expect(rows(parse(files)).slice(1)).toEqual([
      'x:y 1 REGISTRY RUNTIME',
      'x:y 2 REGISTRY RUNTIME',
      'x:z 4 REGISTRY RUNTIME',
    ]);
  });

  it('of the POM itself counts before BOMs, and of those the first', () => {
    const list = (name: string, ...more: readonly string[]) =>
      project(
        managed(...more),
        `<groupId>b</groupId><artifactId>${name}</artifactId><version>1</version><packaging>pom</packaging>`,
      );
    const files = {
      'one/pom.xml': list('one', dependency('x:own:1'), dependency('x:both:1')),
      'pom.xml': project(
        managed(bom('b:one:1'), bom('b:two:1'), dependency('x:own:3')) +
          dependencies(dependency('x:own'), dependency('x:both'), dependency('x:second')),
      ),
      'two/pom.xml': list(
        'two',
        dependency('x:both:2'),
        dependency('x:second:${project.version}'),
        bom('b:one:1'),
      ),
    };
    expect(rows(parse(files)).slice(1)).toEqual([
      'x:own 3 REGISTRY RUNTIME',
      'x:both 1 REGISTRY RUNTIME',
      'x:second 1 REGISTRY RUNTIME',
    ]);
  });

  it('of BOMs that import each other ends', () => {
    const circular = (name: string, other: string) =>
      project(
        managed(bom(`b:${other}:1`), dependency(`x:${name}:1`)),
        `<groupId>b</groupId><artifactId>${name}</artifactId><version>1</version>`,
      );
    const files = {
      'one/pom.xml': circular('one', 'two'),
      'pom.xml': project(managed(bom('b:one:1')) + dependencies(dependency('x:one'), dependency('x:two'))),
      'two/pom.xml': circular('two', 'one'),
    };
    expect(rows(parse(files)).slice(1)).toEqual(['x:one 1 REGISTRY RUNTIME', 'x:two 1 REGISTRY RUNTIME']);
    expect(problems(parse(files, 'two/pom.xml'))).toEqual([
      'NOT_RESOLVED two/pom.xml 1 The imported BOM "b:one:1" leads back to this file, so what it declares was left out.',
    ]);
  });
});

describe('properties', () => {
  it.each([
    ['${project.version}', '1'],
    ['${pom.version}', '1'],
    ['${version}', '1'],
    ['${project.parent.version}', '8'],
    ['${two.words}-x', '2-x'],
    ['${nested}', '2.1'],
    ['${project.given}', '3'],
    ['${constructor}', '${constructor}'],
    ['${absent}', '${absent}'],
    ['${ab', '${ab'],
    ['${__proto__}', 'p'],
  ])('resolve %s to %s', (written, expected) => {
    const properties =
      '<properties><two.words>2</two.words><nested>${two.words}.1</nested><project.given>3</project.given><version>1</version><__proto__>p</__proto__></properties>';
    const own = `${parent('g:p:8')}<groupId>g</groupId><artifactId>a</artifactId><version>1</version>`;
    const inventory = parse({
      'pom.xml': project(properties + dependencies(dependency(`x:y:${written}`)), own),
    });
    expect(inventory.packages[1]?.version).toBe(expected);
  });

  it('that nothing gives are one problem each, with all that they concern', () => {
    const files = { 'pom.xml': project(`\n${dependencies(dependency('x:y:${v}'), dependency('x:z:${v}'))}`) };
    expect(problems(parse(files))).toEqual([
      'NOT_RESOLVED pom.xml 2 No version is known of "x:y", "x:z", because nothing here gives the property "v".',
    ]);
    expect(maven.isVersion(parse(files).packages[1]?.version ?? '')).toBe(false);
  });

  it('that lead in a circle or grow without end are a problem, and cost little', () => {
    const doubling = Array.from({ length: 40 }, (_, at) => `<p${at + 1}>\${p${at}}\${p${at}}</p${at + 1}>`);
    const chain = Array.from({ length: 50_000 }, (_, at) => `<c${at}>\${c${at + 1}}</c${at}>`);
    const properties = `<properties><p0>xxxxxxxx</p0>${doubling.join('')}${chain.join('')}<a>\${b}</a><b>\${a}</b></properties>`;
    const list = ['p40', 'p3', 'c0', 'a'].map((name) => dependency(`x:${name}:\${${name}}`));
    const read = () => parse({ 'pom.xml': project(properties + dependencies(...list)) });
    expect(fastestRun(read, 1_000)).toBeLessThan(1_000);
    const inventory = read();
    const versions = inventory.packages.slice(1).map(({ version }) => version);
    for (const version of versions) expect(version.length).toBeLessThanOrEqual(1_024);
    expect(versions.slice(1)).toEqual(['x'.repeat(64), '${c50}', '${a}']);
    expect(problems(inventory).map((text) => text.replace(/.*because /, ''))).toEqual([
      'the property "p8" is too long.',
      'the property "c50" refers to itself or through too many others.',
      'the property "a" refers to itself or through too many others.',
    ]);
  });
});

it('lets the last of equal dependencies count, as Maven does', () => {
  const files = { 'pom.xml': project(dependencies(dependency('x:y:1.0'), dependency('x:y:1.1'))) };
  expect(rows(parse(files)).slice(1)).toEqual(['x:y 1.1 REGISTRY RUNTIME']);
});

it('leaves out what it cannot name, and says so', () => {
  const list = [
    dependency(':y:1'),
    dependency('${x}:y:1'),
    dependency(`${'x'.repeat(600)}:y:1`),
    dependency('x:y:1'),
  ];
  const inventory = parse({ 'pom.xml': project(dependencies(...list)) });
  expect(rows(inventory).slice(1)).toEqual(['x:y 1 REGISTRY RUNTIME']);
  expect(inventory.problems.map(({ code }) => code)).toEqual(['BAD_ENTRY', 'BAD_ENTRY', 'BAD_ENTRY']);
});

it.each([
  ['', 'NOT_XML'],
  ['{}', 'NOT_XML'],
  ['<settings/>', 'NOT_SUPPORTED'],
  [
    '<!DOCTYPE project [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><project><version>&b;</version></project>',
    'NOT_XML',
  ],
  ['<project><dependencies><dependency><groupId>x', 'NOT_XML'],
  [`<project>${'<a>'.repeat(250)}`, 'TOO_DEEP'],
])('gives a problem for %.80j', (text, code) => {
  expect(parse({ 'pom.xml': text }).problems.map((problem) => problem.code)).toContain(code);
});

it('says when a file could not be had', () => {
  const inventory = maven.parse({ ecosystem: 'Maven', path: 'pom.xml', inputs: ['pom.xml'] }, []);
  expect(inventory.problems.map(({ code }) => code)).toEqual(['UNREADABLE']);
});

it('gives locations that differ, whatever the files are like', () => {
  const profile = `<profile><id>p</id>${dependencies(dependency('x:y:1'))}</profile>`;
  const inventory = parse({ 'pom.xml': project(`<profiles>${profile.repeat(5_000)}</profiles>`) });
  expect(new Set(inventory.packages.map(({ location }) => location)).size).toBe(5_001);
});

it('reads a POM of 2 MB in less than two seconds', () => {
  const list: string[] = [];
  for (let length = 0, at = 0; length < 2 * 1024 * 1024; at += 1) {
    list.push(`\n    ${dependency(`org.example.g${at}:library-${at}:\${v}`)}`);
    length += list.at(-1)?.length ?? 0;
  }
  const text = project(`<properties><v>1.0</v></properties>${dependencies(...list)}`);
  expect(fastestRun(() => parse({ 'pom.xml': text }), 2_000)).toBeLessThan(2_000);
  const inventory = parse({ 'pom.xml': text });
  expect(inventory.packages).toHaveLength(list.length + 1);
});
