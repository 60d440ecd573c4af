/** What is kept of a token over time, beside what GitLab says of it. A new token starts over. */
export interface TokenLife {
  /** The last of 30, 7 and 1 days before its end at which was warned; null: not yet. */
  readonly warnedDays: number | null;
  /** When GitLab last accepted it, or was last asked whether it does. */
  readonly heardAt: Date | null;
  /** Since when GitLab is being asked for a new token; null: it is not. Stays when the answer was lost. */
  readonly rotationStartedAt: Date | null;
}

export interface TokenLifeStore {
  find(integrationId: string): Promise<TokenLife>;
  /** A new token is in place: nothing was warned of, nothing is under way. */
  startOver(integrationId: string, now: Date): Promise<void>;
  saveWarned(integrationId: string, days: number): Promise<void>;
  /** True for one caller: it is the one to ask GitLab, because nobody has heard of the token since then. */
  claimHearing(integrationId: string, before: Date, now: Date): Promise<boolean>;
  /** At most one write in ten seconds. */
  noteHeard(integrationId: string, now: Date): Promise<void>;
  saveRotation(integrationId: string, startedAt: Date | null): Promise<void>;
}

/** Longer than a request to GitLab may take: a rotation that began before this has no answer to wait for. */
export const ROTATION_MS = 180_000;

/** Whether a rotation's answer may still come. */
export function isRotating({ rotationStartedAt }: TokenLife, now: Date): boolean {
  return rotationStartedAt !== null && now.getTime() - rotationStartedAt.getTime() < ROTATION_MS;
}

/** Why a dead token is dead, where Backline itself had asked GitLab for the next one and never got it. */
export const LOST_ROTATION =
  'GitLab has replaced the token, but its answer with the new one was lost, so nobody has it. Make a new token in GitLab and replace it here.';

/** When a person is warned, in days before the token's end. */
const WARNING_DAYS = [1, 7, 30] as const;

/** The warning that is due with so many days left: 30, 7 or 1; null where none is, or it was given already. */
export function dueWarning(daysLeft: number, warnedDays: number | null): number | null {
  if (daysLeft <= 0) return null;
  const due = WARNING_DAYS.find((days) => daysLeft <= days) ?? null;
  return due === null || (warnedDays !== null && warnedDays <= due) ? null : due;
}
