const RELOADED_AT = 'backline.reloadedAt';
const ONCE_PER_MS = 60_000;

/**
 * A newer Backline has other files: where a part of the page is gone, the page is loaded anew, at most once a minute, so that
 * a part that is really missing shows its error instead of a loop.
 */
export function reloadForNewerBuild(target: Window, now: () => number): void {
  target.addEventListener('vite:preloadError', (event) => {
    // Without a network there is nothing newer to load, and the page would be lost.
    if (!target.navigator.onLine) return;
    const last = Number(target.sessionStorage.getItem(RELOADED_AT) ?? 0);
    if (now() - last < ONCE_PER_MS) return;
    target.sessionStorage.setItem(RELOADED_AT, String(now()));
    event.preventDefault();
    target.location.reload();
  });
}
