import type { GitLab, GitLabProject } from '../gitlab/gitlab.js';

const DEVELOPER = 30;

/**
 * Of a page's projects whose rows do not tell the token's role (access through a share with a group can be missing
 * there), those in which it is Developer or higher. One request for such a page, none for others; `afterId` is where
 * the page began.
 */
export async function writableProjects(
  gitlab: Pick<GitLab, 'listMemberProjects'>,
  page: readonly GitLabProject[],
  afterId: number,
): Promise<ReadonlySet<number>> {
  const unknown = page.filter(({ accessLevel }) => accessLevel === null).map(({ id }) => id);
  const last = unknown.at(-1);
  const found = new Set<number>();
  if (last === undefined) return found;
  const from = afterId === 0 ? {} : { afterId };
  for await (const rows of gitlab.listMemberProjects({ ...from, minAccessLevel: DEVELOPER })) {
    for (const { id } of rows) found.add(id);
    if ((rows.at(-1)?.id ?? 0) >= last) break;
  }
  return new Set(unknown.filter((id) => found.has(id)));
}
