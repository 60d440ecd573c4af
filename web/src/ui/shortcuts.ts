import { useEffect, useRef } from 'react';

/** A key, or one with `Mod+` (Ctrl, Command on a Mac) or `Shift+` before it, and what it does on this page. */
export interface Shortcut {
  /** As the keyboard names it: `j`, `?`, `Enter`, `Mod+k`. */
  readonly keys: string;
  /** What it does, for the list that `?` shows. */
  readonly label: string;
  readonly run: () => void;
}

/** A page's shortcuts, as they are now; the last page that came has the first word. */
interface Entry {
  shortcuts: readonly Shortcut[];
}

const entries: Entry[] = [];
const STORED = 'backline-single-keys';

/**
 * Shortcuts that hold while the component is there. Single keys are off while somebody types, in dialogs and menus, and for
 * whoever has switched them off; those with `Mod+` are off in dialogs only.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const entry = useRef<Entry>({ shortcuts: [] });
  useEffect(() => {
    entry.current.shortcuts = shortcuts;
  });
  useEffect(() => {
    const own = entry.current;
    if (entries.length === 0) document.addEventListener('keydown', onKeyDown);
    entries.push(own);
    return () => {
      entries.splice(entries.indexOf(own), 1);
      if (entries.length === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** The shortcuts of the page as it is, the page's own before those of the frame; one line for each key. */
export function currentShortcuts(): readonly Shortcut[] {
  const byKeys = new Map<string, Shortcut>();
  for (const entry of entries.toReversed())
    for (const shortcut of entry.shortcuts)
      if (!byKeys.has(shortcut.keys)) byKeys.set(shortcut.keys, shortcut);
  return [...byKeys.values()];
}

/** Whether this reader has single keys on; they are, until switched off. */
export function singleKeysAreOn(): boolean {
  try {
    return window.localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

/** Switches single keys on or off, for this browser. */
export function switchSingleKeys(isOn: boolean): void {
  try {
    window.localStorage.setItem(STORED, isOn ? 'on' : 'off');
  } catch {
    // A browser that stores nothing forgets the choice; nothing else is lost.
  }
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = pressedKeys(event);
  if (pressed === null) return;
  const shortcut = currentShortcuts().find(({ keys }) => keys === pressed);
  if (shortcut === undefined || isElsewhere(event.target, pressed)) return;
  event.preventDefault();
  shortcut.run();
}

/** The keys as a shortcut names them; null with Alt, which belongs to the browser. */
function pressedKeys(event: KeyboardEvent): string | null {
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return `Mod+${event.key.toLowerCase()}`;
  // A shifted sign is a sign of its own; only letters and named keys say that Shift was held.
  const isSign = event.key.length === 1 && event.key.toLowerCase() === event.key.toUpperCase();
  return event.shiftKey && !isSign
    ? `Shift+${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
    : event.key;
}

/** Whether the key is meant for something else than the page: a field, a dialog, a menu, a button that has its own use for it. */
function isElsewhere(target: EventTarget | null, pressed: string): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return true;
  if (pressed.startsWith('Mod+')) return false;
  if (!singleKeysAreOn() || !(target instanceof Element)) return true;
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"], [role="combobox"]') !== null)
    return true;
  if (target.closest('select, textarea, [contenteditable="true"]') !== null) return true;
  const field = target.closest('input');
  if (field !== null && !TICKED.has(field.type)) return true;
  return OWN_KEYS.has(pressed) && target.closest('a, button, input, summary') !== null;
}

const TICKED: ReadonlySet<string> = new Set(['checkbox', 'radio', 'button', 'submit']);
const OWN_KEYS: ReadonlySet<string> = new Set([
  'Enter',
  ' ',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
]);
