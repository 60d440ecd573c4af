import { formatUniverse, parseUniverse, universeAsOf } from './universe.js';

const TEXT = [
  '{"name":"a","latest":"2.0.0","repository":"https://github.com/example/a","versions":[["1.0.0","2020-01-01T00:00:00.000Z",{"dependencies":{"b":"^1.0.0"},"license":"MIT"}],["1.0.1","2020-02-01T00:00:00.000Z",{"removedAt":"2020-03-01T00:00:00.000Z"}],["2.0.0","2021-01-01T00:00:00.000Z",{"dependencies":null,"removedAt":null}]]}',
  '{"name":"b","latest":"1.0.0","versions":[["1.0.0","2019-01-01T00:00:00.000Z",{}],["1.1.0-beta.1","2019-06-01T00:00:00.000Z",{}]]}',
  '',
].join('\n');

const versionsOf = (moment: string | null, name: string) =>
  universeAsOf(parseUniverse(TEXT), moment)
    .get(name)
    ?.versions.map(({ version }) => version);

test('a version has the facts of the one before it, except for those that it names', () => {
  expect(parseUniverse(TEXT).get('a')?.versions).toEqual([
    {
      version: '1.0.0',
      publishedAt: '2020-01-01T00:00:00.000Z',
      dependencies: { b: '^1.0.0' },
      license: 'MIT',
    },
    {
      version: '1.0.1',
      publishedAt: '2020-02-01T00:00:00.000Z',
      dependencies: { b: '^1.0.0' },
      license: 'MIT',
      removedAt: '2020-03-01T00:00:00.000Z',
    },
    { version: '2.0.0', publishedAt: '2021-01-01T00:00:00.000Z', license: 'MIT' },
  ]);
});

test('what is read is written back byte for byte', () => {
  expect(formatUniverse(parseUniverse(TEXT))).toBe(TEXT);
});

test.each([
  ['today: what was taken down is gone', null, 'a', ['1.0.0', '2.0.0']],
  ['before it was taken down', '2020-02-15T00:00:00.000Z', 'a', ['1.0.0', '1.0.1']],
  ['after it was taken down, before the next', '2020-06-01T00:00:00.000Z', 'a', ['1.0.0']],
  ['before the first version the package is unknown', '2018-01-01T00:00:00.000Z', 'b', undefined],
])('the view of a day shows what was there: %s', (_title, moment, name, versions) => {
  expect(versionsOf(moment, name)).toEqual(versions);
});

test('latest is the highest plain version of the day', () => {
  const day = universeAsOf(parseUniverse(TEXT), '2020-02-15T00:00:00.000Z');
  expect(day.get('a')?.latest).toBe('1.0.1');
  expect(day.get('b')?.latest).toBe('1.0.0');
});

test('a line that is not a package is refused', () => {
  expect(() => parseUniverse('{"name":"a","latest":"1.0.0","versions":[]}')).toThrow();
});
