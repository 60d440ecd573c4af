/** Why nobody may ask: GitLab answered 429, or said that its quota is used up. */
export type PauseReason = 'THROTTLED' | 'QUOTA_USED_UP';

/** What processes that ask the same GitLab with the same token tell each other. Neither method waits or throws. */
export interface SharedPauses {
  /** Until when nobody may ask, by the word of any process; 0 for no pause known. */
  pausedUntilMs(key: string): number;
  /** Tells the others; they hear of it within a second. */
  tell(key: string, until: Date, reason: PauseReason): void;
}
