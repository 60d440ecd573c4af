import type { AuditAction } from '../audit/audit-actions.js';
import type { AuditRecord, AuditValues } from '../audit/audit-event.js';
import type { Stores } from '../stores.js';
import type { Dismissal, Finding } from './finding.js';

/** One record for each finding, in its own history and its project's. */
export async function recordEach(
  stores: Pick<Stores, 'audit'>,
  actor: string,
  findings: readonly Pick<Finding, 'id' | 'projectId' | 'packageName' | 'state' | 'dismissal'>[],
  action: AuditAction,
  describe: DescribeFinding,
): Promise<void> {
  for (const { id, projectId, packageName, state, dismissal } of findings) {
    const told = describe(packageName, { state, dismissal });
    await stores.audit.record({
      ...(typeof told === 'string' ? { message: told } : told),
      actor,
      action,
      subject: `finding:${id}`,
      projectId,
    });
  }
}

/** The sentence for a finding of this package; with what it was and is, where a person did it. */
export type DescribeFinding = (
  packageName: string,
  was: AuditValues,
) => string | Pick<AuditRecord, 'message' | 'before' | 'after'>;

/** What the history says of a dismissal. */
export function describeDismissal(packageName: string, { reason, comment, until }: Dismissal): string {
  const end = until === null ? '' : ` until ${until.slice(0, 10)}`;
  const words = reason.toLowerCase().replaceAll('_', ' ');
  const why = comment === null ? '' : ` ${comment}`;
  return `Dismissed the finding of ${packageName}${end}: ${words}.${why}`;
}
