import { joinPath, nearestIn, projectFilter, resolvePath, splitPath } from './manifest-paths.js';

it.each([
  ['go.mod', '', 'go.mod'],
  ['a/b/go.mod', 'a/b', 'go.mod'],
])('splits and joins %s', (path, folder, file) => {
  expect(splitPath(path)).toEqual({ folder, file });
  expect(joinPath(folder, file)).toBe(path);
});

it.each([
  ['a/go.mod', true],
  ['vendor/a/go.mod', false],
  ['a/node_modules/b/go.mod', false],
  ['../go.mod', false],
  ['a//go.mod', false],
  ['/go.mod', false],
  ['a/\0/go.mod', false],
  ['deps/go.mod', false],
  ['mydeps/deps.mod', true],
  [`${'a/'.repeat(64)}go.mod`, true],
  [`${'a/'.repeat(65)}go.mod`, false],
  ['.gitlab/go.mod', true],
  ['a/..b/go.mod', true],
  ['', false],
])('says whether %j is a file of the project: %s', (path, expected) => {
  expect(projectFilter([path], ['deps'])(path)).toBe(expected);
});

it.each([
  ['a/b/c', 'a'],
  ['a', 'a'],
  ['b', ''],
])('finds the nearest folder of %s: %j', (folder, expected) => {
  const nearest = nearestIn(new Set(['', 'a']));
  expect([nearest(folder), nearest(folder)]).toEqual([expected, expected]);
  expect(nearestIn(new Set(['a']))('x/y')).toBeNull();
  expect(nearestIn(new Set())('x/y')).toBeNull();
});

it.each([
  ['a/b', '../c', 'a/c'],
  ['a', '..', ''],
  ['a', './x/./y', 'a/x/y'],
  ['a', '../..', null],
  ['a', '/etc', null],
  ['a', 'C:\\x', null],
])('resolves in %s the path %s to %j', (folder, relative, expected) => {
  expect(resolvePath(folder, relative)).toBe(expected);
});
