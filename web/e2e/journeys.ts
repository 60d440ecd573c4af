import type { Page } from 'playwright-core';
import { openBrowser } from './browser.js';
import { eventually, settled } from './page-checks.js';

/** Addresses as a person copies them out of the page: filters, order, grouping, tabs, ways of looking. */
export const COPIED = [
  '/findings?state=OPEN&severity=CRITICAL&severity=HIGH&order=RISK',
  '/findings?by=PACKAGE&ecosystem=npm',
  '/findings?search=lodash&isDirect=true',
  '/plans?state=PROPOSED&kind=SAFE',
  '/projects?search=shop',
  '/merge-requests?view=table',
  '/advisories?search=prototype',
  '/jobs?state=SUCCEEDED',
  '/campaigns?kind=PACKAGE',
  '/?days=30',
] as const;

/** What a page shows, without what time alone changes. */
async function shown(page: Page): Promise<string> {
  await settled(page);
  const text = await page.locator('main').innerText();
  return text
    .replace(/\b(?:in )?(?:\d+|an?|one) (?:second|minute|hour|day|week|month|year)s?(?: ago)?\b/g, '…')
    .replace(/\bjust now\b/g, '…')
    .replace(/\s+/g, ' ');
}

/** Opens each address here and in a fresh browser, which has to sign in first; answers those that look different. */
export async function compareCopied(
  page: Page,
  base: string,
  browserPath: string,
  person: { readonly email: string; readonly password: string },
): Promise<readonly string[]> {
  const different: string[] = [];
  const fresh = await openBrowser(browserPath);
  try {
    const other = fresh.context.pages()[0] ?? (await fresh.context.newPage());
    await other.goto(base + COPIED[0]);
    await other.getByLabel('E-mail').fill(person.email);
    await other.getByLabel('Password', { exact: true }).fill(person.password);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.waitForURL((url) => url.pathname === '/findings');
    for (const address of COPIED) {
      await page.goto(base + address);
      if (other.url() !== base + address) await other.goto(base + address);
      const difference = await differenceOf(page, other);
      if (difference !== null) different.push(`${address}\n${difference}`);
    }
  } finally {
    await fresh.close();
  }
  return different;
}

/** Where two pages show other texts; both are live, so what is on its way is waited for. */
async function differenceOf(page: Page, other: Page): Promise<string | null> {
  let here = await shown(page);
  let there = await shown(other);
  for (const until = Date.now() + 20_000; here !== there && Date.now() < until;) {
    await page.waitForTimeout(500);
    [here, there] = [await shown(page), await shown(other)];
  }
  if (here === there) return null;
  const known = there;
  const at = Math.max(0, [...here].findIndex((character, index) => character !== known[index]) - 80);
  return `  here:  ${here.slice(at, at + 300)}\n  there: ${there.slice(at, at + 300)}`;
}

/** Takes the network away and gives it back: the page must say so both times, and keep what it shows. */
export async function loseConnection(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
  const before = await page.locator('main h1').innerText();
  await page.context().setOffline(true);
  try {
    await page
      .getByText(/connection (?:is|was) lost|offline|not connected/i)
      .first()
      .waitFor({ timeout: 20_000 });
    expect(await page.locator('main h1').innerText()).toBe(before);
  } finally {
    await page.context().setOffline(false);
  }
  await eventually(async () => {
    expect(await page.getByText(/connection (?:is|was) lost|you are offline/i).count()).toBe(0);
  });
}
