/** What the database holds, as numbers: the same for every process on it. */
export interface DatabaseReading {
  /** QUEUED ones are `queued` when their time has come, else `scheduled`; besides `running`, `failed`, `cancelled`. */
  readonly jobs: readonly { readonly job: string; readonly state: string; readonly count: number }[];
  /** How long the oldest job waits that may run: due, and in no paused lane. 0 when none does. */
  readonly oldestWaitingSeconds: number;
  readonly pausedLanes: number;
  readonly openFindings: readonly { readonly severity: string; readonly count: number }[];
  readonly plans: readonly { readonly state: string; readonly count: number }[];
  readonly openMergeRequests: number;
  readonly integrations: readonly {
    readonly id: string;
    readonly name: string;
    readonly state: string;
  }[];
  readonly projects: readonly { readonly state: string; readonly count: number }[];
  /** By ecosystem, since the last sync that worked. */
  readonly advisorySyncs: readonly { readonly ecosystem: string; readonly ageSeconds: number }[];
  /** Since the last import that worked, of a file or by a sync; null before the first. */
  readonly advisoryImportSeconds: number | null;
  readonly waitingDeliveries: number;
  readonly oldestDeliverySeconds: number;
  readonly sealedValues: readonly { readonly state: string; readonly count: number }[];
}

/** Reads them in bounded time; throws when the database does not answer. */
export interface DatabaseReader {
  read(): Promise<DatabaseReading>;
}

/** The last reading, at most so old; null when the database could not be read. */
export interface CachedReader {
  read(): Promise<DatabaseReading | null>;
}

const KEPT_MS = 15_000;
const PATIENCE_MS = 5_000;

/**
 * Reads at most every 15 seconds, however many ask, and waits at most 5 s: a database that does not answer gives null, so
 * that what the process itself counted is still told.
 */
export function createCachedReader(
  reader: DatabaseReader,
  {
    now,
    after,
  }: { readonly now: () => number; readonly after: (delayMs: number, work: () => void) => () => void },
  {
    keptMs = KEPT_MS,
    patienceMs = PATIENCE_MS,
  }: { readonly keptMs?: number; readonly patienceMs?: number } = {},
): CachedReader {
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<DatabaseReading | null> = Promise.resolve(null);
  let isReading = false;
  return {
    read: async () => {
      if (!isReading && now() - readAt >= keptMs) {
        readAt = now();
        isReading = true;
        reading = reader
          .read()
          .catch(() => null)
          .finally(() => {
            isReading = false;
          });
      }
      let callOff: () => void = () => undefined;
      const late = new Promise<null>((resolve) => {
        callOff = after(patienceMs, () => resolve(null));
      });
      const read = await Promise.race([reading, late]);
      callOff();
      return read;
    },
  };
}
