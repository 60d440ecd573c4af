import { groupManifests } from './groups.js';

it('groups a lock with the manifests that it covers, and others alone', () => {
  const groups = groupManifests([
    'a/mix.lock',
    'a/mix.exs',
    'a/apps/web/mix.exs',
    'a/deps/jason/mix.exs',
    'a/examples/mix.exs',
    'a/examples/mix.lock',
    'b/mix.exs',
    'a/lib/a.ex',
  ]);
  expect(groups.map(({ path, inputs }) => [path, inputs])).toEqual([
    ['a/examples/mix.lock', ['a/examples/mix.exs', 'a/examples/mix.lock']],
    ['a/mix.lock', ['a/apps/web/mix.exs', 'a/mix.exs', 'a/mix.lock']],
    ['b/mix.exs', ['b/mix.exs']],
  ]);
});
