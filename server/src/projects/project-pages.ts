import type { InTransaction, Stores } from '../stores.js';

const PROJECTS_A_PAGE = 500;

/** The next projects after an id, in the order of their ids. */
export type NextProjects = (
  stores: Stores,
  page: { readonly afterId: string; readonly first: number },
) => Promise<readonly string[]>;

/**
 * Does work that counts something with many projects, 500 in a transaction, and answers the sum. Whoever is stopped in
 * between throws: what was not done yet must not look as if it were.
 */
export async function inProjectPages(
  { inTransaction, signal }: { readonly inTransaction: InTransaction; readonly signal?: AbortSignal },
  findNext: NextProjects,
  work: (stores: Stores, projectIds: readonly string[]) => Promise<number>,
): Promise<number> {
  let sum = 0;
  for (let afterId: string | undefined = '0'; afterId !== undefined;) {
    signal?.throwIfAborted();
    const page = { afterId, first: PROJECTS_A_PAGE };
    const done: { readonly count: number; readonly lastId: string | undefined } = await inTransaction(
      async (stores) => {
        const ids = await findNext(stores, page);
        return { count: ids.length === 0 ? 0 : await work(stores, ids), lastId: ids.at(-1) };
      },
    );
    sum += done.count;
    afterId = done.lastId;
  }
  return sum;
}
