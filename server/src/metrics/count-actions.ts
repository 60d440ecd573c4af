import type { InTransaction } from '../stores.js';

/**
 * Transactions that tell, once they are committed, which actions they recorded in the audit log. What is rolled back
 * is not told, and what is run again after a conflict is told once.
 */
export function countActions(inTransaction: InTransaction, count: (action: string) => void): InTransaction {
  return async (work) => {
    let actions: string[] = [];
    const result = await inTransaction((stores) => {
      const recorded: string[] = [];
      actions = recorded;
      const audit: typeof stores.audit = {
        ...stores.audit,
        record: async (event) => {
          await stores.audit.record(event);
          recorded.push(event.action);
        },
      };
      return work({ ...stores, audit });
    });
    for (const action of actions) count(action);
    return result;
  };
}
