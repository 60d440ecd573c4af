import { groupManifests } from './groups.js';

function groupsOf(...paths: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(groupManifests(paths).map(({ path, inputs }) => [path, inputs]));
}

it('groups a lock with the manifest beside it, and manifests without a lock by themselves', () => {
  expect(
    groupsOf(
      'a/poetry.lock',
      'a/pyproject.toml',
      'b/pyproject.toml',
      'c/Pipfile',
      'c/Pipfile.lock',
      'd/Pipfile',
      'e/pdm.lock',
    ),
  ).toEqual({
    'a/poetry.lock': ['a/poetry.lock', 'a/pyproject.toml'],
    'b/pyproject.toml': ['b/pyproject.toml'],
    'c/Pipfile.lock': ['c/Pipfile', 'c/Pipfile.lock'],
    'd/Pipfile': ['d/Pipfile'],
    'e/pdm.lock': ['e/pdm.lock'],
  });
});

it('gives every lock of a folder its manifest', () => {
  expect(
    groupsOf('pyproject.toml', 'uv.lock', 'poetry.lock', 'pylock.toml', 'pylock.dev.toml', 'pylock.a.b.toml'),
  ).toEqual({
    'poetry.lock': ['poetry.lock', 'pyproject.toml'],
    'pylock.dev.toml': ['pylock.dev.toml', 'pyproject.toml'],
    'pylock.toml': ['pylock.toml', 'pyproject.toml'],
    'uv.lock': ['pyproject.toml', 'uv.lock'],
  });
});

it("takes into uv's group the projects below, up to a nearer lock", () => {
  expect(
    groupsOf(
      'uv.lock',
      'pyproject.toml',
      'x/pyproject.toml',
      'x/y/poetry.lock',
      'x/y/pyproject.toml',
      'x/y/z/pyproject.toml',
    ),
  ).toEqual({
    'uv.lock': ['pyproject.toml', 'uv.lock', 'x/pyproject.toml'],
    'x/y/poetry.lock': ['x/y/poetry.lock', 'x/y/pyproject.toml'],
    'x/y/z/pyproject.toml': ['x/y/z/pyproject.toml'],
  });
});

it('takes setup.cfg and setup.py for manifests only where they can be the ones that declare', () => {
  expect(
    groupsOf(
      'a/setup.py',
      'b/setup.py',
      'b/requirements.txt',
      'c/setup.cfg',
      'd/setup.cfg',
      'd/setup.py',
      'e/pyproject.toml',
      'e/setup.cfg',
      'e/setup.py',
      'f/setup.py',
      'f/Pipfile',
      'g/setup.py',
      'g/requirements/base.txt',
    ),
  ).toEqual({
    'a/setup.py': ['a/setup.py'],
    'b/requirements.txt': ['b/requirements.txt'],
    'd/setup.cfg': ['d/setup.cfg', 'd/setup.py'],
    'e/pyproject.toml': ['e/pyproject.toml', 'e/setup.cfg', 'e/setup.py'],
    'f/Pipfile': ['f/Pipfile'],
    'g/requirements/base.txt': ['g/requirements/base.txt'],
  });
});

it('groups the requirements files of a folder under the plainest of them', () => {
  expect(
    groupsOf(
      'constraints.txt',
      'dev-requirements.txt',
      'requirements/base.txt',
      'requirements/dev.txt',
      'requirements_prod.txt',
      'base.txt',
      'notes.txt',
    ),
  ).toEqual({
    'requirements_prod.txt': [
      'base.txt',
      'constraints.txt',
      'dev-requirements.txt',
      'requirements/base.txt',
      'requirements/dev.txt',
      'requirements_prod.txt',
    ],
  });
  expect(Object.keys(groupsOf('a/requirements-dev.txt', 'a/requirements.txt', 'a/requirements.in'))).toEqual([
    'a/requirements.txt',
  ]);
  expect(Object.keys(groupsOf('constraints-3.8.txt'))).toEqual(['constraints-3.8.txt']);
  expect(Object.keys(groupsOf('base.txt', 'common.in'))).toEqual([]);
});

it('has the requirements files of the folders above at hand, and not those beside', () => {
  expect(groupsOf('requirements.txt', 'a/requirements.txt', 'b/requirements.txt')).toEqual({
    'a/requirements.txt': ['a/requirements.txt', 'requirements.txt'],
    'b/requirements.txt': ['b/requirements.txt', 'requirements.txt'],
    'requirements.txt': ['requirements.txt'],
  });
});

it('passes over installed folders and what is no path', () => {
  expect(
    groupsOf(
      '.venv/lib/requirements.txt',
      'venv/pyproject.toml',
      'x/site-packages/a/pyproject.toml',
      '.tox/requirements.txt',
      'node_modules/a/setup.py',
      '../requirements.txt',
      '/requirements.txt',
      'venv/pyvenv.cfg',
      'requirements.txt/x',
    ),
  ).toEqual({});
});
