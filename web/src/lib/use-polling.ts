import { useEffect } from 'react';

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
  useEffect(() => {
    if (!isOn) return undefined;
    startPolling(3000);
    return stopPolling;
  }, [isOn, startPolling, stopPolling]);
}
