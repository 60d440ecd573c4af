import type { BrowserContext, Page } from 'playwright-core';
import { findBrowser, openBrowser } from './browser.js';
import { type DemoProcess, startDemoProcess } from './demo-process.js';
import { compareCopied, loseConnection } from './journeys.js';
import { tabTo } from './keyboard.js';
import { eventually, settled, snap } from './page-checks.js';
import type { Ids } from './routes.js';
import { checkEmpty, checkExpired, checkRoutes, checkStates } from './states.js';

const browser = findBrowser();

if (browser === null) {
  console.warn(
    'SKIPPED: the browser tests need Chromium, Chrome or Edge. Install one, or name it with CHROME_PATH.',
  );
}

const inBrowser = browser === null ? describe.skip : describe;

/** Every project of the demo is planned, package managers included, while other tests use the second core. */
const PLANNED_MS = 240_000;

const PERSON = { email: 'ada@example.org', password: 'a long enough password' };

/** What the browser itself complained about, and every request that left the machine. */
interface Complaints {
  readonly errors: string[];
  readonly outside: string[];
}

inBrowser('the whole way, in a browser', () => {
  let demo: DemoProcess;
  let context: BrowserContext;
  let page: Page;
  let close: () => Promise<void> = () => Promise.resolve();
  const complaints: Complaints = { errors: [], outside: [] };

  beforeAll(async () => {
    demo = await startDemoProcess();
    const opened = await openBrowser(browser ?? '');
    ({ context, close } = opened);
    page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(30_000);
    watch(page, complaints);
  }, 180_000);

  afterAll(async () => {
    await close();
    await demo?.stop();
  }, 60_000);

  test('makes the first account with the printed link, which works once', async () => {
    await page.goto(demo.setupUrl);
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('E-mail').fill(PERSON.email);
    await page.getByLabel('Password', { exact: true }).fill(PERSON.password);
    await picture('setup');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByText('No GitLab is connected yet').first().waitFor();
    await picture('overview-empty');
  });

  test('is never blank where nothing is connected yet: every list says what to do', async () => {
    expect(await checkEmpty(page, demo.url)).toEqual([]);
  }, 120_000);

  test('says why a bad token is refused, check by check, and what to do', async () => {
    await page.goto(`${demo.url}/integrations`);
    await page
      .getByRole('link', { name: /Connect/ })
      .first()
      .click();
    await connect(demo.expiredToken);
    await page
      .getByText(/expired/i)
      .first()
      .waitFor();
    await picture('connect-expired');
    await connect(demo.weakToken);
    await page
      .getByText('The token lacks the scope write_repository, needed to push the branch of an approved plan.')
      .first()
      .waitFor();
    await page
      .getByText(/Make a new token in GitLab with the scopes/)
      .first()
      .waitFor();
    await picture('connect-short-of-scopes');
  });

  test('connects with a good token by keyboard alone, from the overview on, and finds the projects', async () => {
    await page.goto(`${demo.url}/`);
    await settled(page);
    const unseen = await tabTo(page, /^Connect GitLab/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Connect GitLab' }).waitFor();
    unseen.push(...(await tabTo(page, /^Address/)));
    await page.keyboard.type(demo.gitlabUrl);
    unseen.push(...(await tabTo(page, /^Token/)));
    await page.keyboard.type(demo.token);
    await page.keyboard.press('Enter');
    await page.getByText('is connected.').waitFor();
    await picture('connected');
    unseen.push(...(await tabTo(page, /^See the projects/)));
    await page.keyboard.press('Enter');
    expect(unseen).toEqual([]);
    await page.getByRole('link', { name: 'shop/storefront' }).waitFor();
    await page.getByRole('link', { name: 'platform/old-website' }).waitFor();
    await eventually(
      async () =>
        expect(await ask('{ jobCounts { queued running } }')).toEqual({
          jobCounts: { queued: 0, running: 0 },
        }),
      PLANNED_MS,
    );
    await page.reload();
    await page.getByRole('link', { name: 'shop/storefront' }).waitFor();
    await picture('projects');
  }, 300_000);

  test('shows a project: findings with their reasons, dependencies, outdated packages, manifests', async () => {
    await page.getByRole('link', { name: 'platform/legacy-intranet' }).click();
    await page.getByRole('heading', { name: /legacy-intranet/ }).waitFor();
    await page.getByText('handlebars').first().waitFor();
    await picture('project-findings');
    for (const tab of [
      'Plans',
      'Dependencies',
      'Outdated',
      'Manifests',
      'Merge requests',
      'Policy',
      'History',
    ]) {
      await page
        .getByRole('link', { name: tab })
        .or(page.getByRole('tab', { name: tab }))
        .last()
        .click();
      await page.waitForLoadState('networkidle');
      await picture(`project-${tab.toLowerCase().replace(' ', '-')}`);
    }
  });

  test('shows other ecosystems: the risk in its parts, that a plan closes it, what is outdated', async () => {
    await page.goto(`${demo.url}/findings?ecosystem=Maven&order=RISK`);
    const row = page
      .getByRole('row', { name: /log4j-core/ })
      .filter({ has: page.getByRole('link', { name: 'Plan to review' }) })
      .first();
    await row.waitFor();
    expect(await page.getByText(/^npm, /).count()).toBe(0);
    await picture('maven-findings');
    await row.getByRole('link', { name: /^org\.apache\.logging\.log4j:log4j-core/ }).click();
    await page
      .getByText('It is known to be exploited since 2021-12-10, by ransomware too.')
      .first()
      .waitFor();
    await picture('finding');
    const { projects } = await ask<{ projects: { nodes: { id: string }[] } }>(
      '{ projects(filter: { search: "delivery-tracker" }) { nodes { id } } }',
    );
    const project = `${demo.url}/projects/${projects.nodes[0]?.id ?? ''}`;
    await page.goto(`${project}/outdated`);
    for (const name of ['undici', 'aiohttp', 'golang.org/x/net'])
      await page.getByText(name, { exact: true }).first().waitFor();
    await picture('mixed-outdated');
    await page.goto(`${project}/dependencies?ecosystem=Go`);
    await page.getByText('github.com/nats-io/nats.go', { exact: true }).waitFor();
    expect(await page.getByText('aiohttp', { exact: true }).count()).toBe(0);
    await page.goto(`${project}/manifests`);
    await page.getByText(/The file names "\.\.\/shared\/requirements\.txt"/).waitFor();
  });

  test('reads a plan with its diff and proof, approves it by keyboard alone, and sees the merge request open', async () => {
    await page.goto(`${demo.url}/plans`);
    await picture('plans');
    const { remediationPlans } = await ask<{ remediationPlans: { nodes: { title: string }[] } }>(
      '{ remediationPlans(filter: { search: "shop/storefront", kind: [SAFE], state: [PROPOSED] }) { nodes { title } } }',
    );
    const title = remediationPlans.nodes[0]?.title ?? '';
    await page.goto(`${demo.url}/plans?search=shop%2Fstorefront&kind=SAFE&state=PROPOSED`);
    await page.getByRole('link', { name: title }).first().waitFor();
    const unseen = await tabTo(page, new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText('lodash').first().waitFor();
    await page
      .getByRole('button', { name: /package-lock\.json/ })
      .first()
      .click();
    await page
      .getByText(/"version": "\d/)
      .first()
      .waitFor();
    await picture('plan');
    await page.keyboard.press('a');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Approve/ })
      .waitFor();
    await page.keyboard.press('Enter');
    await page.goto(`${demo.url}/merge-requests`);
    await page.getByRole('link', { name: /!1/ }).first().waitFor();
    expect(unseen).toEqual([]);
    await picture('merge-requests-open');
  });

  test('sees the merge request in GitLab, merges it there, and sees it merged here with the findings fixed', async () => {
    const { mergeRequests } = await ask<{
      mergeRequests: { nodes: { webUrl: string; sourceBranch: string }[] };
    }>('{ mergeRequests { nodes { webUrl sourceBranch } } }');
    expect(mergeRequests.nodes).toHaveLength(1);
    const webUrl = mergeRequests.nodes[0]?.webUrl ?? '';
    expect(webUrl.startsWith(demo.gitlabUrl)).toBe(true);
    const gitlab = await context.newPage();
    await gitlab.goto(webUrl);
    await gitlab.getByRole('button', { name: /Merge/ }).first().waitFor();
    await snap(gitlab, 'gitlab-merge-request');
    await gitlab.getByRole('button', { name: /Merge/ }).first().click();
    await gitlab
      .getByText(/merged/i)
      .first()
      .waitFor();
    await gitlab.close();

    await page.goto(`${demo.url}/merge-requests`);
    await page.getByText('Merged').first().waitFor();
    await eventually(async () => {
      const state = await ask<{
        remediationPlans: { nodes: { state: string }[] };
        findings: { totalCount: number };
      }>(
        `{ remediationPlans(filter: { state: [MERGED] }) { nodes { state } }
           findings(filter: { state: [FIXED], packageName: "lodash" }) { totalCount } }`,
      );
      expect(state.remediationPlans.nodes).toHaveLength(1);
      expect(state.findings.totalCount).toBeGreaterThan(0);
    });
    await picture('merge-requests');
  });

  test('shows the same in a fresh browser when an address is copied there', async () => {
    expect(await compareCopied(page, demo.url, browser ?? '', PERSON)).toEqual([]);
  }, 180_000);

  test('says that the connection is lost, keeps what it shows, and goes on by itself', async () => {
    await loseConnection(page, `${demo.url}/findings`);
    complaints.errors.length = 0;
  }, 120_000);

  test('has every route clean under axe in both themes, wide and at 320 px', async () => {
    expect(await checkRoutes(page, demo.url, await ids())).toEqual([]);
  }, 300_000);

  test('is never blank: every route in every state says what is and offers a next step', async () => {
    const { cells, wrong } = await checkStates(context, demo.url, await ids());
    expect(cells).toBeGreaterThan(120);
    expect(wrong).toEqual([]);
  }, 600_000);

  test('says where a token no longer works what that means, and leads to its repair', async () => {
    const revoked = await page.request.delete(`${demo.gitlabUrl}/api/v4/personal_access_tokens/self`, {
      headers: { authorization: `Bearer ${demo.token}` },
    });
    expect(revoked.status()).toBe(204);
    const { integration, project, plan } = await ids();
    await ask(`mutation { verifyIntegration(input: { id: "${integration}" }) { userErrors { code } } }`);
    expect(await checkExpired(page, demo.url, { integration, project, plan })).toEqual([]);
    complaints.errors.length = 0;
  }, 120_000);

  test('never asked another host for anything, and the console stayed quiet', () => {
    expect(complaints.outside).toEqual([]);
    expect(complaints.errors).toEqual([]);
  });

  async function connect(token: string): Promise<void> {
    await page.getByLabel('Address').fill(demo.gitlabUrl);
    await page.getByLabel('Token', { exact: true }).fill(token);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
  }

  async function picture(name: string): Promise<void> {
    await snap(page, name);
  }

  /** One noun of each kind that has much to show. */
  async function ids(): Promise<Ids> {
    type Nodes = { nodes: { id: string }[] };
    const found = await ask<Record<'projects' | 'plans' | 'integrations' | 'findings' | 'jobs', Nodes>>(
      `{ projects(filter: { search: "payments-api" }) { nodes { id } }
         plans: remediationPlans(filter: { search: "payments-api" }) { nodes { id } }
         integrations { nodes { id } }
         findings(filter: { packageName: "handlebars" }) { nodes { id } }
         jobs { nodes { id } } }`,
    );
    const { advisories } = await ask<{ advisories: { nodes: { advisoryId: string }[] } }>(
      '{ advisories(first: 1) { nodes { advisoryId } } }',
    );
    const first = (name: keyof typeof found) => found[name].nodes[0]?.id ?? 'none';
    return {
      project: first('projects'),
      plan: first('plans'),
      integration: first('integrations'),
      finding: first('findings'),
      job: first('jobs'),
      advisory: advisories.nodes[0]?.advisoryId ?? 'none',
    };
  }

  /** Asks the API as the signed-in page does. */
  async function ask<Answer>(query: string): Promise<Answer> {
    const answer = await page.request.post(`${demo.url}/graphql`, {
      data: { query },
      headers: { 'apollo-require-preflight': 'true' },
    });
    const body: { data: Answer; errors?: unknown } = await answer.json();
    expect(body.errors).toBeUndefined();
    return body.data;
  }
});

function watch(page: Page, complaints: Complaints): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.errors.push(message.text());
  });
  page.on('pageerror', (error) => complaints.errors.push(error.message));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.outside.push(request.url());
  });
}
