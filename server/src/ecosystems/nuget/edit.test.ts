import fc from 'fast-check';
import { join } from 'node:path';
import { readInventories } from '../../../test/repository-fixture.js';
import type { EditResult, ForceChange, ManifestFile, RangeChange } from '../ecosystem.js';
import { nuget } from './index.js';

type Texts = Readonly<Record<string, string>>;

const APP = 'src/App.csproj';
const CENTRAL = 'Directory.Packages.props';
const filesOf = (texts: Texts): readonly ManifestFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));
const change = (
  name: string,
  from: string,
  range: string,
  manifestPath: string | null = APP,
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
): EditResult => nuget.edit(filesOf(texts), { versions: [], ranges, forces });
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
const rows = (texts: Texts, path = APP): readonly string[] =>
  nuget
    .parse({ ecosystem: 'NuGet', path, inputs: Object.keys(texts).sort() }, filesOf(texts))
    .packages.filter(({ source }) => source === 'REGISTRY')
    .map(({ name, version, location }) => `${name} ${version} ${location}`);

const project = (inner: string): string => `<Project Sdk="Microsoft.NET.Sdk">${inner}</Project>`;
const items = (...list: readonly string[]): string => `<ItemGroup>${list.join('')}</ItemGroup>`;
const properties = (inner: string): string => `<PropertyGroup>${inner}</PropertyGroup>`;
const reference = (name: string, version: string): string =>
  `<PackageReference Include="${name}" Version="${version}" />`;
const central = (name: string, version: string): string =>
  `<PackageVersion Include="${name}" Version="${version}" />`;
const a = change('A.B', '1.2', '1.3.5');

describe('a declared version', () => {
  it.each<[string, Texts, Readonly<Record<string, readonly [string, string]>>]>([
    [
      'in an attribute',
      { [APP]: project(items(reference('A.B', '1.2'), reference('A', '1.2'))) },
      { [APP]: ['Version="1.2"', 'Version="1.3.5"'] },
    ],
    [
      'in an element, its names in other case',
      {
        [APP]: project(
          items('<PackageReference Include="a.b"><version> <!-- 1.2 -->1.2 </version></PackageReference>'),
        ),
      },
      { [APP]: ['>1.2 <', '>1.3.5 <'] },
    ],
    [
      'in an update of what a shared file includes',
      {
        [APP]: project(items('<PackageReference Update="A.B" Version=\'1.2\'/>')),
        'Directory.Build.props': project(items('<PackageReference Include="A.B" />')),
      },
      { [APP]: ["'1.2'", "'1.3.5'"] },
    ],
    [
      'in central versions',
      {
        [APP]: project(items('<PackageReference Include="A.B" />')),
        [CENTRAL]: project(items(central('A.B', '1.2'))),
      },
      { [CENTRAL]: ['"1.2"', '"1.3.5"'] },
    ],
    [
      'in what the project takes instead of the central version',
      {
        [APP]: project(items('<PackageReference Include="A.B" VersionOverride="1.2" />')),
        [CENTRAL]: project(items(central('A.B', '1.1'))),
      },
      { [APP]: ['"1.2"', '"1.3.5"'] },
    ],
    [
      'in a global reference',
      {
        [APP]: project(''),
        [CENTRAL]: project(items('<GlobalPackageReference Include="A.B" Version="1.2"/>')),
      },
      { [CENTRAL]: ['"1.2"', '"1.3.5"'] },
    ],
    [
      'in a property of a shared file that leads to another',
      {
        [APP]: project(items(reference('A.B', '$(V)'))),
        'Directory.Build.props': project(properties('<W>1.2</W><v>$( w )</v>')),
      },
      { 'Directory.Build.props': ['<W>1.2', '<W>1.3.5'] },
    ],
    [
      'in a property with a part around it',
      { [APP]: project(properties('<V>2</V>') + items(reference('A.B', '1.$(V)'))) },
      { [APP]: ['<V>2', '<V>3.5'] },
    ],
    [
      'behind a byte order mark, with Windows line ends and a namespace',
      {
        [APP]:
          '\ufeff<?xml version="1.0"?>\r\n<Project xmlns="urn:x">\r\n  <!-- "1.2" -->\r\n  <ItemGroup>\r\n    <PackageReference\r\n      Label = "Version=\'1.2\'" Include="A.B"\r\n      Version = "1.2"  >\r\n    </PackageReference>\r\n  </ItemGroup>\r\n</Project>',
      },
      { [APP]: ['Version = "1.2"', 'Version = "1.3.5"'] },
    ],
  ])('%s is raised there, and nothing else moves', (_, texts, expected) => {
    const wanted: Record<string, string> = { ...texts };
    for (const [path, [before, now]] of Object.entries(expected))
      wanted[path] = (texts[path] ?? '').replace(before, () => now);
    expect(rows(wanted)[0]?.toLowerCase()).toBe('a.b 1.3.5 src/app.csproj#a.b');
    expect(after(texts, [a])).toEqual(wanted);
    expect(after(wanted, [a])).toEqual(wanted);
  });

  it('is raised under every condition that has it, and left where another version stands', () => {
    const text = project(
      `<ItemGroup Condition="'$(T)' == 'x'">${reference('A.B', '1.2')}</ItemGroup><ItemGroup Condition="'$(T)' == 'y'">${reference('A.B', '1.1')}</ItemGroup>${items(reference('A.B', '1.2'))}`,
    );
    expect(after({ [APP]: text }, [a])).toEqual({ [APP]: text.replaceAll('1.2', '1.3.5') });
    expect(rows({ [APP]: text })).toEqual(['A.B 1.2 src/App.csproj#A.B', 'A.B 1.1 src/App.csproj#A.B#2']);
  });

  it('keeps a range apart from a version, in its own style', () => {
    const texts = { [APP]: project(items(reference('A.B', '[1.2]'))) };
    expect(after(texts, [change('A.B', '[1.2]', '[1.3]')])).toEqual({
      [APP]: texts[APP]?.replace('1.2', '1.3'),
    });
    expect(after(texts, [a])).toContain('A.B: it is not declared there as "1.2"');
  });

  it('is raised where no project stands below the central versions', () => {
    const texts = { [CENTRAL]: project(items(central('A.B', '1.2'))) };
    const wanted = { [CENTRAL]: texts[CENTRAL]?.replace('1.2', '1.3.5') };
    expect(after(texts, [{ ...a, manifestPath: CENTRAL }])).toEqual(wanted);
    expect(after(texts, [{ ...a, manifestPath: null }])).toEqual(wanted);
  });
});

describe('a property that several packages take', () => {
  const texts = {
    [APP]: project(items(reference('A.B', '$(V)'))),
    [CENTRAL]: project(properties('<V>1.2</V>') + items(central('C', '$(V)'))),
  };
  const c = change('C', '1.2', '1.3.5');

  it('is refused while others would move unasked, and says which changes lack', () => {
    expect(edit(texts, [a])).toEqual({
      kind: 'refused',
      reason: 'A.B: what gives its version also gives that of C, which nobody asked to move to 1.3.5',
      needs: [c],
    });
  });

  it('moves when all are asked to move alike, once', () => {
    const wanted = { ...texts, [CENTRAL]: texts[CENTRAL]?.replace('1.2', '1.3.5') };
    expect(after(texts, [a, c])).toEqual(wanted);
    expect(after(wanted, [a, c])).toEqual(wanted);
    expect(after(texts, [a, { ...c, range: '1.4' }])).toContain('nobody asked to move');
  });

  it('counts the packages that one item names', () => {
    const one = { [APP]: project(items(reference('A.B;C', '1.2'))) };
    expect(edit(one, [a])).toMatchObject({ kind: 'refused', needs: [c] });
    expect(after(one, [a, c])).toEqual({ [APP]: one[APP]?.replace('1.2', '1.3.5') });
  });
});

describe('a change is refused with its reason', () => {
  const plain = { [APP]: project(items(reference('A.B', '1.2'))) };
  const classic = {
    'src/packages.config': '<packages><package id="A.B" version="1.2" /></packages>',
    [APP]: project(
      '<ItemGroup><Reference Include="A"><HintPath>..\\packages\\a.b.1.2\\lib\\A.dll</HintPath></Reference></ItemGroup>',
    ),
  };
  const config = { ...a, manifestPath: 'src/packages.config' };

  it.each<[string, Texts, RangeChange, string]>([
    [
      'beside a lock',
      { ...plain, 'src/packages.lock.json': '{}' },
      a,
      'packages.lock.json would no longer fit',
    ],
    [
      'beside restored assets',
      { ...plain, 'src/obj/project.assets.json': '{}' },
      a,
      'only a restore can write it',
    ],
    [
      'in a shared file of projects with locks',
      {
        [APP]: project(items('<PackageReference Include="A.B" />')),
        [CENTRAL]: project(
          properties('<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>') +
            items(central('A.B', '1.2')),
        ),
      },
      a,
      'their locks would no longer fit',
    ],
    ['of what is not declared', plain, change('C', '1.2', '1.3'), 'C: it is not declared there'],
    ['in another file', plain, { ...a, manifestPath: 'b.csproj' }, 'b.csproj is not edited here'],
    ['to what is no version', plain, { ...a, range: '"/><Exec' }, 'is no version'],
    ['in a damaged file', { [APP]: `${plain[APP]}<` }, a, 'src/App.csproj cannot be read whole'],
    [
      'of several parts',
      { [APP]: project(properties('<V>1</V><W>2</W>') + items(reference('A.B', '$(V).$(W)'))) },
      a,
      'put together from several parts',
    ],
    [
      'that does not fit what is around a property',
      { [APP]: project(properties('<V>1</V>') + items(reference('A.B', '$(V).2'))) },
      a,
      'does not fit',
    ],
    [
      'of the project itself',
      { [APP]: project(properties('<V>1.2</V><Version>$(V)</Version>') + items(reference('A.B', '$(V)'))) },
      a,
      "also gives the project's own",
    ],
    ['with entities', { [APP]: project(items(reference('A.B', '1&#46;2'))) }, a, 'with entities'],
    ['that a project names by path, too', classic, config, 'names files of the installed version by path'],
    [
      'where no project is seen',
      { 'src/packages.config': classic['src/packages.config'] },
      config,
      'no project was read',
    ],
    [
      'that allowedVersions limits',
      {
        'src/packages.config':
          '<packages><package id="A.B" version="1.2" allowedVersions="[1,2)" /></packages>',
        [APP]: project(''),
      },
      { ...config, from: '[1,2)' },
      'allowedVersions',
    ],
  ])('%s', (_, texts, asked, reason) => {
    expect(after(texts, [asked])).toContain(reason);
  });

  it('but not in a packages.config that no path of the project repeats', () => {
    const texts = { ...classic, [APP]: project('<!-- a.b.1.2 -->') };
    const wanted = { ...texts, 'src/packages.config': texts['src/packages.config'].replace('1.2', '1.3.5') };
    expect(after(texts, [config])).toEqual(wanted);
    expect(after(wanted, [config])).toEqual(wanted);
    expect(rows(wanted, 'src/packages.config')).toEqual(['A.B 1.3.5 A.B']);
  });
});

describe('a forced version', () => {
  const force = (name: string, to: string): ForceChange => ({ name, from: ['1'], to, within: [] });
  const on = properties(
    '<ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally><CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>',
  );
  const listed = (pins: string): string =>
    project(`${on}\r\n\t<ItemGroup>\r\n\t\t${central('A.B', '1.2')}${pins}\r\n\t</ItemGroup>`);
  const texts = { [APP]: project(items('<PackageReference Include="A.B" />')), [CENTRAL]: listed('') };

  it('is a central version, where those hold for what others ask for', () => {
    expect(after(texts, [], [force('D', '2'), force('E', '3')])).toEqual({
      ...texts,
      [CENTRAL]: listed(`\r\n\t\t${central('D', '2')}\r\n\t\t${central('E', '3')}`),
    });
  });

  it.each<[string, Texts, ForceChange, string]>([
    [
      'where they do not',
      { ...texts, [CENTRAL]: (texts[CENTRAL] ?? '').replaceAll('true', 'false') },
      force('D', '2'),
      'TransitivePinningEnabled is not set',
    ],
    ['where a version stands already', texts, force('a.b', '2'), 'the files themselves say'],
    ['below a package', texts, { ...force('D', '2'), within: ['A.B'] }, 'everywhere or nowhere'],
    ['by a name that is none', texts, force('D"', '2'), 'cannot be forced'],
  ])('is refused %s', (_, given, asked, reason) => {
    expect(after(given, [], [asked])).toContain(reason);
  });
});

it.each<[string, string, string | null]>([
  ['1.2', '1.3.5', '1.3.5'],
  ['[1.2]', '1.3.5', '[1.3.5]'],
  ['[1.2.0, 2.0.0)', '1.3.5', '[1.3.5, 2.0.0)'],
  ['(1.2,2.0]', '2.0', '[2.0,2.0]'],
  ['[1.2, 2.0)', '2.1.0', '[2.1.0, 3.0)'],
  ['[1.2,)', '2.1', '[2.1,)'],
  ['(,2.0)', '1.3', '(,2.0)'],
  ['(,2)', '2.1', '(,3)'],
  ['1.2.*', '1.2.9', '1.2.*'],
  ['1.2.*', '1.3.5', '1.3.*'],
  ['*', '1.3', '*'],
  ['1.2.*-*', '1.3.5-rc.1', '1.3.*-*'],
  ['$(V)', '1.3', null],
  ['', '1.3', null],
  ['1.2', '[1]', null],
])('raises %s to %s as %s', (range, to, expected) => {
  expect(nuget.raiseRange(range, to)).toBe(expected);
  if (expected !== null) expect(nuget.satisfies(to, expected)).toBe(true);
});

it('tells by the format what can be changed', () => {
  const of = (path: string) => nuget.abilities({ path, format: '', isLocked: false });
  expect(of(APP)).toMatchObject({ versions: false, ranges: true, forces: 'EVERYWHERE', resolver: null });
  expect(of('packages.config')).toMatchObject({ ranges: true, forces: null });
  expect(of('packages.lock.json')).toMatchObject({
    ranges: false,
    whyNot: expect.stringMatching(/hash.*\.$/),
  });
  expect(of('obj/project.assets.json')).toMatchObject({
    ranges: false,
    whyNot: expect.stringMatching(/\.$/),
  });
  expect(nuget.manifestOf({ path: APP }, { location: APP, source: 'ROOT' })).toBe(APP);
  expect(nuget.manifestOf({ path: 'packages.lock.json' }, { location: '', source: 'ROOT' })).toBeNull();
});

const fixtures = join(__dirname, 'fixtures');
const editable = ['central', 'central-alone', 'properties', 'classic'].flatMap((name) =>
  readInventories(nuget, join(fixtures, name)),
);

it('raises any declared version of the fixtures: it is read back, at the same location, and nothing else moves', () => {
  let count = 0;
  for (const { group, files, inventory } of editable) {
    for (const ask of inventory.packages[0]?.requires ?? []) {
      const target = inventory.packages[ask.target ?? -1];
      const range = nuget.raiseRange(ask.range, '99.1.2');
      if (target === undefined || range === null) continue;
      const asked = { manifestPath: group.path, name: ask.name, from: ask.range, range };
      const first = nuget.edit(files, { versions: [], ranges: [asked], forces: [] });
      const needs = first.kind === 'refused' ? (first.needs ?? []) : [];
      const result =
        needs.length === 0
          ? first
          : nuget.edit(files, { versions: [], ranges: [asked, ...needs], forces: [] });
      if (result.kind === 'refused') continue;
      count += 1;
      const texts = new Map(result.files.map((file) => [file.path, file.text]));
      const now = nuget.parse(
        group,
        files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text })),
      );
      expect(now.problems).toEqual(inventory.problems);
      const names = new Set([asked, ...needs].map(({ name }) => name.toLowerCase()));
      const moved = now.packages.filter(({ name }) => names.has(name.toLowerCase()));
      expect(
        moved.some(
          ({ version, location }) => location === target.location && nuget.satisfies('99.1.2', version),
        ),
      ).toBe(true);
      const rest = (list: typeof now.packages) =>
        list
          .filter(({ name }) => !names.has(name.toLowerCase()))
          .map(({ location, version }) => `${location} ${version}`);
      expect(rest(now.packages)).toEqual(rest(inventory.packages));
    }
  }
  expect(count).toBeGreaterThan(8);
});

it('edits or refuses any bytes', () => {
  const known = editable.flatMap(({ files }) => files.map((file) => file.text));
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...known));
  fc.assert(
    fc.property(text, fc.nat(), fc.string(), (base, at, inserted) => {
      const cut = at % (base.length + 1);
      const damaged = base.slice(0, cut) + inserted + base.slice(cut + inserted.length);
      for (const path of [APP, CENTRAL, 'packages.config'])
        expect(['edited', 'refused']).toContain(
          edit(
            { [path]: damaged },
            [{ ...a, manifestPath: null }],
            [{ name: 'D', from: [], to: '1', within: [] }],
          ).kind,
        );
    }),
  );
});
