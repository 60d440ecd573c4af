import { useShortcuts } from './shortcuts.js';

interface RowKeyTexts {
  readonly nextRow: string;
  readonly previousRow: string;
  readonly choose?: string;
  readonly lookInto?: string;
}

/** Rows are found by their links, which say `data-row`. `j` and `k` move the focus, `x` chooses the row, `o` opens what is below it. */
export function useRowKeys(texts: RowKeyTexts): void {
  useShortcuts([
    { keys: 'j', label: texts.nextRow, run: () => move(1) },
    { keys: 'k', label: texts.previousRow, run: () => move(-1) },
    ...(texts.choose === undefined
      ? []
      : [{ keys: 'x', label: texts.choose, run: () => press('input[type="checkbox"]') }]),
    ...(texts.lookInto === undefined
      ? []
      : [{ keys: 'o', label: texts.lookInto, run: () => press('button[aria-expanded]') }]),
  ]);
}

function move(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('main [data-row]')];
  const row = document.activeElement?.closest('tr, li') ?? null;
  const at = links.findIndex((link) => row !== null && row.contains(link));
  const next = at < 0 ? (by === 1 ? 0 : links.length - 1) : at + by;
  links[next]?.focus();
}

function press(what: string): void {
  const element = document.activeElement?.closest('tr')?.querySelector<HTMLElement>(what);
  element?.click();
}
