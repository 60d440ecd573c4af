import { join } from 'node:path';
import { readInventories } from '../../../test/repository-fixture.js';
import { shortestPaths } from '../../inventory/graph.js';
import type { Inventory } from '../../inventory/inventory.js';
import { pypi } from './index.js';

/** Reads files of one repository; of several groups the one that is named. */
function read(files: Readonly<Record<string, string>>, path = ''): Inventory {
  const groups = pypi.groupManifests(Object.keys(files));
  const group = groups.find((one) => one.path === path) ?? groups[0];
  if (group === undefined) throw new Error('nothing here is a manifest');
  return pypi.parse(
    group,
    group.inputs.map((input) => ({ path: input, text: files[input] ?? '' })),
  );
}

function fixture(name: string, path?: string): Inventory {
  const found = readInventories(pypi, join(__dirname, 'fixtures', name));
  const inventory = found.find(({ group }) => path === undefined || group.path === path)?.inventory;
  if (inventory === undefined) throw new Error(`no ${path ?? 'group'} in ${name}`);
  return inventory;
}

/** `name@version SCOPE`, with a star for what is direct; without the project's own packages. */
function rowsOf({ packages }: Inventory): readonly string[] {
  return packages
    .filter(({ source }) => source !== 'ROOT' && source !== 'WORKSPACE')
    .map(({ name, version, scope, isDirect }) => `${name}@${version} ${scope}${isDirect ? ' *' : ''}`);
}

function pathsTo(inventory: Inventory, name: string): readonly (readonly string[])[] {
  return shortestPaths(
    inventory,
    inventory.packages.findIndex((item) => item.name === name),
  );
}

const codesOf = ({ problems }: Inventory): readonly string[] =>
  problems.map(({ code, path, line }) => `${code} ${path}:${line ?? ''}`);

describe('Poetry', () => {
  it('reads groups, extras and several versions of one package', () => {
    const inventory = fixture('poetry-groups');
    expect(inventory).toMatchObject({ format: 'poetry.lock 2.1', isLocked: true, problems: [] });
    expect(rowsOf(inventory)).toEqual([
      'asgiref@3.8.1 RUNTIME',
      'black@24.1.1 DEVELOPMENT *',
      'click@8.1.7 DEVELOPMENT',
      'django@4.2.11 RUNTIME *',
      'h2@4.1.0 RUNTIME',
      'httpx@0.27.2 RUNTIME *',
      'idna@3.7 RUNTIME',
      'numpy@1.24.4 DEVELOPMENT *',
      'numpy@1.26.4 DEVELOPMENT *',
      'orders-fixtures@2.0.0 TEST *',
      'pytest@8.2.2 TEST *',
      'redis@5.0.7 OPTIONAL *',
      'tomli@2.0.1 TEST',
    ]);
    expect(pathsTo(inventory, 'h2')).toEqual([['httpx@0.27.2', 'h2@4.1.0']]);
    expect(inventory.packages.find(({ name }) => name === 'orders-fixtures')?.source).toBe('GIT');
  });

  it('reads categories, and constraints as specifiers', () => {
    const inventory = fixture('poetry-v1');
    expect(inventory).toMatchObject({ format: 'poetry.lock 1.1', problems: [] });
    expect(rowsOf(inventory)).toEqual([
      'PySocks@1.7.1 RUNTIME',
      'pytest@6.2.5 DEVELOPMENT *',
      'PyYAML@5.4.1 OPTIONAL *',
      'rates@0.1.0 RUNTIME *',
      'requests@2.25.1 RUNTIME *',
      'toml@0.10.2 DEVELOPMENT',
      'urllib3@1.26.4 RUNTIME',
    ]);
    expect(inventory.packages[0]?.requires.map(({ name, range }) => `${name} ${range}`)).toEqual([
      'requests >=2.25,<3',
      'PyYAML ==5.4.1',
      'rates ../rates',
      'pytest >=6.2,<7',
    ]);
  });

  it('follows an extra only where somebody asks for it', () => {
    const lock = `[[package]]
name = "a"
version = "1"
[package.dependencies]
b = {version = "*", optional = true}
[package.extras]
more = ["b"]
all = ["a[more]"]
[[package]]
name = "b"
version = "1"
[[package]]
name = "c"
version = "1"
[package.dependencies]
b = "*"
`;
    const withAsk = (asked: string): Inventory =>
      read({ 'poetry.lock': lock, 'pyproject.toml': `[tool.poetry.dependencies]\n${asked}\n` });
    expect(pathsTo(withAsk('a = "*"\nc = "*"'), 'b')).toEqual([['c@1', 'b@1']]);
    expect(pathsTo(withAsk('a = {version = "*", extras = ["More"]}'), 'b')).toEqual([['a@1', 'b@1']]);
    expect(pathsTo(withAsk('a = {version = "*", extras = ["all"]}'), 'b')).toEqual([['a@1', 'b@1']]);
  });

  it('knows scopes exactly where only a development group asks for an extra', () => {
    const inventory = read({
      'pyproject.toml':
        '[tool.poetry.dependencies]\na = "*"\n[tool.poetry.group.dev.dependencies]\na = {version = "*", extras = ["x"]}\n',
      'poetry.lock':
        '[[package]]\nname = "a"\nversion = "1"\n[package.dependencies]\nb = {version = "*", optional = true}\n[package.extras]\nx = ["b"]\n[[package]]\nname = "b"\nversion = "1"\n',
    });
    expect(rowsOf(inventory)).toEqual(['a@1 RUNTIME *', 'b@1 DEVELOPMENT']);
  });

  it('takes for direct, without a manifest, what nothing else asks for and what is there for a stronger reason', () => {
    const inventory = read({
      'poetry.lock': `[[package]]
name = "a"
version = "1"
groups = ["dev"]
[package.dependencies]
b = "*"
c = "*"
[[package]]
name = "b"
version = "1"
groups = ["main", "dev"]
[[package]]
name = "c"
version = "1"
groups = ["dev"]
`,
    });
    expect(rowsOf(inventory)).toEqual(['a@1 DEVELOPMENT *', 'b@1 RUNTIME *', 'c@1 DEVELOPMENT']);
  });

  it('keeps what stands before the damage, and names a lock that is newer than it knows', () => {
    const inventory = read({
      'poetry.lock':
        '[metadata]\nlock-version = "9.0"\n[[package]]\nname = "a"\nversion = "1"\n[[package]]\nversion = "2"\n[[package]]\nname = oops\n',
    });
    expect(rowsOf(inventory)).toEqual(['a@1 RUNTIME *']);
    expect(codesOf(inventory)).toEqual([
      'NOT_TOML poetry.lock:9',
      'UNKNOWN_VERSION poetry.lock:2',
      'BAD_ENTRY poetry.lock:',
    ]);
  });
});

describe('uv', () => {
  it('reads workspaces, extras, groups and several versions; a project that it does not know by its pins', () => {
    const inventory = fixture('uv-workspace');
    expect(inventory).toMatchObject({ format: 'uv.lock 1.2', isLocked: true });
    expect(rowsOf(inventory)).toEqual([
      'colorama@0.4.6 TEST',
      'flask@2.2.2 RUNTIME *',
      'numpy@1.26.4 RUNTIME *',
      'numpy@2.1.0 RUNTIME *',
      'orjson@3.10.0 RUNTIME *',
      'pytest@8.2.0 TEST *',
      'ruff@0.4.4 DEVELOPMENT *',
      'werkzeug@2.2.2 RUNTIME',
      'faker@24.0.0 RUNTIME *',
      'rich@ RUNTIME *',
    ]);
    expect(pathsTo(inventory, 'orjson')).toEqual([['core@0.5.0', 'orjson@3.10.0']]);
    expect(codesOf(inventory)).toEqual(['NOT_RESOLVED tools/seed/pyproject.toml:']);
    const root = inventory.packages.find(({ source }) => source === 'ROOT');
    expect(root).toMatchObject({ name: 'shop', version: '2.0.0', location: 'pyproject.toml' });
    expect(root?.requires).toContainEqual({ name: 'flask', range: '>=2.2,<4', kind: 'RUNTIME', target: 2 });
  });

  it('leaves out what has no source, and takes an unknown one for a registry', () => {
    const inventory = read({
      'uv.lock':
        'version = 1\n[[package]]\nname = "a"\nversion = "1"\n[[package]]\nname = "b"\nversion = "1"\nsource = { cloud = "x" }\n',
    });
    expect(rowsOf(inventory)).toEqual(['b@1 RUNTIME *']);
    expect(codesOf(inventory)).toEqual(['BAD_ENTRY uv.lock:3', 'BAD_ENTRY uv.lock:6']);
  });

  it('keeps extras apart by their declarations', () => {
    const inventory = read({
      'uv.lock': `version = 1
[[package]]
name = "app"
version = "0"
source = { virtual = "." }
dependencies = [{ name = "a" }]
[package.optional-dependencies]
fast = [{ name = "a" }]
[package.metadata]
requires-dist = [
  { name = "A", specifier = ">=1" },
  { name = "a", marker = "python_version > '3' and extra == 'Fast'", specifier = ">=2" },
]
[[package]]
name = "a"
version = "2"
source = { url = "https://files.example.com/a-2.zip" }
`,
    });
    expect(inventory.packages[0]?.requires.map(({ range, kind }) => `${range} ${kind}`)).toEqual([
      '>=1 RUNTIME',
      '>=2 OPTIONAL',
    ]);
    expect(inventory.packages[1]?.source).toBe('TARBALL');
  });
});

it('PDM: joins the entries of a package with those for its extras', () => {
  const inventory = fixture('pdm-extras');
  expect(inventory).toMatchObject({ format: 'pdm.lock 4.5.0', problems: [] });
  expect(rowsOf(inventory)).toEqual([
    'checks@0.1.0 DEVELOPMENT *',
    'h11@0.14.0 RUNTIME',
    'httptools@0.6.1 RUNTIME',
    'prometheus-client@0.19.0 OPTIONAL *',
    'pytest@7.4.4 TEST *',
    'ruff@0.1.9 DEVELOPMENT *',
    'starlette@0.35.0 RUNTIME *',
    'uvicorn@0.23.2 RUNTIME *',
  ]);
  expect(pathsTo(inventory, 'httptools')).toEqual([['uvicorn@0.23.2', 'httptools@0.6.1']]);
});

it('pylock.toml: tells extras and groups by markers, and leaves the project itself out', () => {
  const inventory = fixture('pylock');
  expect(inventory).toMatchObject({ format: 'pylock.toml 1.0', problems: [] });
  expect(rowsOf(inventory)).toEqual([
    'attrs@25.1.0 RUNTIME',
    'cattrs@24.1.2 RUNTIME *',
    'matplotlib@3.9.0 OPTIONAL',
    'sphinx@7.3.7 DEVELOPMENT *',
    'themes@0.2.0 DEVELOPMENT',
  ]);
});

describe('Pipenv', () => {
  it('knows from the Pipfile what is direct, section by section', () => {
    const inventory = fixture('pipenv');
    expect(inventory).toMatchObject({ format: 'Pipfile.lock 6', isLocked: true, problems: [] });
    expect(rowsOf(inventory)).toEqual([
      'celery@4.2.1 RUNTIME *',
      'gunicorn@19.10.0 RUNTIME *',
      'requests@2.25.1 RUNTIME *',
      'tasks@ RUNTIME *',
      'urllib3@1.26.4 RUNTIME',
      'iniconfig@1.1.1 DEVELOPMENT',
      'pytest@6.2.5 DEVELOPMENT *',
      'requests@2.25.0 DEVELOPMENT *',
      'sphinx@4.5.0 DEVELOPMENT *',
    ]);
  });

  it('reads a Pipfile alone as ranges', () => {
    const inventory = read({
      Pipfile: '[packages]\na = "*"\nb = "==1.0"\n[dev-packages]\nc = {version = "~=2.0"}\nd = 1\n',
    });
    expect(inventory).toMatchObject({ format: 'Pipfile', isLocked: false });
    expect(rowsOf(inventory)).toEqual(['a@ RUNTIME *', 'b@1.0 RUNTIME *', 'c@~=2.0 DEVELOPMENT *']);
    expect(codesOf(inventory)).toEqual(['BAD_ENTRY Pipfile:6']);
  });

  it('asks for everything where the Pipfile is missing', () => {
    const inventory = read({
      'Pipfile.lock': '{"default":{"a":{"version":"==1"},"__proto__":{"version":"==2"},"b":7}}',
    });
    expect(rowsOf(inventory)).toEqual(['a@1 RUNTIME *', '__proto__@2 RUNTIME *']);
    expect(codesOf(inventory)).toEqual(['BAD_ENTRY Pipfile.lock:1']);
  });
});

describe('requirements files', () => {
  it('reads each declaration once, with the versions that constraints give', () => {
    const inventory = fixture('requirements-tree');
    expect(inventory).toMatchObject({
      path: 'requirements.txt',
      format: 'requirements.txt with constraints',
      isLocked: false,
      problems: [],
    });
    expect(rowsOf(inventory)).toEqual([
      'gunicorn@20.1.0 RUNTIME *',
      'Jinja2@>= 2.11 RUNTIME *',
      'audit@ RUNTIME *',
      'shapes@1.4.0 RUNTIME *',
      'colors@ RUNTIME *',
      'Django@3.2.1 RUNTIME *',
      'requests@2.25.1 RUNTIME *',
      'boto3@==1.26.* RUNTIME *',
      'ipython@8.0.0 DEVELOPMENT *',
      'flake8@4.0.1 DEVELOPMENT *',
      'pytest@>=6.2,<7 TEST *',
      'urllib3@1.26.4 RUNTIME',
    ]);
    expect(pathsTo(inventory, 'ipython')).toEqual([['requirements/dev.txt', 'ipython@8.0.0']]);
    expect(JSON.stringify(inventory)).not.toContain('secret');
  });

  it('knows from the notes of pip-compile who asks for what', () => {
    const inventory = fixture('compiled');
    expect(inventory).toMatchObject({ path: 'requirements.txt', isLocked: true, problems: [] });
    expect(rowsOf(inventory).filter((row) => row.endsWith('*'))).toEqual([
      'flask@2.2.2 RUNTIME *',
      'requests@2.28.1 RUNTIME *',
    ]);
    expect(pathsTo(inventory, 'markupsafe')).toEqual([['flask@2.2.2', 'jinja2@3.1.2', 'markupsafe@2.1.1']]);
    expect(inventory.packages[0]?.requires.map(({ range }) => range)).toEqual(['>=2', '']);
  });

  it('takes from the .in file what is direct where the notes are missing', () => {
    const inventory = read({
      'requirements.in': '-r base.in\na',
      'base.in': 'b>=1',
      'requirements.txt': 'a==1\nb==2\nc==3\n',
    });
    expect(rowsOf(inventory)).toEqual(['a@1 RUNTIME *', 'b@2 RUNTIME *', 'c@3 RUNTIME']);
  });

  it('reads what is in a circle once, and names what is missing', () => {
    const inventory = read({
      'requirements.txt':
        '-r requirements-a.txt\n-r gone.txt\n-c https://me:secret@example.com/c.txt\n-r ${DIR}/x.txt\na==1\n',
      'requirements-a.txt': 'b==1\n-r requirements.txt\n',
    });
    expect(rowsOf(inventory)).toEqual(['a@1 RUNTIME *', 'b@1 RUNTIME *']);
    expect(JSON.stringify(inventory)).not.toContain('secret');
    expect(codesOf(inventory)).toEqual([
      'NOT_RESOLVED requirements.txt:2',
      'NOT_RESOLVED requirements.txt:4',
      'NOT_RESOLVED requirements.txt:3',
      'BAD_ENTRY requirements.txt:1',
      'BAD_ENTRY requirements-a.txt:2',
    ]);
  });

  it('gives an included file the strongest scope of those that include it', () => {
    const inventory = read({
      'requirements-dev.txt': '-r common.txt\n-r requirements-extra.txt\na==1',
      'requirements-prod.txt': '-r requirements-extra.txt',
      'common.txt': 'b==1',
      'requirements-extra.txt': 'c==1',
    });
    expect(rowsOf(inventory)).toEqual(['c@1 RUNTIME *', 'a@1 DEVELOPMENT *', 'b@1 DEVELOPMENT *']);
  });

  it('takes the folder for the purpose where it is named for just that', () => {
    expect(rowsOf(read({ 'docs/requirements.txt': 'd==1' }))).toEqual(['d@1 DEVELOPMENT *']);
    expect(rowsOf(read({ 'test-service/requirements.txt': 'd==1' }))).toEqual(['d@1 RUNTIME *']);
  });

  it('takes constraints from the folder above, and leaves what is included from there to its own group', () => {
    const files = {
      'constraints.txt': 'a==1\nz==9',
      'requirements.txt': 'b==1',
      'app/requirements.txt': '-c ../constraints.txt\n-r ../requirements.txt\na\n',
    };
    expect(rowsOf(read(files, 'app/requirements.txt'))).toEqual(['a@1 RUNTIME *']);
    expect(codesOf(read(files, 'app/requirements.txt'))).toEqual([]);
    expect(rowsOf(read(files, 'requirements.txt'))).toEqual(['b@1 RUNTIME *', 'a@1 RUNTIME', 'z@9 RUNTIME']);
  });

  it('says which input could not be had', () => {
    const group = { ecosystem: 'PyPI', path: 'requirements.txt', inputs: ['requirements.txt'] } as const;
    expect(codesOf(pypi.parse(group, []))).toEqual(['UNREADABLE requirements.txt:']);
  });
});

describe('manifests alone', () => {
  it('reads pyproject.toml: extras, groups, pins and ranges', () => {
    const inventory = fixture('manifests', 'pyproject.toml');
    expect(inventory).toMatchObject({ format: 'pyproject.toml', isLocked: false });
    expect(rowsOf(inventory)).toEqual([
      'aiohttp@3.9.1 RUNTIME *',
      'pydantic@>=2 RUNTIME *',
      'black@24.1.0 DEVELOPMENT *',
      'matplotlib@>=3 OPTIONAL *',
      'pytest@ TEST *',
    ]);
    expect(codesOf(inventory)).toEqual(['NOT_RESOLVED pyproject.toml:12']);
  });

  it("reads Poetry's sections, constraints as specifiers", () => {
    expect(rowsOf(fixture('manifests', 'lib/pyproject.toml'))).toEqual([
      'requests@2.31.0 RUNTIME *',
      'attrs@>=23.1,<24 RUNTIME *',
      'click@>=8.1,<8.2 OPTIONAL *',
      'ruff@ DEVELOPMENT *',
    ]);
  });

  it('reads setup.cfg, and says that setup.py is not run', () => {
    expect(rowsOf(fixture('manifests', 'legacy/setup.cfg'))).toEqual([
      'Flask@0.12 RUNTIME *',
      'lxml@>=4 RUNTIME *',
      'pytest@ TEST *',
      'mock@ TEST *',
      'Sphinx@>=3 DEVELOPMENT *',
      'psycopg2-binary@2.8.6 OPTIONAL *',
    ]);
    expect(codesOf(fixture('manifests', 'legacy/setup.cfg'))).toEqual([]);
    expect(codesOf(fixture('manifests', 'program/setup.py'))).toEqual(['NOT_SUPPORTED program/setup.py:']);
  });

  it('says where the dependencies are worked out by a build', () => {
    const dynamic = '[project]\nname = "a"\ndynamic = ["dependencies"]\n';
    expect(codesOf(read({ 'pyproject.toml': dynamic }))).toEqual(['NOT_SUPPORTED pyproject.toml:3']);
    expect(codesOf(read({ 'pyproject.toml': dynamic, 'setup.py': '' }))).toEqual(['NOT_SUPPORTED setup.py:']);
    expect(
      codesOf(read({ 'pyproject.toml': dynamic, 'setup.cfg': '[options]\ninstall_requires = a\n' })),
    ).toEqual([]);
    const poetry = '[tool.poetry.dependencies]\na = "*"\n';
    expect(codesOf(read({ 'pyproject.toml': dynamic + poetry }))).toEqual([]);
    const fromFile = '[tool.setuptools.dynamic]\ndependencies = { file = ["requirements.txt"] }\n';
    expect(codesOf(read({ 'pyproject.toml': dynamic + fromFile }))).toEqual([]);
  });

  it('leaves out what is no requirement, and says so with its line', () => {
    const inventory = read({
      'pyproject.toml': '[project]\ndependencies = [\n"a>=1",\n"= b",\n3,\n"c>>1"]\n',
    });
    expect(rowsOf(inventory)).toEqual(['a@>=1 RUNTIME *']);
    expect(codesOf(inventory)).toEqual(['BAD_ENTRY pyproject.toml:4', 'BAD_ENTRY pyproject.toml:6']);
  });
});
