import { Pool, type PoolClient } from 'pg';
import type { OperationScope } from '../operation-scope.js';
import type { StatementEnder } from './statement-ender.js';

type Done = (release?: unknown) => void;
type Callback = (error: Error | undefined, client: PoolClient | undefined, done: Done) => void;

/**
 * A class of pools whose connections belong to the request that takes them: when it is given up, its connections are closed at once, so
 * that nothing of it can commit any more, and their statements are ended on the server. They never return to the pool.
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
        callback(undefined, client, hold(scope, deps.ender, { client, done }));
      });
    }
  };
}

/** Watches over a connection while the request has it. Answers what gives it back. */
function hold(
  { signal, holdMs, onEnding }: OperationScope,
  ender: Pick<StatementEnder, 'end'>,
  { client, done }: { readonly client: PoolClient; readonly done: Done },
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

/** The type of pg's client does not tell it. */
function processIdOf(client: object): number | null {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : null;
}

function givenUp(): Error {
  return new Error('The request that wanted a database connection was given up.');
}
