import { Pool, type PoolClient } from 'pg';
import type { ProjectScope } from '../accounts/project-scope.js';
import type { OperationScope } from '../operation-scope.js';
import { LIMITED_LOCK, LIMITED_SCHEMA } from './limited-views.js';
import type { StatementEnder } from './statement-ender.js';

type Done = (release?: unknown) => void;
type Callback = (error: Error | undefined, client: PoolClient | undefined, done: Done) => void;

/** A connection that was lent, and what gives it back. */
interface Lent {
  readonly client: PoolClient;
  readonly done: Done;
}

/**
 * A class of pools whose connections belong to the request that takes them: when it is given up, its connections are closed at once, so
 * that nothing of it can commit any more, and their statements are ended on the server. They never return to the pool. Whoever is limited
 * to some projects gets connections that show nothing else.
 */
export function scopedPool(deps: {
  readonly current: () => OperationScope | null;
  readonly ender: Pick<StatementEnder, 'end'>;
}): typeof Pool {
  return class ScopedPool extends Pool {
    override connect(): Promise<PoolClient>;
    override connect(callback: Callback): void;
    override connect(callback?: Callback): Promise<PoolClient> | void {
      const scope = deps.current();
      // TypeORM calls back; whoever awaits belongs to no request.
      if (callback === undefined) return super.connect();
      if (scope === null) return super.connect(callback);
      if (scope.signal?.aborted === true) return callback(givenUp(), undefined, () => undefined);
      super.connect((error, client, done) => {
        if (error !== undefined || client === undefined) return callback(error, client, done);
        if (scope.signal?.aborted === true) {
          done();
          return callback(givenUp(), undefined, () => undefined);
        }
        const lent = { client, done: hold(scope, deps.ender, { client, done }) };
        if (scope.limitedTo === null) return callback(undefined, client, lent.done);
        limit(lent, scope.limitedTo, callback);
      });
    }
  };
}

/** Watches over a connection while the request has it. Answers what gives it back. */
function hold(
  { signal, holdMs, onEnding }: OperationScope,
  ender: Pick<StatementEnder, 'end'>,
  { client, done }: Lent,
): Done {
  const since = performance.now();
  let isGivenUp = false;
  const giveUp = () => {
    isGivenUp = true;
    const processId = processIdOf(client);
    // Closed first: from here on nothing of it reaches the server, no COMMIT either.
    client.end().catch(() => undefined);
    if (processId !== null) onEnding(ender.end({ processId, since }));
  };
  const timer = holdMs === null ? undefined : setTimeout(giveUp, holdMs);
  signal?.addEventListener('abort', giveUp, { once: true });
  return (release) => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
    done(isGivenUp ? true : release);
  };
}

/** Hands over the connection once names of tables mean the views of `limited-views.ts`; what goes wrong on the way in or out closes it. */
function limit({ client, done }: Lent, limitedTo: readonly ProjectScope[], callback: Callback): void {
  const refuse = (error: Error) => {
    done(error);
    callback(error, undefined, () => undefined);
  };
  const scopes = limitedTo.map(({ integrationId, groupPath }) => ({
    integration_id: integrationId,
    group_path: groupPath,
  }));
  // Locked first: only then does it count that the views are there.
  client
    .query(ENTER, [LIMITED_LOCK, JSON.stringify(scopes)])
    .then(() => client.query<{ is_there: boolean }>(ARE_THERE))
    .then(
      ({ rows: [row] }) => {
        if (row?.is_there !== true)
          return refuse(new Error(`The views in the schema ${LIMITED_SCHEMA} are not there`));
        callback(undefined, client, (release) => {
          if (release !== undefined && release !== false) return done(release);
          client.query(LEAVE).then(
            () => done(release),
            (error: unknown) => done(error),
          );
        });
      },
      (error: unknown) => refuse(error instanceof Error ? error : new Error(String(error))),
    );
}

const ENTER = `SELECT pg_advisory_lock_shared($1), set_config('search_path', '${LIMITED_SCHEMA}, public', false),
  set_config('backline.limited_to', $2, false)`;
const ARE_THERE = `SELECT to_regclass('${LIMITED_SCHEMA}.project') IS NOT NULL AS is_there`;
const LEAVE = `SELECT pg_advisory_unlock_shared(${LIMITED_LOCK}); RESET search_path; RESET backline.limited_to`;

/** The type of pg's client does not tell it. */
function processIdOf(client: object): number | null {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : null;
}

function givenUp(): Error {
  return new Error('The request that wanted a database connection was given up.');
}
