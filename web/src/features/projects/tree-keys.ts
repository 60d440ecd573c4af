/**
 * Moves the focus among the items of a tree that are there, as the keys of a tree do
 * (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/#keyboardinteraction); true when the key was one of them.
 * Opening and closing belong to the item: this is for what they leave over.
 */
export function moveInTree(tree: HTMLElement, from: EventTarget, key: string): boolean {
  const items = [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = items.findIndex((item) => item === from);
  if (at === -1) return false;
  const target = targetOf(items, at, key);
  target?.focus();
  return target !== undefined || MOVES.has(key);
}

const MOVES: ReadonlySet<string> = new Set([
  'ArrowDown',
  'ArrowUp',
  'ArrowRight',
  'ArrowLeft',
  'Home',
  'End',
]);

function targetOf(items: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[at + 1];
    case 'ArrowUp':
      return items[at - 1];
    case 'Home':
      return items[0];
    case 'End':
      return items[items.length - 1];
    case 'ArrowRight': {
      const next = items[at + 1];
      return levelOf(next) > levelOf(items[at]) ? next : undefined;
    }
    case 'ArrowLeft':
      return items.slice(0, at).findLast((item) => levelOf(item) < levelOf(items[at]));
    default:
      return startingWith(items, at, key);
  }
}

/** The next item whose name starts with what was typed, from the top again after the last. */
function startingWith(items: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  if (key.length !== 1 || key === ' ') return undefined;
  const round = [...items.slice(at + 1), ...items.slice(0, at)];
  const letter = key.toLowerCase();
  return round.find((item) => nameOf(item).toLowerCase().startsWith(letter));
}

function nameOf(item: HTMLElement): string {
  return (item.textContent ?? '').trim();
}

function levelOf(item: HTMLElement | undefined): number {
  return Number(item?.getAttribute('aria-level') ?? 0);
}

/** Whether the tree shows a group: one at the top, or all above it are open. */
export function isShown(
  path: string,
  roots: readonly { readonly path: string }[],
  expanded: readonly string[],
): boolean {
  const root = roots.find((each) => path === each.path || path.startsWith(`${each.path}/`));
  if (root === undefined) return path === '';
  for (let above = path; above !== root.path;) {
    above = above.slice(0, above.lastIndexOf('/'));
    if (!expanded.includes(above)) return false;
  }
  return true;
}
