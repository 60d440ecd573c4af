const HOUR_MS = 3_600_000;
/** A project's turn comes once in so long, so that its head is looked at at least once a day. */
const TURN_MS = 23 * HOUR_MS;
/** After a look nothing is due by turn for so long. */
const REST_MS = HOUR_MS;
/** GitLab moves `last_activity_at` at most about hourly; later than this after it, every push has moved it. */
const HIDDEN_MS = 2 * HOUR_MS;
const FIRST_AGAIN_MS = 5 * 60_000;

/**
 * When the head of a project is to be looked at next though nothing moves: at its turn, which is spread evenly over the
 * day by its id; before that, while a push may still hide behind the last activity, each time that has grown twice as old.
 */
export function nextLook(project: {
  readonly id: string;
  readonly lastActivityAt: string | null;
  readonly lookedAt: Date;
}): Date {
  const lookedAt = project.lookedAt.getTime();
  const turn = nextTurn(project.id, lookedAt + REST_MS);
  const activity = project.lastActivityAt === null ? Number.NaN : Date.parse(project.lastActivityAt);
  const age = Math.max(lookedAt - activity, 0);
  const mayHide = Number.isFinite(age) && age < HIDDEN_MS;
  return new Date(mayHide ? Math.min(turn, lookedAt + Math.max(age, FIRST_AGAIN_MS)) : turn);
}

/** The first moment from then on that is this project's; ids in a row are far apart (golden ratio). */
function nextTurn(id: string, fromMs: number): number {
  const share = (Number(id) * 0.618_033_988_749_895) % 1;
  const phase = Math.floor(share * TURN_MS);
  return Math.ceil((fromMs - phase) / TURN_MS) * TURN_MS + phase;
}
