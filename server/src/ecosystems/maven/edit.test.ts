import fc from 'fast-check';
import { join } from 'node:path';
import { readInventories } from '../../../test/repository-fixture.js';
import type { EditResult, ForceChange, ManifestFile, RangeChange } from '../ecosystem.js';
import { maven } from './index.js';

type Texts = Readonly<Record<string, string>>;

const filesOf = (texts: Texts): readonly ManifestFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));
const change = (
  name: string,
  from: string,
  range: string,
  manifestPath: string | null = 'pom.xml',
): RangeChange => ({
  manifestPath,
  name,
  from,
  range,
});
const edit = (
  texts: Texts,
  ranges: readonly RangeChange[],
  forces: readonly ForceChange[] = [],
): EditResult => maven.edit(filesOf(texts), { versions: [], ranges, forces });
/** All texts after the change; why not, where it was refused. */
const after = (
  texts: Texts,
  ranges: readonly RangeChange[],
  forces: readonly ForceChange[] = [],
): Texts | string => {
  const result = edit(texts, ranges, forces);
  if (result.kind === 'refused') return result.reason;
  return { ...texts, ...Object.fromEntries(result.files.map(({ path, text }) => [path, text])) };
};
const rows = (texts: Texts, path = 'pom.xml'): readonly string[] =>
  maven
    .parse({ ecosystem: 'Maven', path, inputs: Object.keys(texts).sort() }, filesOf(texts))
    .packages.filter(({ source }) => source === 'REGISTRY')
    .map(({ name, version }) => `${name} ${version}`);

const project = (inner: string, id = 'a', more = ''): string =>
  `<project>${more}<groupId>g</groupId><artifactId>${id}</artifactId><version>1</version>${inner}</project>`;
const dependency = (name: string, more = ''): string => {
  const [group = '', artifact = '', version = ''] = name.split(':');
  const written = version === '' ? '' : `<version>${version}</version>`;
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${written}${more}</dependency>`;
};
const dependencies = (...list: readonly string[]): string => `<dependencies>${list.join('')}</dependencies>`;
const managed = (...list: readonly string[]): string =>
  `<dependencyManagement>${dependencies(...list)}</dependencyManagement>`;
const properties = (inner: string): string => `<properties>${inner}</properties>`;
const profile = (id: string, inner: string): string =>
  `<profiles><profile><id>${id}</id>${inner}</profile></profiles>`;
const parent = '<parent><groupId>g</groupId><artifactId>a</artifactId><version>1</version></parent>';
const bom = dependency('g:bom:1', '<type>pom</type><scope>import</scope>');
const x = change('x:y', '1.2', '1.3.5');

describe('a declared version', () => {
  it.each<[string, Texts, Readonly<Record<string, readonly [string, string]>>]>([
    [
      'in the dependency itself',
      { 'pom.xml': project(dependencies(dependency('x:y:1.2'), dependency('x:z:1.2'))) },
      { 'pom.xml': ['<artifactId>y</artifactId><version>1.2<', '<artifactId>y</artifactId><version>1.3.5<'] },
    ],
    [
      'in management',
      { 'pom.xml': project(managed(dependency('x:y:1.2')) + dependencies(dependency('x:y'))) },
      { 'pom.xml': ['<version>1.2<', '<version>1.3.5<'] },
    ],
    [
      'in a property',
      { 'pom.xml': project(properties('<v>1.2</v>') + dependencies(dependency('x:y:${v}'))) },
      { 'pom.xml': ['<v>1.2<', '<v>1.3.5<'] },
    ],
    [
      'in a property that leads to another, with a part around it',
      {
        'pom.xml': project(properties('<v>${w}</v><w>1</w>') + dependencies(dependency('x:y:${v}.2'))),
      },
      { 'pom.xml': ['<w>1<', '<w>3<'] },
    ],
    [
      'in a property of the parent, used in its management',
      {
        'pom.xml': project(
          parent.length > 0 ? dependencies(dependency('x:y')) : '',
          'b',
          parentOf('../p/pom.xml'),
        ),
        'p/pom.xml': project(properties('<v>1.2</v>') + managed(dependency('x:y:${v}'))),
      },
      { 'p/pom.xml': ['<v>1.2<', '<v>1.3.5<'] },
    ],
    [
      'in a property of its own, though the parent has it too',
      {
        'pom.xml': project(
          properties('<v>1.2</v>') + dependencies(dependency('x:y')),
          'b',
          parentOf('../p/pom.xml'),
        ),
        'p/pom.xml': project(properties('<v>1.2</v>') + managed(dependency('x:y:${v}'))),
      },
      { 'pom.xml': ['<v>1.2<', '<v>1.3.5<'] },
    ],
    [
      'in a BOM of the repository, by the property of the BOM',
      {
        'pom.xml': project(properties('<v>9</v>') + managed(bom) + dependencies(dependency('x:y'))),
        'bom/pom.xml': project(properties('<v>1.2</v>') + managed(dependency('x:y:${v}')), 'bom'),
      },
      { 'bom/pom.xml': ['<v>1.2<', '<v>1.3.5<'] },
    ],
    [
      'in a profile that must be asked for',
      { 'pom.xml': project(profile('p', dependencies(dependency('x:y:1.2')))) },
      { 'pom.xml': ['<version>1.2<', '<version>1.3.5<'] },
    ],
    [
      'behind a comment, in CDATA, with blanks, a namespace prefix and Windows line ends',
      {
        'pom.xml':
          '\ufeff<?xml version="1.0"?>\r\n<m:project xmlns:m="urn:x">\r\n  <m:dependencies>\r\n    <m:dependency><m:groupId>x</m:groupId><m:artifactId>y</m:artifactId>\r\n      <m:version a="1.2"><!-- 1.2 & why --> <![CDATA[ 1.2 ]]>\r\n      </m:version></m:dependency>\r\n  </m:dependencies>\r\n</m:project>',
      },
      { 'pom.xml': ['[ 1.2 ]', '[ 1.3.5 ]'] },
    ],
  ])('%s is raised there, and nothing else moves', (_, texts, expected) => {
    const wanted: Record<string, string> = { ...texts };
    for (const [path, [before, now]] of Object.entries(expected))
      wanted[path] = (texts[path] ?? '').replace(before, () => now);
    const [now = ''] = rows(wanted);
    const range = now.slice('x:y '.length);
    expect(now).not.toBe(rows(texts)[0]);
    expect(after(texts, [change('x:y', '1.2', range)])).toEqual(wanted);
    expect(after(wanted, [change('x:y', '1.2', range)])).toEqual(wanted);
  });

  it('is raised in every POM that declares it so, where no file is named', () => {
    const texts = {
      'pom.xml': project(dependencies(dependency('x:y:1.2'))),
      'b/pom.xml': project(
        dependencies(dependency('x:y:1.2'), dependency('x:y:1.1', '<classifier>c</classifier>')),
        'b',
      ),
      'c/pom.xml': project('', 'c'),
    };
    const edited = after(texts, [{ ...x, manifestPath: null }]);
    expect(edited).toEqual({
      ...texts,
      'pom.xml': texts['pom.xml'].replace('1.2', '1.3.5'),
      'b/pom.xml': texts['b/pom.xml'].replace('1.2', '1.3.5'),
    });
  });

  it('is raised in each profile whose property says the same, and left where one says another', () => {
    const text = project(
      `${properties('<v>1.2</v>')}${dependencies(dependency('x:y:${v}'))}<profiles><profile><id>p</id>${properties('<v>1.2</v>')}</profile><profile><id>q</id>${properties('<v>1.1</v>')}</profile></profiles>`,
    );
    expect(after({ 'pom.xml': text }, [x])).toEqual({ 'pom.xml': text.replaceAll('<v>1.2', '<v>1.3.5') });
  });

  it('keeps an exact range and a soft version apart', () => {
    const text = project(dependencies(dependency('x:y:[1.2]')));
    expect(after({ 'pom.xml': text }, [change('x:y', '[1.2]', '[1.3]')])).toEqual({
      'pom.xml': text.replace('1.2', '1.3'),
    });
    expect(after({ 'pom.xml': text }, [x])).toContain('x:y: it is not declared there as "1.2"');
  });
});

describe('a number behind a property', () => {
  const text = project(
    properties('<v>2.9.8</v>') + dependencies(dependency('x:y:${v}.3'), dependency('x:z:${v}')),
  );

  it.each<[string, string]>([
    ['2.9.8.5', '${v}.5'],
    ['2.9.8-10', '${v}-10'],
    ['2.9.10.8', '2.9.10.8'],
    ['2.9.80', '2.9.80'],
  ])('is replaced for %s by itself, without the property that others take', (range, written) => {
    const wanted = { 'pom.xml': text.replace('${v}.3', () => written) };
    expect(after({ 'pom.xml': text }, [change('x:y', '2.9.8.3', range)])).toEqual(wanted);
    expect(rows(wanted)).toEqual([`x:y ${range}`, 'x:z 2.9.8']);
    expect(after(wanted, [change('x:y', '2.9.8.3', range)])).toEqual(wanted);
  });

  it('stays where the property gives the new version, and others would move with it', () => {
    expect(after({ 'pom.xml': text }, [change('x:y', '2.9.8.3', '2.9.9.3')])).toContain(
      'nobody asked to move',
    );
  });
});

describe('a property that several artifacts take', () => {
  const plugin =
    '<build><plugins><plugin><artifactId>y-plugin</artifactId><version>${v}</version></plugin></plugins></build>';
  const both = project(
    properties('<v>1.2</v>') + dependencies(dependency('x:y:${v}'), dependency('x:z:${v}')),
  );
  const z = change('x:z', '1.2', '1.3.5');

  it('is refused while others would move unasked, and says which changes lack', () => {
    expect(edit({ 'pom.xml': both }, [x])).toEqual({
      kind: 'refused',
      reason:
        'x:y: the property "v", which gives its version, also gives that of x:z, which nobody asked to move to 1.3.5',
      needs: [z],
    });
  });

  it('moves when all are asked to move alike, once', () => {
    expect(after({ 'pom.xml': both }, [x, z])).toEqual({ 'pom.xml': both.replace('<v>1.2', '<v>1.3.5') });
    expect(after({ 'pom.xml': both }, [x, change('x:z', '1.2', '1.4')])).toContain('nobody asked to move');
  });

  it('counts modules, plugins and parents that take it, which can be asked for as well', () => {
    const texts = {
      'pom.xml': project(properties('<v>1.2</v>') + dependencies(dependency('x:y:${v}')) + plugin),
      'b/pom.xml': project(dependencies(dependency('x:w:${v}')), 'b', parentOf('../pom.xml')),
    };
    const result = edit(texts, [x]);
    if (result.kind === 'edited') throw new Error('it was edited');
    const names = (result.needs ?? []).map(({ name }) => name);
    expect(names).toEqual(['org.apache.maven.plugins:y-plugin', 'x:w']);
    const done = { ...texts, 'pom.xml': texts['pom.xml'].replace('<v>1.2', '<v>1.3.5') };
    expect(after(texts, [x, ...(result.needs ?? [])])).toEqual(done);
    expect(after(done, [x, ...(result.needs ?? [])])).toEqual(done);
  });

  it('does not count what a module takes from a property of its own', () => {
    const texts = {
      'pom.xml': project(properties('<v>1.2</v>') + dependencies(dependency('x:y:${v}'))),
      'b/pom.xml': project(
        properties('<v>7</v>') + dependencies(dependency('x:w:${v}')),
        'b',
        parentOf('../pom.xml'),
      ),
    };
    expect(after(texts, [x])).toEqual({
      ...texts,
      'pom.xml': texts['pom.xml'].replace('<v>1.2', '<v>1.3.5'),
    });
  });
});

describe('a change is refused with its reason', () => {
  it.each<[string, Texts, RangeChange, string]>([
    ['what is not declared', { 'pom.xml': project('') }, x, 'it is not declared there as "1.2"'],
    [
      'another version than is declared',
      { 'pom.xml': project(dependencies(dependency('x:y:1.1'))) },
      x,
      'not declared',
    ],
    ['a file that is no POM', { 'pom.xml': '<a/>' }, x, 'pom.xml is no POM that can be read'],
    [
      'a file that is not there',
      { 'pom.xml': project('') },
      { ...x, manifestPath: 'q/pom.xml' },
      'is no POM',
    ],
    [
      'a damaged file',
      { 'pom.xml': project(dependencies(dependency('x:y:1.2'))).replace('</project>', '</projec') },
      x,
      'pom.xml cannot be read whole',
    ],
    [
      'a merge conflict',
      {
        'pom.xml': project(
          `${dependencies(dependency('x:y:1.2'))}\n<<<<<<< a\n<!-- -->\n=======\n>>>>>>> b\n`,
        ),
      },
      x,
      'cannot be read whole',
    ],
    [
      'the project’s own version',
      {
        'pom.xml': `<project>${properties('<v>1.2</v>')}<groupId>g</groupId><artifactId>a</artifactId><version>\${v}</version>${dependencies(dependency('x:y:${v}'))}</project>`,
      },
      x,
      "also gives the project's own",
    ],
    [
      'a version that is the project’s own',
      {
        'pom.xml': `<project><groupId>g</groupId><artifactId>a</artifactId><version>1.2</version>${dependencies(dependency('x:y:${project.version}'))}</project>`,
      },
      x,
      'no property that could be changed',
    ],
    [
      'a version of several parts',
      { 'pom.xml': project(properties('<v>1</v><w>2</w>') + dependencies(dependency('x:y:${v}.${w}'))) },
      x,
      'put together from several parts',
    ],
    [
      'a version that does not fit what stands around a property',
      { 'pom.xml': project(properties('<v>1.2</v>') + dependencies(dependency('x:y:${v}.RELEASE'))) },
      change('x:y', '1.2.RELEASE', '1.3.5'),
      'which "1.3.5" does not fit',
    ],
    [
      'a version in entities',
      { 'pom.xml': project(dependencies(dependency('x:y:1&#46;2'))) },
      x,
      'with entities',
    ],
    [
      'a text that is no version',
      { 'pom.xml': project(dependencies(dependency('x:y:1.2'))) },
      { ...x, range: '</version>' },
      'is no version',
    ],
  ])('%s', (_, texts, asked, reason) => {
    expect(after(texts, [asked])).toContain(reason);
  });

  it('a lock of Gradle, and copies that no file states', () => {
    expect(
      after({ 'gradle.lockfile': 'x:y:1.2=a\n' }, [{ ...x, manifestPath: 'gradle.lockfile' }]),
    ).toContain('only Gradle');
  });
});

describe('a forced version', () => {
  const force = (name: string, to: string): ForceChange => ({ name, from: ['1'], to, within: [] });
  const lines = (...list: readonly string[]): string => list.join('\n');

  it.each<[string, string, string]>([
    [
      'behind the rules that are there',
      lines(
        '<project>',
        '\t<dependencyManagement>',
        '\t\t<dependencies>',
        '\t\t\t<dependency><groupId>a</groupId><artifactId>b</artifactId></dependency><!-- c -->',
        '\t\t</dependencies>',
        '\t</dependencyManagement>',
        '</project>',
      ),
      lines(
        '<project>',
        '\t<dependencyManagement>',
        '\t\t<dependencies>',
        '\t\t\t<dependency><groupId>a</groupId><artifactId>b</artifactId></dependency>',
        '\t\t\t<dependency>',
        '\t\t\t\t<groupId>x</groupId>',
        '\t\t\t\t<artifactId>y</artifactId>',
        '\t\t\t\t<version>2</version>',
        '\t\t\t</dependency><!-- c -->',
        '\t\t</dependencies>',
        '\t</dependencyManagement>',
        '</project>',
      ),
    ],
    [
      'in an empty list',
      lines(
        '<project>',
        '  <dependencyManagement>',
        '    <dependencies/>',
        '  </dependencyManagement>',
        '</project>',
      ),
      lines(
        '<project>',
        '  <dependencyManagement>',
        '    <dependencies>',
        '      <dependency>',
        '        <groupId>x</groupId>',
        '        <artifactId>y</artifactId>',
        '        <version>2</version>',
        '      </dependency>',
        '    </dependencies>',
        '  </dependencyManagement>',
        '</project>',
      ),
    ],
    [
      'before the dependencies and the comment on them, where there is no rule yet',
      lines(
        '<project>',
        '  <artifactId>a</artifactId>',
        '',
        '  <!-- all -->',
        '  <dependencies>',
        '  </dependencies>',
        '</project>',
      ),
      lines(
        '<project>',
        '  <artifactId>a</artifactId>',
        '  <dependencyManagement>',
        '    <dependencies>',
        '      <dependency>',
        '        <groupId>x</groupId>',
        '        <artifactId>y</artifactId>',
        '        <version>2</version>',
        '      </dependency>',
        '    </dependencies>',
        '  </dependencyManagement>',
        '',
        '  <!-- all -->',
        '  <dependencies>',
        '  </dependencies>',
        '</project>',
      ),
    ],
    [
      'in a file of one line',
      '<project><artifactId>a</artifactId></project>',
      `<project><artifactId>a</artifactId>${managed(dependency('x:y:2'))}</project>`,
    ],
  ])('is written %s', (_, text, expected) => {
    expect(after({ 'pom.xml': text }, [], [force('x:y', '2')])).toEqual({ 'pom.xml': expected });
    const crlf = text.replaceAll('\n', '\r\n');
    expect(after({ 'pom.xml': crlf }, [], [force('x:y', '2')])).toEqual({
      'pom.xml': expected.replaceAll('\n', '\r\n'),
    });
  });

  it('is written once, into the parent of all', () => {
    const texts = { 'm/pom.xml': project('', 'm', parentOf('../pom.xml')), 'pom.xml': project('') };
    const edited = after(texts, [], [force('x:y', '2'), force('x:z', '3'), force('x:y', '2')]);
    expect(edited).toEqual({
      ...texts,
      'pom.xml': project(managed(dependency('x:y:2'), dependency('x:z:3'))),
    });
  });

  it.each<[string, Texts, readonly ForceChange[], string]>([
    [
      'where a POM says the version itself',
      { 'pom.xml': project(dependencies(dependency('x:y:1'))) },
      [force('x:y', '2')],
      'itself says which',
    ],
    [
      'where no POM is the parent of all',
      { 'pom.xml': project(''), 'b/pom.xml': project('', 'b') },
      [force('x:y', '2')],
      'do not all inherit',
    ],
    [
      'below a package',
      { 'pom.xml': project('') },
      [{ ...force('x:y', '2'), within: ['a:b'] }],
      'everywhere or nowhere',
    ],
    ['to two versions', { 'pom.xml': project('') }, [force('x:y', '2'), force('x:y', '3')], 'two versions'],
    ['by a name that is none', { 'pom.xml': project('') }, [force('<x>:y', '2')], 'cannot be forced'],
  ])('is refused %s', (_, texts, forces, reason) => {
    expect(after(texts, [], forces)).toContain(reason);
  });
});

describe('a version catalog', () => {
  const path = 'gradle/libs.versions.toml';
  const catalog = [
    '\ufeff# all',
    '[versions]',
    'one = "1.2" # 1.2',
    "two = { strictly = '[1, 2[', prefer = '1.2' }",
    '[libraries]',
    'a = { module = "x:a", version.ref = "one" }',
    'b = { group = "x", name = "b", version.ref = "two" }',
    'c = "x:c:1.2"',
    'd = { module = "x:d", version = "1.2" }',
    'e.module = "x:e"',
    'e.version = "1.2"',
    '[libraries.f]',
    'module = "x:f"',
    'version = { require = "1.2", reject = ["1.2"] }',
    '',
  ].join('\r\n');

  it.each<[string, string, string]>([
    ['x:a', 'one = "1.2"', 'one = "1.4"'],
    ['x:b', "prefer = '1.2'", "prefer = '1.4'"],
    ['x:c', 'x:c:1.2', 'x:c:1.4'],
    ['x:d', 'version = "1.2"', 'version = "1.4"'],
    ['x:e', 'e.version = "1.2"', 'e.version = "1.4"'],
    ['x:f', 'require = "1.2"', 'require = "1.4"'],
  ])('is edited where the version of %s stands', (name, before, now) => {
    const edited = after({ [path]: catalog }, [change(name, '1.2', '1.4', path)]);
    expect(edited).toEqual({ [path]: catalog.replace(before, () => now) });
    const lines = rows({ [path]: catalog }, path);
    expect(rows(typeof edited === 'string' ? {} : edited, path)).toEqual(
      lines.map((line) => line.replace(`${name} 1.2`, `${name} 1.4`)),
    );
  });

  it.each<[string, Texts, RangeChange, string]>([
    [
      'out of what is strictly asked',
      { [path]: catalog },
      change('x:b', '1.2', '2.5', path),
      'does not allow 2.5',
    ],
    [
      'beside a lock',
      { [path]: catalog, 'gradle.lockfile': '' },
      change('x:c', '1.2', '1.4', path),
      'only Gradle',
    ],
    [
      'of a library that is not there',
      { [path]: catalog },
      change('x:q', '1.2', '1.4', path),
      'not declared',
    ],
    [
      'that a plugin takes too',
      { [path]: `${catalog}[plugins]\nk = { id = "k", version.ref = "one" }\n` },
      change('x:a', '1.2', '1.4', path),
      'also that of the plugin "k"',
    ],
    [
      'that another library takes too',
      { [path]: catalog.replace('c = "x:c:1.2"', 'c = { module = "x:c", version.ref = "one" }') },
      change('x:a', '1.2', '1.4', path),
      'also that of x:c',
    ],
  ])('is not raised %s', (_, texts, asked, reason) => {
    expect(after(texts, [asked])).toContain(reason);
  });
});

it.each<[string, string, string | null]>([
  ['1.2', '1.3.5', '1.3.5'],
  ['[1.2]', '1.3.5', '[1.3.5]'],
  ['[1.2,1.2]', '1.3.5', '[1.3.5,1.3.5]'],
  ['[1.2,2.0)', '1.3.5', '[1.3.5,2.0)'],
  ['(1.2, 2.0]', '2.0', '[2.0, 2.0]'],
  ['[1.2,2.0)', '2.1.0', '[2.1.0,3)'],
  ['[1.2,)', '2.1', '[2.1,)'],
  ['(,2.0)', '1.3', '(,2.0)'],
  ['(,2.0)', '2.1', '(,3)'],
  ['[1,2),[3,4)', '3.1', '[1,2),[3,4)'],
  ['[1,2),[3,4)', '2.1', null],
  ['1.+', '1.3', '1.+'],
  ['1.+', '2.3', null],
  ['${v}', '1.3', null],
  ['LATEST', '1.3', null],
  ['', '1.3', null],
  ['1.2', '[1]', null],
])('raises %s to %s as %s', (range, to, expected) => {
  expect(maven.raiseRange(range, to)).toBe(expected);
  if (expected !== null) expect(maven.satisfies(to, expected)).toBe(true);
});

it('tells by the format what can be changed', () => {
  const of = (path: string) => maven.abilities({ path, format: '', isLocked: false });
  expect(of('a/pom.xml')).toMatchObject({
    versions: false,
    ranges: true,
    forces: 'EVERYWHERE',
    resolver: null,
  });
  expect(of('gradle/libs.versions.toml')).toMatchObject({ ranges: true, forces: null });
  expect(of('gradle.lockfile')).toMatchObject({
    ranges: false,
    whyNot: expect.stringMatching(/Gradle.*\.$/),
  });
  expect(maven.manifestOf({ path: 'a/pom.xml' }, { location: 'a/pom.xml', source: 'ROOT' })).toBe(
    'a/pom.xml',
  );
  expect(maven.manifestOf({ path: 'gradle.lockfile' }, { location: '', source: 'ROOT' })).toBeNull();
});

const fixtures = join(__dirname, 'fixtures');
const editable = ['reactor', 'profiles', 'gradle-locked'].flatMap((name) =>
  readInventories(maven, join(fixtures, name)).filter(({ inventory }) => maven.abilities(inventory).ranges),
);

it('raises any declared version of the fixtures: it is read back, and every other byte stays', () => {
  let count = 0;
  for (const { group, files, inventory } of editable) {
    for (const ask of inventory.packages[0]?.requires ?? []) {
      const target = inventory.packages[ask.target ?? -1];
      const range = maven.raiseRange(ask.range, '99.1.2');
      if (target?.source !== 'REGISTRY' || range === null) continue;
      const asked = { manifestPath: group.path, name: ask.name, from: ask.range, range };
      const first = maven.edit(files, { versions: [], ranges: [asked], forces: [] });
      const needs = first.kind === 'refused' ? (first.needs ?? []) : [];
      const result =
        needs.length === 0
          ? first
          : maven.edit(files, { versions: [], ranges: [asked, ...needs], forces: [] });
      if (result.kind === 'refused') continue;
      count += 1;
      const texts = new Map(result.files.map((file) => [file.path, file.text]));
      const now = maven.parse(
        group,
        files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text })),
      );
      expect(now.problems).toEqual(inventory.problems);
      const names = new Set([asked, ...needs].map(({ name }) => name));
      for (const [index, item] of now.packages.entries()) {
        const before = inventory.packages[index];
        if (item.location === target.location) expect(maven.satisfies('99.1.2', item.version)).toBe(true);
        else if (!names.has(item.name)) expect(item.version).toBe(before?.version);
      }
      for (const { path, text } of result.files) {
        const old = files.find((file) => file.path === path)?.text ?? '';
        expect(text.replaceAll(range, ask.range).length).toBeLessThanOrEqual(old.length + 10);
      }
    }
  }
  expect(count).toBeGreaterThan(10);
});

it('edits or refuses any bytes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...editable.flatMap(({ files }) => files.map((file) => file.text))),
  );
  fc.assert(
    fc.property(text, fc.nat(), fc.string(), (base, at, inserted) => {
      const cut = at % (base.length + 1);
      const damaged = base.slice(0, cut) + inserted + base.slice(cut + inserted.length);
      for (const path of ['pom.xml', 'gradle/libs.versions.toml'])
        expect(['edited', 'refused']).toContain(
          edit(
            { [path]: damaged },
            [{ ...x, manifestPath: null }],
            [{ name: 'a:b', from: [], to: '1', within: [] }],
          ).kind,
        );
    }),
  );
});

function parentOf(relativePath: string): string {
  return parent.replace('</parent>', `<relativePath>${relativePath}</relativePath></parent>`);
}
