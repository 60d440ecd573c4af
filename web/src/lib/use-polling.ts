import { useEffect } from 'react';
import { useConnectionState } from './connection-watch.js';

/** While the page is told of changes, asking only makes up for what was missed. */
const LIVE_MS = 30_000;
const ALONE_MS = 3_000;

/** Asks again every few seconds while something moves; live updates are faster, this is what holds without them. */
export function usePolling({
  isOn,
  startPolling,
  stopPolling,
}: {
  readonly isOn: boolean;
  readonly startPolling: (intervalMs: number) => void;
  readonly stopPolling: () => void;
}): void {
  const { isLive } = useConnectionState();
  useEffect(() => {
    if (!isOn) return undefined;
    startPolling(isLive ? LIVE_MS : ALONE_MS);
    return stopPolling;
  }, [isOn, isLive, startPolling, stopPolling]);
}
