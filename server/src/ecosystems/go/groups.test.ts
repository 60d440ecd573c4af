import { groupManifests } from './groups.js';

it('groups each go.mod with its go.sum and the nearest go.work', () => {
  const groups = groupManifests([
    'go.work',
    'go.mod',
    'go.sum',
    'a/go.mod',
    'b/go.work',
    'b/c/go.mod',
    'b/c/go.sum',
    'b/c/go.sum',
    'go.work.sum',
    'vendor/x/go.mod',
    'alone/go.sum',
    'a/main.go',
  ]);
  expect(groups.map(({ path, inputs }) => [path, inputs])).toEqual([
    ['a/go.mod', ['a/go.mod', 'go.work']],
    ['b/c/go.mod', ['b/c/go.mod', 'b/c/go.sum', 'b/go.work']],
    ['go.mod', ['go.mod', 'go.sum', 'go.work']],
  ]);
});
