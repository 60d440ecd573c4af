import type { BrowserContext, Page } from 'playwright-core';
import { answerAs, setState } from './broken-answers.js';
import { axeViolations, overflowOf, SCHEMES, settled, snap } from './page-checks.js';
import { type Ids, type Route, ROUTES } from './routes.js';

/** What may be wrong while a page is read. */
export const STATES = ['loading', 'failed', 'partial', 'forbidden', 'offline', 'nothing', 'unknown'] as const;

export type State = (typeof STATES)[number];

const WIDTHS = [1440, 320] as const;

/** Every route with its data, in both themes, wide and narrow: what axe finds, and where it is too wide. */
export async function checkRoutes(page: Page, base: string, ids: Ids): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const route of ROUTES) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(base + route.address(ids));
    await settled(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      // Charts measure their room anew.
      await page.waitForTimeout(250);
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.waitForTimeout(60);
        const cell = `${route.name} ${scheme} ${width}`;
        const isFirst = scheme === 'light';
        const found = await axeViolations(page, isFirst ? [] : ['color-contrast']);
        wrong.push(...found.map((violation) => `${cell}: ${violation}`));
        await snap(page, `${route.name}-${scheme}-${width}`);
        const overflow = isFirst ? await overflowOf(page) : 0;
        if (overflow > 0) wrong.push(`${cell}: is ${overflow} px wider than the screen`);
      }
    }
  }
  return wrong;
}

/** Every list of an installation that has nothing yet. */
export async function checkEmpty(page: Page, base: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const route of ROUTES.filter(({ isDetail, name }) => isDetail !== true && name !== 'not-found')) {
    await page.goto(base + route.address(UNKNOWN_IDS));
    await settled(page);
    const problems = [...(await lacks(page, 'nothing')), ...(await axeViolations(page))];
    wrong.push(...problems.map((problem) => `${route.name} empty: ${problem}`));
    await snap(page, `state-${route.name}-empty`);
  }
  return wrong;
}

/** The pages about what an integration does, after its token was revoked: each says so and leads to the repair. */
export async function checkExpired(
  page: Page,
  base: string,
  { integration, project, plan }: Pick<Ids, 'integration' | 'project' | 'plan'>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const repair = `/integrations/${integration}`;
  for (const [name, address] of [
    ['overview', '/'],
    ['integrations', '/integrations'],
    ['integration', repair],
    ['projects', '/projects'],
    ['project', `/projects/${project}/findings`],
    ['plans', '/plans'],
    ['jobs', '/jobs'],
    ['plan', `/plans/${plan}`],
  ] as const) {
    await page.goto(base + address);
    await settled(page);
    const main = page.locator('main');
    if ((await main.getByText(/revoked|does not let Backline in|new token/i).count()) === 0)
      wrong.push(`${name} expired: does not say it`);
    const ways =
      name === 'integration'
        ? main.getByRole('button', { name: /token/ })
        : main.locator('a[href*="/integrations"]');
    if ((await ways.count()) === 0) wrong.push(`${name} expired: does not lead to the repair`);
    wrong.push(...(await axeViolations(page)).map((violation) => `${name} expired: ${violation}`));
    await snap(page, `state-${name}-expired`);
  }
  return wrong;
}

/** Every route in every state that it can be in: none may be blank, each says what is and offers a next step. */
export async function checkStates(
  context: BrowserContext,
  base: string,
  ids: Ids,
): Promise<{ readonly cells: number; readonly wrong: readonly string[] }> {
  const wrong: string[] = [];
  const cells = ROUTES.flatMap((route) =>
    STATES.filter((state) => isPossible(route, state)).map((state) => ({ route, state })),
  );
  const waiting = [...cells];
  const work = async () => {
    const page = await context.newPage();
    await answerAs(page);
    await page.goto(`${base}/nowhere`);
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
      const name = `${cell.route.name} ${cell.state}`;
      try {
        wrong.push(...(await checkCell(page, base, ids, cell)).map((problem) => `${name}: ${problem}`));
      } catch (error) {
        wrong.push(
          `${name}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
        );
      }
    }
    await page.close();
  };
  await Promise.all([work(), work()]);
  return { cells: cells.length, wrong };
}

function isPossible(route: Route, state: State): boolean {
  if (route.name === 'not-found') return false;
  // A form asks the server for nothing before it is sent.
  if (route.isForm === true) return state === 'offline';
  if (state === 'nothing') return route.nothing !== undefined;
  if (state === 'unknown') return route.isDetail === true;
  return true;
}

async function checkCell(
  page: Page,
  base: string,
  ids: Ids,
  { route, state }: { readonly route: Route; readonly state: State },
): Promise<readonly string[]> {
  await setState(page, state);
  await page.emulateMedia({ colorScheme: state.length % 2 === 0 ? 'light' : 'dark' });
  await page.goto(base + addressOf(route, state, ids), { waitUntil: 'domcontentloaded' });
  if (state === 'loading')
    await page.locator('main').getByRole('status', { name: 'Loading' }).first().waitFor({ timeout: 10_000 });
  else if (state === 'nothing' || state === 'partial') await settled(page);
  else await page.locator('main h1').first().waitFor({ timeout: 10_000 });
  if (route.isForm !== true) await saysWhatIsWrong(page, state);
  const problems = [...(await lacks(page, state)), ...(await axeViolations(page))];
  await snap(page, `state-${route.name}-${state}`);
  return problems;
}

/** A failure is read out at once; what a role does not allow is no alarm, but said. */
async function saysWhatIsWrong(page: Page, state: State): Promise<void> {
  const main = page.locator('main');
  const [limit, forbidden] = [{ timeout: 10_000 }, 'Your role does not allow this.'];
  if (state === 'failed' || state === 'offline' || state === 'partial')
    await main.getByRole('alert').first().waitFor(limit);
  if (state === 'forbidden') await main.getByText(forbidden).first().waitFor(limit);
}

function addressOf(route: Route, state: State, ids: Ids): string {
  const unknown = Object.fromEntries(Object.keys(ids).map((key) => [key, UNKNOWN_IDS[key as keyof Ids]]));
  const address = route.address(state === 'unknown' ? (unknown as unknown as Ids) : ids);
  if (state !== 'nothing' || route.nothing === undefined) return address;
  return `${address}${address.includes('?') ? '&' : '?'}${route.nothing}`;
}

const globalId = (type: string) => Buffer.from(`${type}:999999999`).toString('base64url');

const UNKNOWN_IDS: Ids = {
  project: globalId('Project'),
  plan: globalId('RemediationPlan'),
  integration: globalId('Integration'),
  finding: globalId('Finding'),
  job: globalId('Job'),
  advisory: 'GHSA-zzzz-zzzz-zzzz',
};

/** What stands in a page must be more than its frame: a heading or that it loads, some words, and a way on. */
async function lacks(page: Page, state: State): Promise<readonly string[]> {
  const main = page.locator('main');
  const problems: string[] = [];
  const text = (await main.innerText()).trim();
  if (state === 'loading') return problems;
  if ((await main.getByRole('heading').count()) === 0) problems.push('has no heading');
  if (text.length < 25) problems.push(`says nearly nothing: "${text}"`);
  const ways = main.locator('a[href]:visible, button:enabled:visible');
  if ((await ways.count()) === 0) problems.push('offers no next step');
  return problems;
}
