import type { RecentItem } from './palette-items.js';

const STORED = 'backline-recent';
const MOST = 5;

/** What was gone to from this browser's palette, newest first; nothing where it stores nothing. */
export function readRecent(): readonly RecentItem[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Puts it first among what was gone to. */
export function keepRecent(item: RecentItem): void {
  const others = readRecent().filter(({ to }) => to !== item.to);
  try {
    window.localStorage.setItem(STORED, JSON.stringify([item, ...others].slice(0, MOST)));
  } catch {
    // A browser that stores nothing remembers nothing.
  }
}

/** Only addresses of this page count, whatever somebody may have put there. */
function isRecent(value: unknown): value is RecentItem {
  if (typeof value !== 'object' || value === null || !('label' in value) || !('to' in value)) return false;
  return typeof value.label === 'string' && typeof value.to === 'string' && /^\/(?![/\\])/.test(value.to);
}
