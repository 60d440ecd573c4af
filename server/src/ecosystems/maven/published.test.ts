import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  disagreeingLines,
  type ExtractorCase,
  readExtractorCases,
  readOrderLines,
  unpackShared,
} from '../../../test/published-cases.js';
import { readInventories } from '../../../test/repository-fixture.js';
import type { DependencyScope, Inventory } from '../../inventory/inventory.js';
import type { ManifestFile } from '../ecosystem.js';
import { maven } from './index.js';
import { readRange } from './ranges.js';

const differing = z
  .array(z.object({ extractor: z.string(), file: z.string() }))
  .parse(JSON.parse(readFileSync(join(__dirname, '../../../test/differing-cases.json'), 'utf8')));
const conformance = unpackShared('conformance');
const corpus = unpackShared(
  'corpus',
  'WebGoat__WebGoat',
  'DataDog__vulnerable-java-application',
  'localsend__localsend@2024-03-01',
);
const suite = conformance === null || corpus === null ? describe.skip : describe;
const inConformance = conformance ?? '';
const inCorpus = corpus ?? '';

/** The suite's extractors, and the name under which their files are read. */
const FILE_NAMES: ReadonlyMap<string, string> = new Map([
  ['java/pomxml', 'pom.xml'],
  ['java/gradlelockfile', 'gradle.lockfile'],
  ['java/gradleverificationmetadataxml', 'gradle/verification-metadata.xml'],
  ['java/gradleversioncatalog', 'gradle/libs.versions.toml'],
]);
const GROUPS: Readonly<Record<DependencyScope, readonly string[]>> = {
  RUNTIME: [],
  PEER: ['provided'],
  OPTIONAL: ['optional'],
  TEST: ['test'],
  DEVELOPMENT: ['dev'],
};

afterAll(() => {
  for (const folder of [conformance, corpus])
    if (folder !== null) rmSync(dirname(folder), { recursive: true, force: true });
});

suite('files that others published readings of (skipped where the shared data is not there)', () => {
  it('are read alike in every name, version and group, but for the listed ones', () => {
    const cases = readExtractorCases(inConformance, [...FILE_NAMES.keys()]);
    expect(cases).toHaveLength(37);
    const listed = differing.filter(({ extractor }) => FILE_NAMES.has(extractor)).map(({ file }) => file);
    expect(listed).toHaveLength(1);
    const different = cases.filter((item) => {
      const { packages, problems } = readCase(item);
      const found = packages.filter(({ source }) => source !== 'ROOT').map(describePackage);
      if (item.error) return found.length > 0 || problems.length === 0;
      const hasGroups = item.extractor === 'java/pomxml';
      const expected = item.packages.map(({ name, version, groups }) =>
        [name, version, ...(hasGroups ? groups : [])].join(' '),
      );
      return sorted(found).join('\n') !== sorted(expected).join('\n');
    });
    expect(different.map(({ file }) => file)).toEqual(listed);
  });

  it('hold no line of the published order that ours disagrees with', () => {
    const lines = readOrderLines(inConformance, 'maven');
    expect(lines).toHaveLength(14_854);
    expect(disagreeingLines(lines, maven.compareVersions)).toEqual([]);
    const isRead = ({ left, right }: { readonly left: string; readonly right: string }): boolean =>
      maven.isVersion(left) && maven.isVersion(right);
    expect(lines.every(isRead)).toBe(true);
  });

  it('resolve with their profiles and parents', () => {
    const folder = join(inConformance, 'osv-scalibr/guidedremediation/internal/manifest/maven/testdata');
    const read = readInventories(maven, folder);
    const child = read.find(({ group }) => group.path === 'my-app/pom.xml');
    expect(child?.inventory.packages.map(describePackage)).toEqual(
      expect.arrayContaining([
        'junit:junit 4.12 test',
        'org.example:ddd 1.2.3',
        'org.example:no-version 2.0.0',
        'org.profile:abc 1.2.3',
        'org.profile:def 2.3.4',
      ]),
    );
  });
});

suite('the corpus', () => {
  it('has a reactor whose modules are read with their parents', () => {
    const folder = join(inCorpus, 'WebGoat__WebGoat');
    const read = readInventories(maven, folder);
    expect(read).toHaveLength(35);
    for (const { group, inventory } of read) {
      // Independently of the reader: every dependency that the file itself declares is listed, and no other of its own.
      const declared = declaredNames(readFileSync(join(folder, group.path), 'utf8'));
      const own = inventory.packages.filter(({ location }) => location.startsWith(`${group.path}#`));
      expect([group.path, ...sorted(new Set(own.map(({ name }) => name)))]).toEqual([
        group.path,
        ...sorted(new Set(declared)),
      ]);
      expect(inventory.problems.every(({ code }) => code === 'NOT_RESOLVED')).toBe(true);
    }
    const module = read.find(({ group }) => group.path === 'webgoat-lessons/jwt/pom.xml')?.inventory;
    expect(
      module?.packages.map(({ name, version, scope, source }) => `${name} ${version} ${scope} ${source}`),
    ).toEqual([
      'org.owasp.webgoat.lesson:jwt v8.1.0 RUNTIME ROOT',
      'io.jsonwebtoken:jjwt 0.7.0 RUNTIME REGISTRY',
      'org.springframework.security:spring-security-test 4.1.3.RELEASE TEST REGISTRY',
      'org.owasp.webgoat:webgoat-container v8.1.0 RUNTIME WORKSPACE',
      'org.owasp.webgoat:webgoat-container v8.1.0 RUNTIME WORKSPACE',
      'junit:junit 4.12 TEST REGISTRY',
      'org.mockito:mockito-core  TEST REGISTRY',
      'org.springframework.boot:spring-boot-starter-test  TEST REGISTRY',
      'org.projectlombok:lombok  OPTIONAL REGISTRY',
      'org.apache.commons:commons-exec 1.3 RUNTIME REGISTRY',
      'javax.xml.bind:jaxb-api  RUNTIME REGISTRY',
    ]);
    const missing = read.flatMap(({ inventory }) =>
      inventory.problems.filter(({ message }) => message.includes('parent "')),
    );
    expect(missing.map(({ path, line }) => `${path}:${line ?? ''}`)).toEqual([
      'pom.xml:21',
      'webgoat-lessons/command-injection/pom.xml:6',
    ]);
  });

  it('has a reactor in which every version is raised where it stands, one line for each place', () => {
    const read = readInventories(maven, join(inCorpus, 'WebGoat__WebGoat'));
    let raised = 0;
    for (const { group, files, inventory } of read) {
      for (const { name, range: from, target } of inventory.packages[0]?.requires ?? []) {
        const before = inventory.packages[target ?? -1];
        if (before?.source !== 'REGISTRY' || !maven.isVersion(from)) continue;
        const ranges = [{ manifestPath: group.path, name, from, range: '99.1.2' }];
        const result = maven.edit(files, { versions: [], ranges, forces: [] });
        if (result.kind === 'refused') throw new Error(result.reason);
        raised += 1;
        const texts = new Map(result.files.map(({ path, text }) => [path, text]));
        const after = maven.parse(
          group,
          files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text })),
        );
        const moved = after.packages.filter(({ version }, at) => version !== inventory.packages[at]?.version);
        expect(moved.map((item) => `${item.name} ${item.version}`)).toEqual([`${name} 99.1.2`]);
        expect(after.problems).toEqual(inventory.problems);
        const old = new Map(files.map(({ path, text }) => [path, text.split('\n')]));
        const lines = [...texts].flatMap(([path, text]) =>
          text.split('\n').filter((line, at) => line !== old.get(path)?.[at]),
        );
        expect(lines).toEqual([expect.stringContaining('>99.1.2<')]);
      }
    }
    expect(raised).toBe(109);
  });

  it('has a gradle.lockfile that is read line by line', () => {
    const folder = join(inCorpus, 'DataDog__vulnerable-java-application');
    const [read] = readInventories(maven, folder);
    const lines = readFileSync(join(folder, 'gradle.lockfile'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(':') && !line.startsWith('#'));
    expect(read?.inventory).toMatchObject({ isLocked: true, problems: [] });
    const found = read?.inventory.packages.slice(1).map(({ location, scope }) => `${location} ${scope}`);
    expect(found).toEqual(
      lines.map((line) => `${line.split('=')[0]} ${/[=,](?!test)/.test(line) ? 'RUNTIME' : 'TEST'}`),
    );
    expect(found?.length).toBe(68);
  });

  it('has properties of Gradle that say nothing of dependencies', () => {
    const groups = readInventories(maven, join(inCorpus, 'localsend__localsend@2024-03-01'));
    expect(groups).toEqual([]);
  });
});

/** A case's file under its usual name, with the parent that one of them names. */
function readCase({ extractor, text }: ExtractorCase): Inventory {
  const path = FILE_NAMES.get(extractor) ?? '';
  const parent = 'parent/pom.xml';
  const files: ManifestFile[] = [{ path, text }];
  if (text.includes(`./${parent}`)) {
    const at = join(inConformance, 'osv-scalibr/extractors/java/pomxml/testdata', parent);
    files.push({ path: parent, text: readFileSync(at, 'utf8') });
  }
  return maven.parse({ ecosystem: 'Maven', path, inputs: files.map((file) => file.path).sort() }, files);
}

/** Of a range the suite writes its lower bound. */
function describePackage({ name, version, scope }: Inventory['packages'][number]): string {
  const bound = maven.isVersion(version) ? version : (readRange(version)?.[0]?.lower ?? version);
  return [name, bound, ...GROUPS[scope]].join(' ');
}

function declaredNames(text: string): readonly string[] {
  const plain = text
    .replaceAll(/<!--[^]*?-->/g, '')
    .replaceAll(/<(dependencyManagement|build|exclusions)>[^]*?<\/\1>/g, '');
  return plain
    .split('<dependency>')
    .slice(1)
    .map((entry) =>
      ['groupId', 'artifactId']
        .map((field) => new RegExp(`<${field}>([^<]*)<`).exec(entry)?.[1] ?? '')
        .join(':'),
    );
}

/** Without repetition: the suite merges, or repeats, what one file names twice. */
function sorted(texts: Iterable<string>): readonly string[] {
  return [...new Set(texts)].sort();
}
