import { groupManifests } from './groups.js';

it('groups a lock with the manifests that it covers, and others alone with those above', () => {
  const groups = groupManifests([
    'a/Cargo.lock',
    'a/Cargo.toml',
    'a/member/Cargo.toml',
    'a/fuzz/Cargo.lock',
    'a/fuzz/Cargo.toml',
    'b/Cargo.toml',
    'b/c/Cargo.toml',
    'a/target/package/x/Cargo.toml',
    'vendor/y/Cargo.toml',
    'only/Cargo.lock',
    'a/src/main.rs',
  ]);
  expect(groups.map(({ path, inputs }) => [path, inputs])).toEqual([
    ['a/Cargo.lock', ['a/Cargo.lock', 'a/Cargo.toml', 'a/member/Cargo.toml']],
    ['a/fuzz/Cargo.lock', ['a/fuzz/Cargo.lock', 'a/fuzz/Cargo.toml']],
    ['b/Cargo.toml', ['b/Cargo.toml']],
    ['b/c/Cargo.toml', ['b/Cargo.toml', 'b/c/Cargo.toml']],
    ['only/Cargo.lock', ['only/Cargo.lock']],
  ]);
});
