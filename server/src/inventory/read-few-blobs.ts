import { createHash } from 'node:crypto';
import { isAppError } from '../errors.js';
import type { GitLab, GitSnapshot } from '../gitlab/gitlab.js';
import type { Project } from '../projects/project.js';

/** So many requests are less for GitLab than one more conversation with git. */
const FEW = 3;

type ReadBlobs = GitSnapshot['readBlobs'];

/**
 * The snapshot, which asks GitLab's API for up to three blobs instead of fetching them by git. What the API does not
 * give, or gives with other content than the id says, is fetched as before.
 */
export function readFewBlobs(
  gitlab: Pick<GitLab, 'readBlob'>,
  { gitlabProjectId }: Pick<Project, 'gitlabProjectId'>,
  snapshot: GitSnapshot,
): Pick<GitSnapshot, 'commit' | 'files' | 'skipped' | 'readBlobs'> {
  const { commit, files, skipped } = snapshot;
  const readBlobs: ReadBlobs = async (blobs, limits) => {
    if (blobs.length > FEW) return snapshot.readBlobs(blobs, limits);
    const found = new Map<string, { readonly kind: 'content'; readonly bytes: Uint8Array }>();
    for (const blob of blobs) {
      const bytes = await readOrNull(gitlab, gitlabProjectId, blob);
      if (bytes === null || bytes.length > limits.maxBytes) break;
      found.set(blob, { kind: 'content', bytes });
    }
    const lacking = blobs.filter((blob) => !found.has(blob));
    if (lacking.length === 0) return found;
    return new Map([...found, ...(await snapshot.readBlobs(lacking, limits))]);
  };
  return { commit, files, skipped, readBlobs };
}

/** Null where the API does not give this very content. A dead token, a limit and an end of the work are no reason to ask otherwise. */
async function readOrNull(
  gitlab: Pick<GitLab, 'readBlob'>,
  projectId: number,
  blob: string,
): Promise<Uint8Array | null> {
  try {
    const bytes = await gitlab.readBlob(projectId, blob);
    return bytes !== null && isContentOf(blob, bytes) ? bytes : null;
  } catch (error) {
    if (!isAppError(error) || isAppError(error, 'CANCELLED', 'GITLAB_THROTTLED')) throw error;
    return null;
  }
}

/** Git's own id of the content: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects. */
function isContentOf(blob: string, bytes: Uint8Array): boolean {
  const algorithm = blob.length === 64 ? 'sha256' : 'sha1';
  const hash = createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  return hash === blob;
}
