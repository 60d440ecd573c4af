import { isAppError } from '../errors.js';
import type { Sealer } from './sealer.js';
import { SEALED_KINDS, type SealedValue, type SealedValues } from './sealed-values.js';

const BATCH = 200;

/** What sealing anew needs. */
export interface KeyDeps {
  readonly sealed: SealedValues;
  readonly sealer: Pick<Sealer, 'seal' | 'open' | 'keyIds'>;
}

/** Which keys the stored secrets need. Key ids are eight hexadecimal digits and say nothing of the key. */
export interface KeyStatus {
  readonly total: number;
  /** The first key of BACKLINE_SECRET_KEY, which seals. */
  readonly currentKeyId: string;
  /** Sealed by the first key: these need no other. */
  readonly current: number;
  /** Sealed by another key that this process has; `keys rotate` seals them anew. */
  readonly older: number;
  /** Sealed by a key that this process does not have: nobody can open them with these keys. */
  readonly unreadable: number;
  readonly keys: readonly {
    readonly keyId: string;
    readonly values: number;
    /** MISSING: not in BACKLINE_SECRET_KEY. */
    readonly state: 'CURRENT' | 'OLDER' | 'MISSING';
  }[];
}

/** What a rotation did. */
export interface Rotation {
  /** Sealed anew by this run. */
  readonly resealed: number;
  /** Changed or removed by others meanwhile; those that still need an old key are counted in `status`. */
  readonly passedOver: number;
  /** Values that did not open: their key is missing, or they were moved or damaged. */
  readonly unreadable: readonly { readonly place: string; readonly values: number }[];
  /** What stands now. An old key may be removed when `older` is 0 and every process has the new key first. */
  readonly status: KeyStatus;
}

/** Says which keys the stored secrets need. */
export async function readKeyStatus({ sealed, sealer }: KeyDeps): Promise<KeyStatus> {
  const [currentKeyId = '', ...olderIds] = sealer.keyIds;
  const counts = new Map([
    ...sealer.keyIds.map((keyId) => [keyId, 0] as const),
    ...(await sealed.countByKey()),
  ]);
  const keys = [...counts].map(([keyId, values]) => ({
    keyId,
    values,
    state:
      keyId === currentKeyId
        ? ('CURRENT' as const)
        : olderIds.includes(keyId)
          ? ('OLDER' as const)
          : ('MISSING' as const),
  }));
  const count = (state: (typeof keys)[number]['state']) =>
    keys.reduce((sum, key) => (key.state === state ? sum + key.values : sum), 0);
  const [current, older, unreadable] = [count('CURRENT'), count('OLDER'), count('MISSING')];
  return { total: current + older + unreadable, currentKeyId, current, older, unreadable, keys };
}

/**
 * Seals with the first key what another key sealed, value by value: beside those who read and write, in any number of
 * processes at once, and after an interruption where it stopped. A value that changed meanwhile keeps the change.
 */
export async function rotateKeys(
  deps: KeyDeps,
  options: {
    readonly signal?: AbortSignal;
    /** After each batch: how many of how many. */
    readonly onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<Rotation> {
  const before = await readKeyStatus(deps);
  const total = before.total - before.current;
  const counts = { resealed: 0, passedOver: 0, seen: 0 };
  const unreadable = new Map<string, number>();
  for (const kind of SEALED_KINDS) {
    let after: SealedValue | null = null;
    for (;;) {
      options.signal?.throwIfAborted();
      const page: readonly SealedValue[] = await deps.sealed.listOthers(kind, before.currentKeyId, {
        after,
        limit: BATCH,
      });
      for (const value of page) {
        const resealed = sealAnew(deps, value);
        if (resealed === null) {
          const place = `${value.place.table}.${value.place.column}`;
          unreadable.set(place, (unreadable.get(place) ?? 0) + 1);
        } else if (await deps.sealed.replace(kind, value, resealed)) counts.resealed += 1;
        else counts.passedOver += 1;
      }
      counts.seen += page.length;
      options.onProgress?.(Math.min(counts.seen, total), total);
      after = page.at(-1) ?? null;
      if (page.length < BATCH) break;
    }
  }
  return {
    resealed: counts.resealed,
    passedOver: counts.passedOver,
    unreadable: [...unreadable].map(([place, values]) => ({ place, values })),
    status: await readKeyStatus(deps),
  };
}

function sealAnew({ sealer }: KeyDeps, { place, sealed }: SealedValue): string | null {
  try {
    return sealer.seal(place, sealer.open(place, sealed));
  } catch (error) {
    if (isAppError(error, 'SECRET_UNREADABLE')) return null;
    throw error;
  }
}
