import type { GitLab, GitLabMergeRequest } from '../gitlab/gitlab.js';
import { effectivePolicy } from '../policies/effective-policy.js';
import type { MergeRequestPolicy, Policy } from '../policies/policy.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { Project } from '../projects/project.js';
import type { InTransaction } from '../stores.js';
import { hashOfText } from './written-text.js';

/** A merge request after it was opened or taken over. */
export interface OpenedRequest {
  readonly remote: GitLabMergeRequest;
  /** Whether title and description are what Backline wrote just now. */
  readonly isOurText: boolean;
  /** User names of the policy that GitLab does not know. */
  readonly unknownPeople: readonly string[];
}

interface Opening {
  readonly project: Project;
  readonly plan: Pick<RemediationPlan, 'branchName' | 'targetBranch'>;
  readonly text: { readonly title: string; readonly description: string };
  /** The commit that was just pushed. */
  readonly commit: string;
}

/**
 * The open merge request of a plan's branch, found or made by the project's policy. Of one that is there the texts are
 * written anew only where people left them as they were. One of this very commit that has ended is answered as it is: it
 * was made by a Backline that a restored database does not remember, and what people decided on it holds.
 */
export async function openOrUpdate(
  deps: { readonly inTransaction: InTransaction; readonly policy: Policy },
  gitlab: GitLab,
  { project, plan, text, commit }: Opening,
): Promise<OpenedRequest> {
  const found = (
    await gitlab.findMergeRequests(project.gitlabProjectId, { sourceBranch: plan.branchName })
  ).filter(({ targetBranch }) => targetBranch === plan.targetBranch);
  const existing = found.find(({ state }) => state === 'opened' || state === 'locked');
  if (existing !== undefined) {
    const written = await deps.inTransaction((stores) =>
      stores.mergeRequests.writtenText(project.id, existing.iid),
    );
    // One that Backline did not keep yet was made by an attempt that was cut off.
    if (written !== null && written.hash !== hashOfText(existing))
      return { remote: existing, isOurText: false, unknownPeople: [] };
    const title = existing.isDraft ? `Draft: ${text.title}` : text.title;
    const change = { title, description: text.description };
    const remote = await gitlab.updateMergeRequest(project.gitlabProjectId, existing.iid, change);
    return { remote, isOurText: true, unknownPeople: [] };
  }
  const ended = found.find(({ headSha }) => headSha === commit);
  if (ended !== undefined) return { remote: ended, isOurText: false, unknownPeople: [] };
  const { policy } = await deps.inTransaction((stores) => effectivePolicy(stores, deps.policy, project));
  return create(gitlab, { project, plan, text }, policy.mergeRequest);
}

async function create(
  gitlab: GitLab,
  { project, plan, text }: Omit<Opening, 'commit'>,
  policy: MergeRequestPolicy,
): Promise<OpenedRequest> {
  const people = await findPeople(gitlab, policy);
  const remote = await gitlab.createMergeRequest(project.gitlabProjectId, {
    sourceBranch: plan.branchName,
    targetBranch: plan.targetBranch,
    title: policy.draft ? `Draft: ${text.title}` : text.title,
    description: text.description,
    labels: policy.labels,
    removeSourceBranch: policy.removeSourceBranch,
    ...(policy.squash === null ? {} : { squash: policy.squash }),
    ...(people.reviewers.length === 0 ? {} : { reviewerIds: people.reviewers }),
    ...(people.assignees.length === 0 ? {} : { assigneeIds: people.assignees }),
  });
  return { remote, isOurText: true, unknownPeople: people.unknown };
}

/** The ids of the policy's people, each name asked for once; names that GitLab does not know are told. */
async function findPeople(
  gitlab: GitLab,
  { reviewers, assignees }: Pick<MergeRequestPolicy, 'reviewers' | 'assignees'>,
): Promise<{
  readonly reviewers: readonly number[];
  readonly assignees: readonly number[];
  readonly unknown: readonly string[];
}> {
  const ids = new Map<string, number>();
  const unknown: string[] = [];
  for (const name of new Set([...reviewers, ...assignees])) {
    const user = await gitlab.findUser(name);
    if (user === null) unknown.push(name);
    else ids.set(name, user.id);
  }
  const idsOf = (names: readonly string[]) => [...new Set(names.flatMap((name) => ids.get(name) ?? []))];
  return { reviewers: idsOf(reviewers), assignees: idsOf(assignees), unknown };
}

/** What to say of people who were left out; empty where nobody was. */
export function sayUnknown(names: readonly string[]): string {
  if (names.length === 0) return '';
  const known = `GitLab does not know ${names.join(', ')}`;
  return ` ${known}, whom the policy names, so ${names.length === 1 ? 'this person was' : 'they were'} left out.`;
}
