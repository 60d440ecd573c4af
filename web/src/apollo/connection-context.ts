import { createContext, useContext } from 'react';

/** Starts afresh: no data, no socket. Given by `main.tsx`. */
export const ResetContext = createContext<() => Promise<void>>(() => Promise.resolve());

/** For signing in and out. */
export function useReset(): () => Promise<void> {
  return useContext(ResetContext);
}
