import { AsyncLocalStorage } from 'node:async_hooks';

/** A person, a program with a token, or whoever has the server's own command line. */
export interface Actor {
  readonly kind: 'ACCOUNT' | 'API_TOKEN' | 'COMMAND_LINE';
  readonly id: string | null;
  readonly name: string;
}

/** Who does what while a mutation runs: what its audit records say beside the sentence. */
export interface Act {
  /** The mutation's name in the schema, or what else runs for somebody, such as `consent`. */
  readonly operation: string;
  readonly actor: Actor | null;
  readonly requestId: string | null;
  readonly remoteAddress: string | null;
  /** The claim of its idempotency key: the first audit record marks there that the effect was committed. */
  readonly claim: { readonly id: string; readonly holder: string } | null;
}

/** Carries the act through everything that is awaited within it, so that no use case has to pass it on. */
export interface Acting {
  current(): Act | null;
  run<Result>(act: Act, work: () => Promise<Result>): Promise<Result>;
}

/** One for each process: the API enters acts, the audit log reads them. */
export function createActing(): Acting {
  const storage = new AsyncLocalStorage<Act>();
  return {
    current: () => storage.getStore() ?? null,
    run: (act, work) => storage.run(act, work),
  };
}

/** Where nobody acts: the worker, the command line, tests of stores. */
export const NOBODY_ACTS: Pick<Acting, 'current'> = { current: () => null };
