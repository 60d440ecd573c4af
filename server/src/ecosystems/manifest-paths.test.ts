import { isProjectPath, joinPath, nearestFolder, resolvePath, splitPath } from './manifest-paths.js';

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
])('says whether %j is a file of the project: %s', (path, expected) => {
  expect(isProjectPath(path, ['deps'])).toBe(expected);
});

it.each([
  ['a/b/c', 'a'],
  ['a', 'a'],
  ['b', ''],
])('finds the nearest folder of %s: %j', (folder, expected) => {
  expect(nearestFolder(folder, new Set(['', 'a']))).toBe(expected);
  expect(nearestFolder('x/y', new Set(['a']))).toBeNull();
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
