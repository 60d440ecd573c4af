import type { EntityManager } from 'typeorm';
import { isAppError } from '../errors.js';
import type { Sealer } from '../secrets/sealer.js';
import {
  type ClaimRequest,
  type ClaimState,
  type ClaimStore,
  KEPT_HOURS,
  LEASE_SECONDS,
} from './mutation-claim.js';

interface Row {
  readonly id: string;
  readonly input: string;
  readonly rights: string;
  readonly holder: string;
  readonly effect: string | null;
  readonly payload: string | null;
  readonly is_leased: boolean;
  readonly is_old: boolean;
}

/**
 * Claims in Postgres, each statement on its own: a claim stands at once for all processes. The digest of the input and the payload
 * are sealed, because an input may hold a password and a payload a new token's secret.
 */
export function createClaimStore(manager: EntityManager, sealer: Sealer): ClaimStore {
  return {
    async claim(request, holder) {
      const made: { id: string }[] = await manager.query(
        `INSERT INTO idempotency_key (principal, operation, key, input, rights, holder, leased_until)
         SELECT $1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(secs => $7) WHERE ${WITHOUT_WAITING}
         ON CONFLICT (principal, operation, key) DO NOTHING RETURNING id`,
        [
          request.principal,
          request.operation,
          request.key,
          sealer.seal(inputPlace(request), request.input),
          request.rights,
          holder,
          LEASE_SECONDS,
        ],
      );
      if (made[0] !== undefined) return { kind: 'MINE', id: made[0].id };
      return stateOf(manager, { sealer, request, holder });
    },
    async renew(id, holder) {
      await manager.query(
        `UPDATE idempotency_key SET leased_until = clock_timestamp() + make_interval(secs => $3)
         WHERE id = $1 AND holder = $2 AND leased_until IS NOT NULL`,
        [id, holder, LEASE_SECONDS],
      );
    },
    async settle(id, holder, payload) {
      await manager.query(
        `UPDATE idempotency_key SET payload = $3, leased_until = NULL WHERE id = $1 AND holder = $2 AND ${WITHOUT_WAITING}`,
        [id, holder, sealer.seal(payloadPlace(id), payload)],
      );
    },
    async forget(id, holder) {
      await manager.query('DELETE FROM idempotency_key WHERE id = $1 AND holder = $2', [id, holder]);
    },
    async release(id, holder) {
      await manager.query('DELETE FROM idempotency_key WHERE id = $1 AND holder = $2 AND effect IS NULL', [
        id,
        holder,
      ]);
      await manager.query('UPDATE idempotency_key SET leased_until = NULL WHERE id = $1 AND holder = $2', [
        id,
        holder,
      ]);
    },
  };
}

/**
 * Commits without waiting for the disk. A claim is on disk no later than the effect that commits after it, and a payload
 * that a power cut takes leaves the mark of its effect.
 */
const WITHOUT_WAITING = `set_config('synchronous_commit', 'off', true) = 'off'`;

async function stateOf(
  manager: EntityManager,
  {
    sealer,
    request,
    holder,
  }: { readonly sealer: Sealer; readonly request: ClaimRequest; readonly holder: string },
): Promise<ClaimState> {
  const rows: Row[] = await manager.query(
    `SELECT id, input, rights, holder, effect, payload, coalesce(leased_until > clock_timestamp(), false) AS is_leased,
       created_at < clock_timestamp() - make_interval(hours => $4) AS is_old
     FROM idempotency_key WHERE principal = $1 AND operation = $2 AND key = $3`,
    [request.principal, request.operation, request.key, KEPT_HOURS],
  );
  const [row] = rows;
  if (row === undefined) return { kind: 'RUNNING' };
  if (row.is_old && !row.is_leased) {
    await manager.query('DELETE FROM idempotency_key WHERE id = $1 AND holder = $2', [row.id, row.holder]);
    return { kind: 'RUNNING' };
  }
  const input = opened(() => sealer.open(inputPlace(request), row.input));
  if (input === null) return { kind: 'LOST', effect: null };
  if (input !== request.input) return { kind: 'OTHER_INPUT' };
  if (row.rights !== request.rights) return { kind: 'OTHER_RIGHTS' };
  if (row.payload !== null) {
    const sealed = row.payload;
    const payload = opened(() => sealer.open(payloadPlace(row.id), sealed));
    return payload === null ? { kind: 'LOST', effect: row.effect } : { kind: 'ENDED', payload };
  }
  if (row.is_leased) return { kind: 'RUNNING' };
  if (row.effect !== null) return { kind: 'LOST', effect: row.effect };
  return takeOver(manager, row, holder);
}

/** Of several that find the lease over, one gets it; an effect that is committed meanwhile keeps it from all. */
async function takeOver(manager: EntityManager, row: Row, holder: string): Promise<ClaimState> {
  const [taken]: [unknown[], number] = await manager.query(
    `UPDATE idempotency_key SET holder = $3, leased_until = clock_timestamp() + make_interval(secs => $4)
     WHERE id = $1 AND holder = $2 AND payload IS NULL AND effect IS NULL
       AND (leased_until IS NULL OR leased_until < clock_timestamp()) RETURNING id`,
    [row.id, row.holder, holder, LEASE_SECONDS],
  );
  return taken.length > 0 ? { kind: 'MINE', id: row.id } : { kind: 'RUNNING' };
}

/** What was sealed with a key that this server no longer has counts as lost. */
function opened(open: () => string): string | null {
  try {
    return open();
  } catch (error) {
    if (isAppError(error, 'SECRET_UNREADABLE')) return null;
    throw error;
  }
}

function inputPlace({ principal, operation, key }: ClaimRequest) {
  return { table: 'idempotency_key', row: `${principal} ${operation} ${key}`, column: 'input' };
}

function payloadPlace(id: string) {
  return { table: 'idempotency_key', row: id, column: 'payload' };
}
