import { reloadForNewerBuild } from './newer-build.js';

test('loads the page anew where a part of it is gone, once a minute', () => {
  const listeners: ((event: Event) => void)[] = [];
  const kept = new Map<string, string>();
  let reloads = 0;
  const target = {
    addEventListener: (_name: string, listener: (event: Event) => void) => listeners.push(listener),
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
    navigator: { onLine: true },
    location: { reload: () => (reloads += 1) },
  };
  let now = 1_000_000;
  reloadForNewerBuild(target as unknown as Window, () => now);
  const fail = () => {
    const event = new Event('vite:preloadError', { cancelable: true });
    listeners.forEach((listen) => listen(event));
    return event.defaultPrevented;
  };
  expect(fail()).toBe(true);
  expect(fail()).toBe(false);
  expect(reloads).toBe(1);
  now += 61_000;
  expect(fail()).toBe(true);
  expect(reloads).toBe(2);
  now += 61_000;
  target.navigator.onLine = false;
  expect(fail()).toBe(false);
  expect(reloads).toBe(2);
});
