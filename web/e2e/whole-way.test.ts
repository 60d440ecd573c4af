import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { findBrowser, openBrowser } from './browser.js';
import { type DemoProcess, startDemoProcess } from './demo-process.js';

const browser = findBrowser();
const pictures = process.env['E2E_PICTURES'];

if (browser === null) {
  console.warn(
    'SKIPPED: the browser tests need Chromium, Chrome or Edge. Install one, or name it with CHROME_PATH.',
  );
}

const inBrowser = browser === null ? describe.skip : describe;

/** Every project of the demo is planned, package managers included, while other tests use the second core. */
const PLANNED_MS = 240_000;

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
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel('Password', { exact: true }).fill('a long enough password');
    await picture('setup');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByText('No GitLab is connected yet').waitFor();
    await picture('overview-empty');
  });

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

  test('connects with a good token and finds the projects', async () => {
    await connect(demo.token);
    await page.getByText('is connected.').waitFor();
    await picture('connected');
    await page.getByRole('link', { name: 'See the projects' }).click();
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
    await page
      .getByRole('button', { name: /^Details of org\.apache\.logging\.log4j:log4j-core/ })
      .first()
      .click();
    await page
      .getByRole('row', { name: /log4j-core/ })
      .getByRole('link', { name: 'Plan to review' })
      .first()
      .waitFor();
    await page
      .getByText('It is known to be exploited since 2021-12-10, by ransomware too.')
      .first()
      .waitFor();
    expect(await page.getByText(/^npm, /).count()).toBe(0);
    await picture('maven-findings');
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

  test('shows a plan with its diff and proof, and opens the merge request once it is approved', async () => {
    await page.goto(`${demo.url}/plans`);
    await picture('plans');
    const { remediationPlans } = await ask<{ remediationPlans: { nodes: { id: string }[] } }>(
      '{ remediationPlans(filter: { search: "shop/storefront", kind: [SAFE], state: [PROPOSED] }) { nodes { id } } }',
    );
    await page.goto(`${demo.url}/plans/${remediationPlans.nodes[0]?.id ?? ''}`);
    await page.getByText('lodash').first().waitFor();
    await page.getByText('package-lock.json').first().waitFor();
    await page
      .getByText(/"version": "\d/)
      .first()
      .waitFor();
    await picture('plan');
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('link', { name: /!1/ }).first().waitFor();
    await picture('plan-open');
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

  test('has every page clean under axe in light and dark, on a wide and a narrow screen', async () => {
    const { projects, integrations } = await ask<{
      projects: { nodes: { id: string }[] };
      integrations: { nodes: { id: string }[] };
    }>('{ projects(filter: { search: "payments-api" }) { nodes { id } } integrations { nodes { id } } }');
    const { remediationPlans } = await ask<{ remediationPlans: { nodes: { id: string }[] } }>(
      '{ remediationPlans(filter: { search: "payments-api" }) { nodes { id } } }',
    );
    const project = `/projects/${projects.nodes[0]?.id ?? ''}`;
    const addresses = [
      ['overview', '/'],
      ['integrations', '/integrations'],
      ['integration', `/integrations/${integrations.nodes[0]?.id ?? ''}`],
      ['connect', '/integrations/gitlab/connect'],
      ['projects', '/projects'],
      ['project', project],
      ['findings', '/findings'],
      ['plans', '/plans'],
      ['plan', `/plans/${remediationPlans.nodes[0]?.id ?? ''}`],
      ['campaigns', '/campaigns'],
      ['campaign', '/campaigns/package/npm/qs'],
      ['policies', '/policies'],
      ['project-policy', `${project}/policy`],
      ['merge-requests', '/merge-requests'],
      ['jobs', '/jobs'],
      ['advisories', '/advisories'],
      ['api-tokens', '/settings/api-tokens'],
      ['audit', '/settings/audit'],
      ['not-found', '/nowhere'],
    ] as const;
    const violations: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const [name, address] of addresses) {
        for (const width of [1440, 390]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(demo.url + address);
          await page.waitForLoadState('networkidle');
          await picture(`${name}-${scheme}-${width}`);
          violations.push(
            ...(await axeViolations(page)).map((violation) => `${name} ${scheme} ${width}: ${violation}`),
          );
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          if (overflow > 1)
            violations.push(`${name} ${scheme} ${width}: is ${overflow} px wider than the screen`);
        }
      }
    }
    expect(violations).toEqual([]);
  }, 300_000);

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

async function snap(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: false });
}

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

const axeSource = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

async function axeViolations(page: Page): Promise<readonly string[]> {
  // By the debugger's own channel: the page's policy allows no foreign script.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''} (${nodes.length})`,
    );
  });
}

/** Tries until it holds, for half a minute unless told. */
async function eventually(check: () => Promise<void>, limitMs = 30_000): Promise<void> {
  const until = Date.now() + limitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}
