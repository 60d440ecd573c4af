import { groupManifests } from './groups.js';

it('groups a lock with the manifests that it covers, and others alone', () => {
  const groups = groupManifests([
    'app/pubspec.lock',
    'app/pubspec.yaml',
    'app/packages/a/pubspec.yaml',
    'app/example/pubspec.lock',
    'app/example/pubspec.yaml',
    'common/pubspec.yaml',
    'app/.dart_tool/x/pubspec.yaml',
    'app/lib/main.dart',
  ]);
  expect(groups.map(({ path, inputs }) => [path, inputs])).toEqual([
    ['app/example/pubspec.lock', ['app/example/pubspec.lock', 'app/example/pubspec.yaml']],
    ['app/pubspec.lock', ['app/packages/a/pubspec.yaml', 'app/pubspec.lock', 'app/pubspec.yaml']],
    ['common/pubspec.yaml', ['common/pubspec.yaml']],
  ]);
});
