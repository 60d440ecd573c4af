import { startTestBackline, type TestBackline } from './backline.js';
import { startTestServer, type TestServer } from './http-server.js';

jest.setTimeout(60_000);

/** What the registries of this test say, by path. */
function documents(base: string): ReadonlyMap<string, string> {
  const json = (value: unknown) => JSON.stringify(value);
  const file = (date: string, more: object = {}) => ({ upload_time_iso_8601: `${date}T00:00:00Z`, ...more });
  return new Map([
    [
      '/pypi/pypi/webkit/json',
      json({
        info: { name: 'webkit', version: '2.1.0' },
        releases: {
          '1.0.0': [file('2020-01-01', { yanked: true, yanked_reason: 'loses data' })],
          '1.0.1': [file('2020-02-02')],
          '2.1.0': [file('2022-02-02')],
          '3.0.0rc1': [file('2023-03-03')],
        },
      }),
    ],
    ['/go/example.org/log/@v/list', 'v1.0.0\nv1.2.0\nv1.3.0\n'],
    ['/go/example.org/log/@latest', json({ Version: 'v1.3.0', Time: '2023-01-03T00:00:00Z' })],
    [
      '/go/example.org/log/@v/v1.3.0.mod',
      'module example.org/log\nretract v1.3.0 // Published by accident.\n',
    ],
    ['/go/example.org/log/@v/v1.2.0.info', json({ Version: 'v1.2.0', Time: '2022-01-02T00:00:00Z' })],
    ['/go/example.org/log/@v/v1.0.0.info', json({ Version: 'v1.0.0', Time: '2021-01-01T00:00:00Z' })],
    [
      '/maven/org/example/core/maven-metadata.xml',
      '<metadata><versioning><release>1.2</release><versions><version>1.0</version><version>1.2</version></versions></versioning></metadata>',
    ],
    [
      '/crates/ti/de/tide-table',
      [
        json({ name: 'tide-table', vers: '0.3.1', yanked: false, pubtime: '2021-01-01T00:00:00Z' }),
        json({ name: 'tide-table', vers: '0.3.4', yanked: false, pubtime: '2021-04-01T00:00:00Z' }),
        json({ name: 'tide-table', vers: '0.4.0', yanked: true, pubtime: '2021-05-01T00:00:00Z' }),
      ].join('\n'),
    ],
    [
      '/gems/api/v1/versions/rackish.json',
      json([
        { number: '3.0.0', platform: 'ruby', created_at: '2023-03-03T00:00:00Z' },
        { number: '2.2.0', platform: 'ruby', created_at: '2022-02-02T00:00:00Z' },
      ]),
    ],
    [
      '/composer/p2/example/mailer.json',
      json({
        minified: 'composer/2.0',
        packages: {
          'example/mailer': [
            { version: 'v2.0.0', time: '2022-02-02T00:00:00+00:00', abandoned: 'example/post' },
            { version: 'v1.0.0', time: '2020-01-01T00:00:00+00:00' },
          ],
        },
      }),
    ],
    [
      '/nuget/v3/index.json',
      json({ resources: [{ '@id': `${base}/nuget/r/`, '@type': 'RegistrationsBaseUrl/3.6.0' }] }),
    ],
    [
      '/nuget/r/example.json/index.json',
      json({
        items: [
          {
            items: ['9.0.1', '13.0.3'].map((version) => ({
              catalogEntry: { version, published: '2021-01-01T00:00:00+00:00', listed: version !== '9.0.1' },
            })),
          },
        ],
      }),
    ],
  ]);
}

const FILES = {
  'requirements.txt': 'webkit==1.0.0\n',
  'go.mod': 'module example.org/app\n\nrequire (\n\texample.org/log v1.0.0\n\texample.org/silent v1.0.0\n)\n',
  'pom.xml':
    '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>b</artifactId><version>1</version><dependencies><dependency><groupId>org.example</groupId><artifactId>core</artifactId><version>1.0</version></dependency></dependencies></project>\n',
  'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\ntide-table = "0.3"\n',
  'Cargo.lock':
    'version = 3\n\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n "tide-table",\n]\n\n[[package]]\nname = "tide-table"\nversion = "0.3.1"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
  'Gemfile.lock':
    'GEM\n  remote: https://gems.example/\n  specs:\n    rackish (2.2.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  rackish (~> 2.2)\n',
  'composer.json': '{"require": {"example/mailer": "^1.0"}}\n',
  'composer.lock': '{"packages": [{"name": "example/mailer", "version": "v1.0.0"}], "packages-dev": []}\n',
  'packages.config': '<packages><package id="Example.Json" version="9.0.1" /></packages>\n',
  'mix.exs': 'defmodule App.MixProject do\n  defp deps, do: [{:jason, "~> 1.0"}]\nend\n',
  'mix.lock': `%{\n  "jason": {:hex, :jason, "1.2.0", "${'a'.repeat(64)}", [:mix], [], "hexpm", "${'b'.repeat(64)}"},\n}\n`,
};

let world: TestBackline;
let registries: TestServer;
beforeAll(async () => {
  registries = await startTestServer((request, response) => {
    const document = documents(registries.url).get(request.url);
    if (request.url.includes('/silent/')) response.writeHead(503, { 'retry-after': '0' }).end();
    else if (document === undefined) response.writeHead(404).end();
    else response.writeHead(200, { etag: `"${document.length}"` }).end(document);
  });
  const { url } = registries;
  world = await startTestBackline({
    config: {
      registries: {
        npm: 'off',
        PyPI: `${url}/pypi`,
        Go: `${url}/go`,
        Maven: `${url}/maven`,
        'crates.io': `${url}/crates`,
        RubyGems: `${url}/gems`,
        Packagist: `${url}/composer`,
        NuGet: `${url}/nuget/v3/index.json`,
      },
    },
  });
  await world.project('shop', FILES);
  await world.connect();
});
afterAll(async () => {
  await world.close();
  await registries.close();
});

const OUTDATED = `query ($id: ID!) { node(id: $id) { ... on Project {
  manifests { nodes { path problems { message } } }
  lastAnalysis { registryProblem uncheckedPackages { ecosystem kind count names reason } }
  outdated(first: 50) { nodes {
    ecosystem name current currentReleasedAt wanted latest latestReleasedAt deprecated yanked step } } } } }`;

async function project() {
  const { id } = await world.projectByPath('shop');
  return (await world.graphql(OUTDATED, { id })).data.node;
}

test('what is behind is told in every ecosystem, each by its own registry', async () => {
  const { outdated, manifests } = await project();
  expect(manifests.nodes.flatMap(({ problems }: { problems: unknown[] }) => problems)).toEqual([]);
  const day = (iso: string | null) => iso?.slice(0, 10) ?? null;
  const rows = outdated.nodes.map((row: any) => [
    `${row.ecosystem} ${row.name}`,
    `${row.current} ${day(row.currentReleasedAt)}`,
    row.wanted,
    `${row.latest} ${day(row.latestReleasedAt)}`,
    row.step,
    row.yanked ?? row.deprecated,
  ]);
  expect(rows.toSorted()).toEqual([
    ['Go example.org/log', '1.0.0 2021-01-01', '1.2.0', '1.2.0 2022-01-02', 'MINOR', null],
    ['Maven org.example:core', '1.0 null', '1.0', '1.2 null', 'MINOR', null],
    ['NuGet Example.Json', '9.0.1 2021-01-01', '13.0.3', '13.0.3 2021-01-01', 'MAJOR', 'unlisted'],
    [
      'Packagist example/mailer',
      'v1.0.0 2020-01-01',
      'v1.0.0',
      'v2.0.0 2022-02-02',
      'MAJOR',
      'The package is abandoned; use example/post instead.',
    ],
    ['PyPI webkit', '1.0.0 2020-01-01', null, '2.1.0 2022-02-02', 'MAJOR', 'loses data'],
    ['RubyGems rackish', '2.2.0 2022-02-02', '2.2.0', '3.0.0 2023-03-03', 'MAJOR', null],
    ['crates.io tide-table', '0.3.1 2021-01-01', '0.3.4', '0.3.4 2021-04-01', 'PATCH', null],
  ]);
});

test('what could not be checked is told, with why', async () => {
  const { lastAnalysis } = await project();
  expect(lastAnalysis.uncheckedPackages).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ecosystem: 'Hex', kind: 'UNSUPPORTED', names: ['jason'] }),
      expect.objectContaining({
        ecosystem: 'Go',
        kind: 'FAILED',
        names: ['example.org/silent'],
        reason: 'The registry could not be read: it answered with status 503.',
      }),
    ]),
  );
  expect(lastAnalysis.registryProblem).toContain('example.org/silent (Go) could not be checked.');
});

test('an analysis soon after asks only for what did not answer', async () => {
  registries.seen.length = 0;
  const { id } = await world.projectByPath('shop');
  await world.graphql(`mutation { analyzeProject(input: { id: "${id}", force: true }) { job { id } } }`);
  await world.runJobsUntilIdle();
  expect([...new Set(registries.seen.map(({ url }) => url))]).toEqual(['/go/example.org/silent/@v/list']);
});
