const DAY_MS = 24 * 3_600_000;

/** A session ends this long after it began, however it is used. */
export const SESSION_MS = 14 * DAY_MS;

/** A session ends when nobody used it for so long. */
export const SESSION_REST_MS = 3 * DAY_MS;
