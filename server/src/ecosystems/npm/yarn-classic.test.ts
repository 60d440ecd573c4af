import fc from 'fast-check';
import { join } from 'node:path';
import { fastestRun } from '../../../test/fastest.js';
import { readInventories } from '../../../test/repository-fixture.js';
import type { Inventory } from '../../inventory/inventory.js';
import { npm } from './index.js';

const FIXTURE = join(__dirname, 'fixtures/yarn-classic-workspaces');
const HEADER = '# yarn lockfile v1\n\n\n';

function parse(text: string, manifest?: unknown): Inventory {
  const files = [{ path: 'yarn.lock', text }];
  if (manifest !== undefined) files.push({ path: 'package.json', text: JSON.stringify(manifest) });
  return npm.parse({ ecosystem: 'npm', path: 'yarn.lock', inputs: files.map(({ path }) => path) }, files);
}

function edgesOf(inventory: Inventory, location: string): readonly string[] {
  const item = inventory.packages.find((one) => one.location === location);
  return (item?.requires ?? []).map(
    ({ name, kind, target }) =>
      `${name} ${kind} ${target === null ? 'nothing' : (inventory.packages[target]?.location ?? '?')}`,
  );
}

describe('a yarn.lock of Yarn 1 with workspaces', () => {
  const [read] = readInventories(npm, FIXTURE);
  if (read === undefined) throw new Error('the fixture is no group');
  const { inventory } = read;

  it('gives every entry once, its real name, its version and its source', () => {
    expect(inventory).toMatchObject({ path: 'yarn.lock', format: 'yarn.lock v1', isLocked: true });
    expect(
      inventory.packages.map((item) => `${item.source} ${item.name} ${item.version} at ${item.location}`),
    ).toEqual([
      'ROOT classic-shop 1.0.0 at ',
      'WORKSPACE one 1.0.0 at packages/one',
      'WORKSPACE two 2.0.0 at packages/two',
      'REGISTRY @scope/lint 7.1.0 at @scope/lint@^7.0.0',
      'REGISTRY @scope/rules 1.5.0 at @scope/rules@>=1.0.0 <2',
      'REGISTRY debug 4.3.7 at debug@^4.3.0',
      'TARBALL from-address 2.0.0 at from-address@https://files.example/from-address-2.0.0.tgz',
      'GIT from-git 3.0.0 at from-git@team/from-git#main',
      'REGISTRY fsevents 2.3.2 at fsevents@^2.3.0',
      'FILE local 0.1.0 at local@file:./libs/local',
      'REGISTRY minimist 0.0.8 at minimist@',
      'REGISTRY minimist 1.2.8 at minimist@1.2.8',
      'REGISTRY mkdirp 0.5.1 at mkdirp@0.5.1',
      'REGISTRY ms 2.1.3 at ms@2.1.3',
      'REGISTRY ms 2.0.0 at old-ms@npm:ms@2.0.0',
      'REGISTRY semver 7.3.8 at semver@~7.3.0',
      'REGISTRY supports-color 8.1.1 at supports-color@^8.0.0',
    ]);
  });

  it('says which patterns of workspaces were not read, and where comparing them took too long', () => {
    const problemsOf = (workspaces: readonly string[], folders: readonly string[]) => {
      const files = [
        { path: 'yarn.lock', text: HEADER },
        { path: 'package.json', text: JSON.stringify({ name: 'root', workspaces }) },
        ...folders.map((folder) => ({ path: `${folder}/package.json`, text: '{"name":"a"}' })),
      ];
      const inputs = files.map(({ path }) => path).sort();
      return npm.parse({ ecosystem: 'npm', path: 'yarn.lock', inputs }, files).problems;
    };
    expect(problemsOf(['packages/*'], ['packages/a'])).toEqual([]);
    expect(problemsOf(['a/+(b)', 'packages/*'], ['packages/a'])).toMatchObject([
      { code: 'NOT_SUPPORTED', path: 'package.json', message: expect.stringContaining('a/+(b)') },
    ]);
    const hostile = Array.from({ length: 200 }, () => '**/x**/'.repeat(30));
    const folders = Array.from({ length: 100 }, (_, n) => `${'xx/'.repeat(60)}${n}`);
    expect(problemsOf(hostile, folders)).toMatchObject([{ code: 'TOO_LARGE', path: 'package.json' }]);
  });

  it('follows exact ranges, resolutions of the root, workspaces and empty ranges', () => {
    expect(edgesOf(inventory, 'packages/one')).toEqual([
      'two RUNTIME packages/two',
      'semver DEVELOPMENT semver@~7.3.0',
    ]);
    expect(edgesOf(inventory, 'packages/two')).toEqual([
      'semver RUNTIME semver@~7.3.0',
      'minimist RUNTIME minimist@',
    ]);
    expect(edgesOf(inventory, 'debug@^4.3.0')).toEqual([
      'ms RUNTIME ms@2.1.3',
      'supports-color OPTIONAL supports-color@^8.0.0',
    ]);
    expect(edgesOf(inventory, 'mkdirp@0.5.1')).toEqual(['minimist RUNTIME minimist@1.2.8']);
    expect(edgesOf(inventory, '')).toContain('old-ms RUNTIME old-ms@npm:ms@2.0.0');
  });

  it('tells why each package is there, and takes what users must bring for no reason', () => {
    const scopes = new Map(
      inventory.packages.map((item) => [item.location, `${item.scope}${item.isDirect ? ' direct' : ''}`]),
    );
    expect(scopes.get('@scope/lint@^7.0.0')).toBe('DEVELOPMENT direct');
    expect(scopes.get('@scope/rules@>=1.0.0 <2')).toBe('DEVELOPMENT');
    expect(scopes.get('supports-color@^8.0.0')).toBe('OPTIONAL');
    expect(scopes.get('fsevents@^2.3.0')).toBe('OPTIONAL direct');
    expect(scopes.get('semver@~7.3.0')).toBe('RUNTIME direct');
    expect(scopes.get('minimist@1.2.8')).toBe('DEVELOPMENT');
    expect(edgesOf(inventory, '')).toContain('@scope/lint PEER @scope/lint@^7.0.0');
  });

  it('names the manifest below that is no workspace, and only that', () => {
    expect(inventory.problems).toMatchObject([{ code: 'UNREADABLE', path: 'tools/package.json' }]);
  });
});

describe('a yarn.lock of Yarn 1', () => {
  const entry = (keys: string, version: string): string => `${keys}:\n  version "${version}"\n\n`;

  it('alone takes what nothing asks for as direct', () => {
    const text = `${HEADER}a@^1.0.0:\n  version "1.5.0"\n  dependencies:\n    b "^2.0.0"\n\n${entry('b@^2.0.0', '2.0.1')}`;
    const inventory = parse(text);
    expect(inventory.packages.map((item) => `${item.name}@${item.version} ${item.isDirect}`)).toEqual([
      'a@1.5.0 true',
      'b@2.0.1 false',
      '@ false',
    ]);
    expect(edgesOf(inventory, '')).toEqual(['a RUNTIME a@^1.0.0']);
  });

  it('says which dependencies of the project it does not hold', () => {
    const inventory = parse(`${HEADER}${entry('a@^1.0.0', '1.5.0')}`, {
      dependencies: { a: '^2.0.0', b: '1' },
      optionalDependencies: { c: '1' },
    });
    expect(inventory.problems).toMatchObject([{ code: 'NOT_RESOLVED', path: 'package.json' }]);
    expect(inventory.problems[0]?.message).toContain('"a@^2.0.0", "b@1", which');
    expect(inventory.packages.find(({ name }) => name === 'a')).toMatchObject({ isDirect: false });
  });

  it.each([
    ['keys and values in quotes', '"a@^1":\n  "version" "1.0.0"\n  "dependencies":\n    "b" "^1"\n'],
    ['carriage returns', 'a@^1:\r\n  version "1.0.0"\r\n  dependencies:\r\n    b "^1"\r\n'],
    ['bare values', 'a@^1:\n  version 1.0.0\n  dependencies:\n    b ^1\n'],
    ['no line end at the end', 'a@^1:\n  version "1.0.0"\n  dependencies:\n    b "^1"'],
    ['tabs and comments', '# note\na@^1:\n\tversion "1.0.0"\n\t# note\n\tdependencies:\n\t\tb "^1"\n'],
  ])('may have %s', (_title, text) => {
    const inventory = parse(text);
    expect(inventory.problems).toEqual([]);
    expect(inventory.packages[0]).toMatchObject({ name: 'a', version: '1.0.0' });
    expect(edgesOf(inventory, 'a@^1')).toEqual(['b RUNTIME nothing']);
  });

  it.each([
    ['a line that is none', `${entry('a@1', '1.0.0')}?? !\n  x "y"\n\n`, 'BAD_ENTRY', 4],
    ['a value that is cut', `${entry('a@1', '1.0.0')}b@1:\n  version "2.`, 'BAD_ENTRY', 5],
    ['an entry without a version', `${entry('a@1', '1.0.0')}b@1:\n  resolved "x"\n`, 'BAD_ENTRY', 4],
    ['an entry that stands twice', `${entry('a@1', '1.0.0')}${entry('a@1', '2.0.0')}`, 'BAD_ENTRY', 4],
    ['no name', `${entry('a@1', '1.0.0')}${entry('"../x@1"', '2.0.0')}`, 'BAD_ENTRY', 4],
    [
      'a version that is too long',
      `${entry('a@1', '1.0.0')}${entry('b@1', '1'.repeat(600))}`,
      'BAD_ENTRY',
      4,
    ],
    ['a newer version', `# yarn lockfile v7\n${entry('a@1', '1.0.0')}`, 'UNKNOWN_VERSION', 1],
    ['binary data', `${entry('a@1', '1.0.0')}\0`, 'NOT_TEXT', 4],
    [
      'a merge conflict',
      `a@1:\n<<<<<<< ours\n  version "1.0.0"\n=======\n  version "9.0.0"\n>>>>>>> theirs\n`,
      'MERGE_CONFLICT',
      2,
    ],
  ])('with %s gives a problem, and the rest counts', (_title, text, code, line) => {
    const { packages, problems } = parse(text);
    expect(problems[0]).toMatchObject({ code, line, path: 'yarn.lock' });
    const versions = packages
      .filter(({ source }) => source === 'REGISTRY')
      .map((item) => `${item.name}@${item.version}`);
    expect(versions).toEqual(code === 'NOT_TEXT' ? [] : ['a@1.0.0']);
  });

  it('may be empty', () => {
    expect(parse('')).toMatchObject({ packages: [], problems: [], format: 'yarn.lock v1' });
  });

  it('keeps odd names apart from what objects inherit', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const entries = names.map(
      (name) => `${name}@1:\n  version "1.0.0"\n  dependencies:\n    __proto__ "1"\n`,
    );
    const inventory = parse(entries.join('\n'), Object.fromEntries(names.map((name) => [name, '1'])));
    expect(inventory.packages.filter(({ source }) => source === 'REGISTRY').map(({ name }) => name)).toEqual(
      names,
    );
    expect(edgesOf(inventory, 'toString@1')).toEqual(['__proto__ RUNTIME __proto__@1']);
  });

  it('gives an inventory for any lines at all', () => {
    const line = fc.tuple(
      fc.constantFrom('', ' ', '  ', '    ', '      ', '\t'),
      fc.oneof(
        fc.constantFrom(
          'a@1:',
          '"a@1", b@2:',
          'version "1.0.0"',
          'dependencies:',
          'a "1"',
          'b "^2"',
          '#',
          '"',
          ':',
          ',',
        ),
        fc.string({ unit: 'binary' }),
      ),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { packages } = parse(lines.map((parts) => parts.join('')).join('\n'), {
          dependencies: { a: '1' },
        });
        for (const { target } of packages.flatMap(({ requires }) => requires))
          if (target !== null) expect(packages[target]).toBeDefined();
        expect(new Set(packages.map(({ location }) => location)).size).toBe(packages.length);
      }),
    );
  });

  it('of 10 MB is read within two seconds', () => {
    const entries: string[] = [HEADER];
    for (let index = 0, length = 0; length < 10_000_000; index += 1) {
      const text = `"@scope/package-${index}@^1.0.0", "@scope/package-${index}@^1.${index}.0":\n  version "1.${index}.0"\n  resolved "https://registry.example/@scope/package-${index}/-/package-${index}-1.${index}.0.tgz#0000000000000000000000000000000000000000"\n  integrity sha512-${'A'.repeat(86)}==\n  dependencies:\n    "@scope/package-${index + 1}" "^1.0.0"\n    "@scope/package-${index >> 1}" "^1.0.0"\n\n`;
      entries.push(text);
      length += text.length;
    }
    const text = entries.join('');
    expect(fastestRun(() => parse(text), 2000)).toBeLessThan(2000);
    expect(parse(text).packages.length).toBe(entries.length);
  });

  it.each([
    ['one very long key', `${'a@1, '.repeat(2_000_000)}`],
    ['ever deeper lines', Array.from({ length: 4000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['open quotes', '"a '.repeat(3_000_000)],
    ['backslashes', `"${'\\'.repeat(10_000_000)}`],
    ['blanks', `a@1:\n  version${' '.repeat(10_000_000)}`],
    ['very many faults', '!\n'.repeat(5_000_000)],
  ])('of %s is read in time', (_title, text) => {
    const read = () => parse(text, { dependencies: { a: '1' } });
    expect(read().problems.length).toBeGreaterThan(0);
    expect(fastestRun(read, 2000)).toBeLessThan(2000);
  });
});
