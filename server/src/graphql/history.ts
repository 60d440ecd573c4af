import type { AuditEvent } from '../audit/audit-event.js';
import { AuditEventConnection } from '../audit/audit-event.type.js';
import type { PageArgs } from './connection.type.js';
import type { GraphQLContext } from './context.js';
import { nestedReader } from './page.js';

const historyOf = nestedReader<AuditEvent>();

/** The history of one noun, or of a whole project, newest first. */
export async function readHistory(
  { read, loaders }: GraphQLContext,
  of: { readonly subject: string } | { readonly projectId: string },
  args: PageArgs,
): Promise<InstanceType<typeof AuditEventConnection>> {
  const source =
    'subject' in of
      ? { name: 'history', parent: of.subject, list: read.audit.paged({}, 'SUBJECT') }
      : { name: 'Project.history', parent: of.projectId, list: read.audit.paged({}, 'PROJECT') };
  return new AuditEventConnection(await historyOf(loaders, args, source));
}
