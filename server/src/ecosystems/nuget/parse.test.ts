import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import { shortestPaths } from '../../inventory/graph.js';
import type { Inventory } from '../../inventory/inventory.js';
import { nuget } from './index.js';

function readFixture(name: string, path?: string): Inventory {
  const samples = readInventories(nuget, join(__dirname, 'fixtures', name));
  const sample = path === undefined ? samples[0] : samples.find(({ group }) => group.path === path);
  if (sample === undefined) throw new Error(`no group in ${name}`);
  return sample.inventory;
}

function readText(path: string, text: string): Inventory {
  return nuget.parse({ ecosystem: 'NuGet', path, inputs: [path] }, [{ path, text }]);
}

function listed({ packages }: Inventory): readonly string[] {
  return packages.map(({ name, version, source, scope, isDirect }) =>
    [`${name}@${version}`, source, scope, isDirect ? 'direct' : ''].join(' ').trimEnd(),
  );
}

describe('groups', () => {
  it.each([
    [
      ['a/A.csproj', 'a/packages.lock.json', 'Directory.Build.props', 'a/b/B.fsproj'],
      [
        'a/b/B.fsproj: Directory.Build.props a/b/B.fsproj',
        'a/packages.lock.json: Directory.Build.props a/A.csproj a/packages.lock.json',
      ],
    ],
    [
      ['a/A.csproj', 'a/B.csproj', 'a/packages.A.lock.json'],
      ['a/B.csproj: a/B.csproj', 'a/packages.A.lock.json: a/A.csproj a/packages.A.lock.json'],
    ],
    [
      ['Directory.Packages.props', 'x/Directory.Packages.props', 'a/A.vbproj', 'eng/Versions.props'],
      [
        'a/A.vbproj: Directory.Packages.props a/A.vbproj eng/Versions.props',
        'x/Directory.Packages.props: Directory.Packages.props eng/Versions.props x/Directory.Packages.props',
      ],
    ],
    [['a/A.csproj', 'a/packages.config'], ['a/packages.config: a/A.csproj a/packages.config']],
    [
      ['a/A.csproj', 'a/obj/project.assets.json'],
      ['a/obj/project.assets.json: a/A.csproj a/obj/project.assets.json'],
    ],
    [
      ['a/A.csproj', 'a/obj/project.assets.json', 'a/packages.lock.json'],
      ['a/packages.lock.json: a/A.csproj a/packages.lock.json'],
    ],
    [
      ['a/obj/A.csproj', 'a/bin/packages.config', 'A.sln', 'Directory.Build.props', 'node_modules/A.csproj'],
      [],
    ],
  ])('of %j', (paths, expected) => {
    expect(nuget.groupManifests(paths).map(({ path, inputs }) => `${path}: ${inputs.join(' ')}`)).toEqual(
      expected,
    );
  });
});

describe('locks', () => {
  it('joins the target frameworks, names without case, and tells tools of the build from the rest', () => {
    const inventory = readFixture('locked', 'src/Api/packages.lock.json');
    expect(inventory).toMatchObject({ format: 'packages.lock.json v1', isLocked: true, problems: [] });
    expect(listed(inventory)).toEqual([
      'Api@ ROOT RUNTIME',
      'Example.Analyzers@3.3.4 REGISTRY DEVELOPMENT direct',
      'Example.Json@13.0.1 REGISTRY RUNTIME direct',
      'Example.Compat@4.3.1 REGISTRY RUNTIME',
      'core@ WORKSPACE RUNTIME',
      'Example.Logging@2.10.0 REGISTRY RUNTIME direct',
      'Example.Logging@2.11.0 REGISTRY RUNTIME direct',
      'Example.Native@1.0.0 REGISTRY RUNTIME',
      'runtime.linux.Example.Native@1.0.0 REGISTRY RUNTIME',
    ]);
    expect(shortestPaths(inventory, 8)).toEqual([
      ['core', 'Example.Logging@2.11.0', 'Example.Native@1.0.0', 'runtime.linux.Example.Native@1.0.0'],
    ]);
    expect(inventory.packages[0]?.requires).toEqual([
      { name: 'Example.Analyzers', range: '[3.3.4, )', kind: 'DEVELOPMENT', target: 1 },
      { name: 'Example.Json', range: '[13.0.1, )', kind: 'RUNTIME', target: 2 },
    ]);
  });

  it('takes what a project of tests asks for as there for the tests', () => {
    const entry = (type: string) => ({ type, requested: '[1.0.0, )', resolved: '1.0.0' });
    const inventory = readText(
      'packages.lock.json',
      JSON.stringify({
        version: 2,
        dependencies: {
          net8: { 'Microsoft.NET.Test.Sdk': entry('Direct'), 'Example.Json': entry('Direct') },
        },
      }),
    );
    expect(listed(inventory).slice(1)).toEqual([
      'Microsoft.NET.Test.Sdk@1.0.0 REGISTRY TEST direct',
      'Example.Json@1.0.0 REGISTRY TEST direct',
    ]);
  });

  it('leaves out entries without a version, and says so with the line', () => {
    const inventory = readText(
      'packages.lock.json',
      '{"version": 9,\n"dependencies": {"net8": {\n"__proto__": {"type": "Direct"},\n"constructor": {"type": "Direct", "resolved": "1.0.0"}}}}',
    );
    expect(listed(inventory)).toEqual(['@ ROOT RUNTIME', 'constructor@1.0.0 REGISTRY RUNTIME direct']);
    expect(inventory.problems.map(({ code, line }) => [code, line])).toEqual([
      ['UNKNOWN_VERSION', 1],
      ['BAD_ENTRY', 3],
    ]);
  });

  it('reads a lock of 10 MB within 2 s', () => {
    const size = 30_000;
    const entries = Array.from({ length: size }, (_, index) => [
      `Generated.Package.Number${index}`,
      {
        type: index % 100 === 0 ? 'Direct' : 'Transitive',
        requested: '[1.0.0, )',
        resolved: `1.${index % 40}.0`,
        contentHash: 'A'.repeat(86) + '==',
        dependencies: Object.fromEntries(
          [1, 2, 3].map((step) => [`Generated.Package.Number${(index * 7919 + step) % size}`, '1.0.0']),
        ),
      },
    ]);
    const text = JSON.stringify(
      { version: 1, dependencies: { 'net8.0': Object.fromEntries(entries) } },
      null,
      2,
    );
    expect(text.length).toBeGreaterThan(10_000_000);
    const read = () => readText('packages.lock.json', text);
    expect(read().packages).toHaveLength(size + 1);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });
});

describe('project.assets.json', () => {
  it('gives what a restore resolved, for all runtimes', () => {
    const inventory = readFixture('assets');
    expect(inventory).toMatchObject({ format: 'project.assets.json v3', isLocked: true, problems: [] });
    expect(listed(inventory)).toEqual([
      'Tool@ ROOT RUNTIME',
      'Example.Json@13.0.3 REGISTRY RUNTIME direct',
      'Example.SourceLink@8.0.0 REGISTRY DEVELOPMENT direct',
      'Example.Text@4.0.1 REGISTRY RUNTIME direct',
      'Shared@ WORKSPACE RUNTIME',
      'runtime.win.Example.Text@4.0.0 REGISTRY RUNTIME',
    ]);
    expect(inventory.packages[0]?.requires.map(({ range }) => range)).toEqual([
      '[13.*, )',
      '[8.0.0, )',
      '1.0.0',
    ]);
  });

  it('reads 10 MB within 2 s', () => {
    const size = 40_000;
    const target = Object.fromEntries(
      Array.from({ length: size }, (_, index) => [
        `Generated.Package.Number${index}/1.0.${index}`,
        {
          type: 'package',
          dependencies: { [`Generated.Package.Number${(index * 7919) % size}`]: '1.0.0' },
          compile: { [`lib/netstandard2.0/Generated.Package.Number${index}.dll`]: {} },
        },
      ]),
    );
    const text = JSON.stringify({ version: 3, targets: { 'net8.0': target } }, null, 2);
    expect(text.length).toBeGreaterThan(10_000_000);
    const read = () => readText('project.assets.json', text);
    expect(read().packages).toHaveLength(size + 1);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });
});

describe('projects', () => {
  it('takes 1.2 for the version that NuGet takes, and ranges as ranges', () => {
    const inventory = readFixture('locked', 'src/Core/Core.csproj');
    expect(inventory).toMatchObject({ format: 'csproj', isLocked: false, problems: [] });
    expect(listed(inventory)).toEqual([
      'Core@ ROOT RUNTIME',
      'Example.Logging@2.10 REGISTRY RUNTIME direct',
      'Example.Ranged@[1.0,2.0) REGISTRY RUNTIME direct',
      'Example.Floating@1.* REGISTRY RUNTIME direct',
      'Example.Exact@4.1.0 REGISTRY RUNTIME direct',
    ]);
  });

  it('takes versions from Directory.Packages.props and what it imports', () => {
    const inventory = readFixture('central', 'src/App/App.csproj');
    expect(listed(inventory)).toEqual([
      'App@ ROOT RUNTIME',
      'Example.Versioning@3.6.133 REGISTRY DEVELOPMENT direct',
      'example.web@8.0.1 REGISTRY RUNTIME direct',
      'Example.Json@12.0.3 REGISTRY RUNTIME direct',
      'Example.Forgotten@ REGISTRY RUNTIME direct',
    ]);
    expect(inventory.problems).toMatchObject([{ code: 'NOT_RESOLVED', path: 'src/App/App.csproj', line: 5 }]);
    expect(listed(readFixture('central', 'tests/App.Tests/App.Tests.fsproj')).slice(1)).toEqual([
      'Example.Versioning@3.6.133 REGISTRY DEVELOPMENT direct',
      'Microsoft.NET.Test.Sdk@17.8.0 REGISTRY TEST direct',
      'Example.Json@13.0.3 REGISTRY TEST direct',
    ]);
  });

  it('fills in properties, follows imports, and judges no condition', () => {
    const inventory = readFixture('properties');
    expect(listed(inventory)).toEqual([
      'Lib@ ROOT RUNTIME',
      'Example.Style@1.1.118 REGISTRY DEVELOPMENT direct',
      'Example.Imported@7.0.4 REGISTRY RUNTIME direct',
      'Example.Late@5.0.0 REGISTRY RUNTIME direct',
      'Example.Kept@3.0.0 REGISTRY RUNTIME direct',
      'Example.Unknown@$(NobodySetsThis) REGISTRY RUNTIME direct',
      'Microsoft.AspNetCore.App@ REGISTRY RUNTIME direct',
      'Example.Cli@4.0.1 REGISTRY DEVELOPMENT direct',
      'Example.Both@1.0.0 REGISTRY RUNTIME direct',
      'Example.Both@2.0.0 REGISTRY RUNTIME direct',
    ]);
    expect(inventory.problems.map(({ code, line }) => [code, line])).toEqual([
      ['NOT_RESOLVED', 3],
      ['NOT_RESOLVED', 7],
    ]);
  });

  it('lists central versions where no project stands below them, each that may be meant', () => {
    const inventory = readFixture('central-alone');
    expect(inventory).toMatchObject({ format: 'Directory.Packages.props', isLocked: false, problems: [] });
    expect(listed(inventory)).toEqual([
      '@ ROOT RUNTIME',
      'Example.Core@2.0.0 REGISTRY RUNTIME direct',
      'Example.Core@1.9.0 REGISTRY RUNTIME direct',
      'Example.Ranged@[1.0,2.0) REGISTRY RUNTIME direct',
    ]);
  });

  it.each([
    ['not\nxml', 'NOT_XML'],
    ['<packages/>', 'BAD_ENTRY'],
  ])('says that %j is no project', (text, code) => {
    const inventory = readText('A.csproj', text);
    expect(inventory.packages).toEqual([]);
    expect(inventory.problems).toMatchObject([{ code }]);
  });

  it('reads projects that call themselves, or grow without end, in little time', () => {
    const grow = Array.from({ length: 20_000 }, (_, at) => `<P${at + 1}>$(P${at})$(P${at})</P${at + 1}>`);
    const items = Array.from(
      { length: 40_000 },
      (_, at) => `<PackageReference Include="A${at % 5}" Update="A${at % 5}" Version="$(P${at % 5})"/>`,
    );
    const text = `<Project><Import Project="A.csproj"/><PropertyGroup><P0>x</P0>${grow.join('')}</PropertyGroup><ItemGroup>${items.join('')}</ItemGroup></Project>`;
    const read = () => readText('A.csproj', text);
    expect(read().packages.length).toBeLessThan(100);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });

  it('reads items that each name hundreds of packages in little time', () => {
    const names = Array.from({ length: 300 }, (_, at) => `N${at}`).join(';');
    const items = Array.from(
      { length: 40_000 },
      (_, at) => `<PackageReference Include="$(L)" Update="$(L)" Version="${at}"/>`,
    );
    const text = `<Project><PropertyGroup><L>${names.slice(0, 1000)}</L></PropertyGroup><ItemGroup>${items.join('')}</ItemGroup></Project>`;
    const read = () => readText('A.csproj', text);
    expect(read().problems).toMatchObject([{ code: 'TOO_LARGE' }]);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });

  it('reads 10 MB within 2 s, and no more packages than a project can have', () => {
    const items = Array.from(
      { length: 150_000 },
      (_, at) => `    <PackageReference Include="Generated.Package${at}" Version="1.0.${at}" />`,
    );
    const text = `<Project>\n  <ItemGroup>\n${items.join('\n')}\n  </ItemGroup>\n</Project>`;
    expect(text.length).toBeGreaterThan(10_000_000);
    const read = () => readText('A.csproj', text);
    expect(read().packages).toHaveLength(50_001);
    expect(read().problems).toMatchObject([{ code: 'TOO_LARGE', line: 50_003 }]);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });
});

describe('packages.config', () => {
  it('gives all that is installed, and what is there for the build alone', () => {
    const inventory = readFixture('classic');
    expect(inventory).toMatchObject({ format: 'packages.config', isLocked: true, problems: [] });
    expect(listed(inventory)).toEqual([
      'Site@ ROOT RUNTIME',
      'Example.Json@9.0.1 REGISTRY RUNTIME direct',
      'Example.Script@3.3.1 REGISTRY RUNTIME direct',
      'Example.Compilers@1.0.0 REGISTRY DEVELOPMENT direct',
    ]);
    expect(inventory.packages[0]?.requires[1]?.range).toBe('[3,4)');
  });

  it('counts what the project beside it references as well', () => {
    const inventory = nuget.parse(
      { ecosystem: 'NuGet', path: 'packages.config', inputs: ['A.csproj', 'packages.config'] },
      [
        { path: 'packages.config', text: '<packages><package id="A" version="1.0"/></packages>' },
        {
          path: 'A.csproj',
          text: '<Project><ItemGroup><PackageReference Include="a" Version="2"/><PackageReference Include="B" Version="3"/></ItemGroup></Project>',
        },
      ],
    );
    expect(listed(inventory)).toEqual([
      'A@ ROOT RUNTIME',
      'A@1.0 REGISTRY RUNTIME direct',
      'B@3 REGISTRY RUNTIME direct',
    ]);
    expect(inventory.packages[0]?.requires.map(({ target }) => target)).toEqual([1, 2]);
  });

  it('reads 10 MB within 2 s', () => {
    const items = Array.from(
      { length: 115_000 },
      (_, at) =>
        `  <package id="Generated.Package.Number${at}" version="1.0.${at}" targetFramework="net472" />`,
    );
    const text = `<packages>\n${items.join('\n')}\n</packages>`;
    expect(text.length).toBeGreaterThan(10_000_000);
    const read = () => readText('packages.config', text);
    expect(read().packages).toHaveLength(115_001);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });
});
