import { isBranchName, isObjectId, isRepositoryPath } from './git-names.js';

test.each(['main', 'feature/x', 'backline/npm-lodash', 'ünïcode', 'a.b', 'v1.2'])(
  '%s is a branch name',
  (name) => {
    expect(isBranchName(name)).toBe(true);
  },
);

test.each([
  [
    '',
    '@',
    '-x',
    '--upload-pack=touch',
    'a b',
    'a..b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b',
    'a@{1}',
  ],
  ['/a', 'a/', 'a//b', '.a', 'a/.b', 'a.lock', 'a.lock/b', 'a.', 'a\nb', 'a\u0000', 'x'.repeat(1001)],
])('refuses names that git refuses or could misread', (...names) => {
  expect(names.filter(isBranchName)).toEqual([]);
});

test.each(['package.json', 'a/b/c.lock', '.gitlab-ci.yml', '.github/x', 'a b', '..a', '__proto__'])(
  '%s is a safe path',
  (path) => {
    expect(isRepositoryPath(path)).toBe(true);
  },
);

test.each([
  [
    '',
    '/etc/passwd',
    '../x',
    'a/../b',
    './a',
    'a/./b',
    'a//b',
    'a/',
    '.git/config',
    'a/.GIT/hooks',
    'git~1/x',
  ],
  [
    '.git./x',
    '.git /x',
    '.. /x',
    'a\nb',
    'a\tb',
    'a\u0000b',
    'a\u007fb',
    'a\\b',
    'bad\ufffdbytes',
    'x'.repeat(4097),
  ],
])('refuses paths that lead elsewhere', (...paths) => {
  expect(paths.filter(isRepositoryPath)).toEqual([]);
});

test('knows object ids', () => {
  expect(isObjectId('a'.repeat(40))).toBe(true);
  expect(isObjectId('0'.repeat(64))).toBe(true);
  expect(
    ['', 'g'.repeat(40), 'A'.repeat(40), `${'a'.repeat(40)}\n`, 'a'.repeat(41)].filter(isObjectId),
  ).toEqual([]);
});
