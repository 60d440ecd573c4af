import { useEffect, useSyncExternalStore } from 'react';

/** Whether the browser says that there is a network; `onReturn` is called when it comes back. */
export function useOnline(onReturn?: () => void): boolean {
  useEffect(() => {
    if (onReturn === undefined) return undefined;
    window.addEventListener('online', onReturn);
    return () => window.removeEventListener('online', onReturn);
  }, [onReturn]);
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
