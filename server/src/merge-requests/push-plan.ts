import { AppError, isAppError } from '../errors.js';
import type { GitPush, GitSnapshot } from '../gitlab/gitlab.js';
import { decodeText, MAX_MANIFEST_BYTES } from '../inventory/file-content.js';
import type { PlanToOpen } from '../plans/remediation-plan.js';
import type { InTransaction } from '../stores.js';

/** The name and address that commits carry. */
const AUTHOR = { name: 'Backline', email: 'backline@users.noreply.invalid' };

/**
 * What the files of the edits hold at the base, by the ids that the repository gives them; what the analysis has not kept is read
 * there. What is no UTF-8 text is left out.
 */
export async function readBase(
  deps: { readonly inTransaction: InTransaction },
  snapshot: GitSnapshot,
  { draft }: Pick<PlanToOpen, 'draft'>,
): Promise<ReadonlyMap<string, string>> {
  const paths = new Set(draft.edits.map(({ path }) => path));
  const files = snapshot.files.filter(({ path }) => paths.has(path));
  const blobs = [...new Set(files.map(({ blob }) => blob))];
  const kept = await deps.inTransaction((stores) => stores.inventories.texts(blobs));
  const lacking = blobs.filter((blob) => !kept.has(blob));
  const contents = await (lacking.length === 0
    ? new Map<string, never>()
    : snapshot.readBlobs(lacking, { maxBytes: MAX_MANIFEST_BYTES }));
  return new Map(
    files.flatMap(({ path, blob }) => {
      const content = contents.get(blob);
      const text = kept.get(blob) ?? (content?.kind === 'content' ? decodeText(content.bytes) : null);
      return text === null ? [] : [[path, text] as const];
    }),
  );
}

/** Pushes a plan's edits as one commit on the snapshot. A branch that moved, or has commits of others, is left alone. */
export async function pushPlan(
  snapshot: GitSnapshot,
  plan: PlanToOpen,
  push: Pick<GitPush, 'expectedHead' | 'message' | 'onCommit'>,
): Promise<string> {
  try {
    return await snapshot.pushCommit({
      ...push,
      branch: plan.branchName,
      author: AUTHOR,
      date: plan.decidedAt ?? plan.createdAt,
      files: plan.draft.edits.map(({ path, newText }) => ({ path, text: newText })),
    });
  } catch (error) {
    if (!isAppError(error, 'GIT_LEASE_LOST')) throw error;
    throw new AppError(
      'GIT_LEASE_LOST',
      `The branch ${plan.branchName} has commits that Backline did not make, so it was left alone. Merge or delete that branch in GitLab, then try again.`,
      { cause: error },
    );
  }
}
