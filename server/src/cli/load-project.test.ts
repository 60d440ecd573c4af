import type { Ecosystem } from '../ecosystems/ecosystem.js';
import { go } from '../ecosystems/go/index.js';
import { npm } from '../ecosystems/npm/index.js';
import type { LocalFolder } from './cli-tools.js';
import { loadManifests } from './load-project.js';

const TEXTS: Readonly<Record<string, string>> = {
  'go.mod': 'module shop\n\nrequire example.com/lib v1.0.0\n',
  'package.json': '{"dependencies":{"left-lib":"1.0.0"}}',
};

const folder: LocalFolder = {
  name: 'shop',
  paths: Object.keys(TEXTS),
  links: [],
  warnings: [],
  read: (paths) =>
    Promise.resolve(new Map(paths.map((path) => [path, { kind: 'text', text: TEXTS[path] ?? '' }]))),
  replace: () => Promise.resolve(),
};

it('names a fault of ours in one group as ours, and reads all others', async () => {
  const broken: Ecosystem = {
    ...npm,
    parse: () => {
      throw new RangeError('Maximum call stack size exceeded');
    },
  };
  const [first, second, ...rest] = await loadManifests(folder, [go, broken]);
  expect(rest).toEqual([]);
  expect(first?.inventory).toMatchObject({ path: 'go.mod', problems: [] });
  expect(first?.inventory.packages.map(({ name }) => name)).toContain('example.com/lib');
  expect(second?.inventory).toMatchObject({
    ecosystem: 'npm',
    path: 'package.json',
    packages: [],
    problems: [{ code: 'UNREADABLE', path: 'package.json', line: null }],
  });
  expect(second?.inventory.problems[0]?.message).toMatch(
    /fault of Backline.*RangeError|RangeError.*fault of Backline/,
  );
});
