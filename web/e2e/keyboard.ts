import type { Page } from 'playwright-core';

/** What has the focus: how it is called, and whether a person can see it. */
interface Focused {
  readonly name: string;
  readonly isSeen: boolean;
  readonly html: string;
}

/** Presses Tab until something of that name has the focus; throws after `limit` stops. Tells what had it unseen. */
export async function tabTo(page: Page, name: RegExp, limit = 120): Promise<string[]> {
  const unseen: string[] = [];
  const passed: string[] = [];
  for (let stop = 0; stop < limit; stop += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(readFocus);
    if (focused === null) continue;
    if (!focused.isSeen) unseen.push(`the focus on "${focused.name}" is hidden: ${focused.html}`);
    if (name.test(focused.name)) return unseen;
    passed.push(focused.name);
  }
  throw new Error(`Tab never came to ${String(name)}. It came to: ${passed.slice(-20).join(', ')}`);
}

/** Runs in the page: the name of what has the focus, and whether its middle is what stands there on the screen. */
function readFocus(): Focused | null {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLElement> | null) : null;
  const name = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? '';
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 40)];
  const top = document.elementFromPoint(x, y);
  const isInside = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
  // A control may be drawn by the element around it, as a checkbox is.
  const isOwn =
    top !== null &&
    (element.contains(top) ||
      top.contains(element) ||
      labels?.[0]?.contains(top) === true ||
      element.parentElement?.contains(top) === true);
  return {
    name: name.trim().slice(0, 120),
    isSeen: isInside && isOwn,
    html: element.outerHTML.slice(0, 120),
  };
}
