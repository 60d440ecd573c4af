import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where pictures go; none are taken while it is not set. */
const pictures = process.env['E2E_PICTURES'];

/** Both themes. */
export const SCHEMES = ['light', 'dark'] as const;

const axeSource = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds against WCAG 2.2 A and AA, the size of targets included; `only` names the rules to run. */
export async function axeViolations(page: Page, only: readonly string[] = []): Promise<readonly string[]> {
  // By the debugger's own channel: the page's policy allows no foreign script.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(
    async ([tags, rules]) => {
      const axe = (globalThis as unknown as { axe: { run(options: object): Promise<AxeResult> } }).axe;
      const runOnly = rules.length > 0 ? rules : tags;
      const { violations } = await axe.run({
        runOnly,
        resultTypes: ['violations'],
        // The page has none, and looking for them takes a quarter of the time.
        iframes: false,
        ...(rules.length > 0 ? {} : { rules: { 'target-size': { enabled: true } } }),
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''} (${nodes.length})`,
      );
    },
    [TAGS, only] as const,
  );
}

/** How many pixels the page is wider than its window; 0 where it fits. */
export async function overflowOf(page: Page): Promise<number> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return overflow > 1 ? overflow : 0;
}

/** Waits until the page has a heading, nothing in it loads, and no request of it is on its way. */
export async function settled(page: Page, limitMs = 15_000): Promise<void> {
  await page.locator('main h1, form h1, h1').first().waitFor({ timeout: limitMs });
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null, null, {
    timeout: limitMs,
  });
  await page.waitForTimeout(100);
}

/** A picture under that name, where pictures are wanted. */
export async function snap(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: false });
}

/** Tries until it holds, for half a minute unless told. */
export async function eventually(check: () => Promise<void>, limitMs = 30_000): Promise<void> {
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
