import { AuditEventConnection } from '../audit/audit-event.type.js';
import type { GraphQLContext } from './context.js';
import { COUNT_CAP, type PageArgs, readPage } from './connection.type.js';

/** The history of one noun, or of a whole project, newest first. */
export async function readHistory(
  { read }: GraphQLContext,
  filter: { readonly subject?: string; readonly projectId?: string },
  args: PageArgs,
): Promise<InstanceType<typeof AuditEventConnection>> {
  return new AuditEventConnection(
    await readPage(args, {
      list: (first, beforeId) => read.audit.list({ first, beforeId, ...filter }),
      keyOf: ({ id }) => id,
      count: () => read.audit.count(filter, COUNT_CAP),
    }),
  );
}
