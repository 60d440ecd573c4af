import { startDemo, type Demo } from './demo.js';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

const readJson = async (answer: Response): Promise<any> => answer.json();

const api = (path: string, token: string, init: RequestInit = {}) =>
  fetch(`${demo.gitlabUrl}/api/v4${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });

test('the good token reaches every project, with the access that the story gives it', async () => {
  const answer = await api('/projects?membership=true&per_page=100&order_by=id&sort=asc', demo.tokens.good);
  expect(answer.status).toBe(200);
  const projects = await readJson(answer);
  const rows = projects.map((project: Record<string, any>) => [
    project.path_with_namespace,
    project.archived,
    project.empty_repo,
    project.permissions.group_access?.access_level ?? project.permissions.project_access?.access_level,
  ]);
  expect(rows).toEqual([
    ['shop/storefront', false, false, 30],
    ['shop/payments-api', false, false, 30],
    ['platform/legacy-intranet', false, false, 30],
    ['platform/design-system', false, false, 30],
    ['platform/release-bot', false, false, 30],
    ['platform/docs-site', false, false, 30],
    ['shop/notifications', false, false, 30],
    ['finance/ledger', false, false, 20],
    ['shop/newsletter', false, false, 30],
    ['platform/status-page', false, false, 30],
    ['shop/recommendations', false, false, 30],
    ['shop/search-api', false, false, 30],
    ['shop/invoices', false, false, 30],
    ['platform/message-gateway', false, false, 30],
    ['platform/service-desk', false, false, 30],
    ['platform/log-shipper', false, false, 30],
    ['shop/supplier-portal', false, false, 30],
    ['platform/badge-printer', false, false, 30],
    ['platform/delivery-tracker', false, false, 30],
    ['platform/old-website', true, false, 30],
    ['shop/loyalty-card', false, true, 30],
  ]);
});

test('the other tokens show what goes wrong', async () => {
  const expired = await api('/user', demo.tokens.expired);
  expect([expired.status, (await readJson(expired)).error]).toEqual([401, 'invalid_token']);
  const self = await readJson(await api('/personal_access_tokens/self', demo.tokens.missingScope));
  expect(self.scopes).toEqual(['read_api']);
});

test('the sample projects are in their repositories', async () => {
  const text = await demo.simulator.readFile('platform/legacy-intranet', { path: 'package-lock.json' });
  expect(JSON.parse(text ?? '').lockfileVersion).toBe(1);
  expect(demo.projects.size).toBe(21);
});

test('the registry answers for what the projects use', async () => {
  const answer = await fetch(`${demo.registryUrl}/lodash`);
  expect((await readJson(answer))['dist-tags'].latest).toBe('4.18.1');
});

test.each([
  ['pypi', '/pypi/pillow/json'],
  ['go', '/golang.org/x/net/@latest'],
  ['maven', '/org/apache/logging/log4j/log4j-core/maven-metadata.xml'],
  ['crates', '/to/ki/tokio'],
  ['rubygems', '/api/v1/versions/rails.json'],
  ['packagist', '/p2/league/flysystem.json'],
  ['nuget', '/registration/newtonsoft.json/index.json'],
] as const)('the registry of %s answers, too', async (registry, path) => {
  expect((await fetch(demo.otherRegistryUrls[registry] + path)).status).toBe(200);
});
