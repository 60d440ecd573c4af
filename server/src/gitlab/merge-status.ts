/**
 * What a merge status asks for: READY to merge, WAIT (ask again), REBUILD the branch, PEOPLE's turn, BLOCKED by a rule
 * of the project, UNKNOWN (show it as it is).
 */
export type MergeStatusCategory = 'READY' | 'WAIT' | 'REBUILD' | 'PEOPLE' | 'BLOCKED' | 'UNKNOWN';

/** A merge status for a person and for a decision. */
export interface MergeStatus {
  readonly label: string;
  readonly category: MergeStatusCategory;
}

/** GitLab's `detailed_merge_status`, older names included: https://docs.gitlab.com/api/merge_requests/#merge-status */
const STATUSES: ReadonlyMap<string, MergeStatus> = new Map([
  ['mergeable', { label: 'Ready to merge', category: 'READY' }],
  ['preparing', { label: 'GitLab is preparing it', category: 'WAIT' }],
  ['checking', { label: 'GitLab is checking it', category: 'WAIT' }],
  ['unchecked', { label: 'Not checked yet', category: 'WAIT' }],
  ['approvals_syncing', { label: 'Approvals are being worked out', category: 'WAIT' }],
  ['ci_still_running', { label: 'Pipeline is running', category: 'WAIT' }],
  ['ci_must_pass', { label: 'Pipeline must pass', category: 'PEOPLE' }],
  ['conflict', { label: 'Conflicts with the target branch', category: 'REBUILD' }],
  ['need_rebase', { label: 'Behind the target branch', category: 'REBUILD' }],
  ['commits_status', { label: 'Source branch is gone or has no commits', category: 'REBUILD' }],
  ['broken_status', { label: 'Cannot be merged', category: 'REBUILD' }],
  ['draft_status', { label: 'Is a draft', category: 'PEOPLE' }],
  ['discussions_not_resolved', { label: 'Has open threads', category: 'PEOPLE' }],
  ['not_approved', { label: 'Needs approval', category: 'PEOPLE' }],
  ['requested_changes', { label: 'Changes were requested', category: 'PEOPLE' }],
  ['merge_request_blocked', { label: 'Blocked by another merge request', category: 'BLOCKED' }],
  ['blocked_status', { label: 'Blocked by another merge request', category: 'BLOCKED' }],
  ['merge_time', { label: 'May not be merged before its time', category: 'BLOCKED' }],
  ['status_checks_must_pass', { label: 'External status checks must pass', category: 'BLOCKED' }],
  ['external_status_checks', { label: 'External status checks must pass', category: 'BLOCKED' }],
  ['jira_association_missing', { label: 'Needs a Jira issue', category: 'BLOCKED' }],
  ['title_regex', { label: 'Title breaks a rule of the project', category: 'BLOCKED' }],
  ['locked_paths', { label: 'Touches locked paths', category: 'BLOCKED' }],
  ['locked_lfs_files', { label: 'Touches locked LFS files', category: 'BLOCKED' }],
  ['security_policy_violations', { label: 'Breaks a security policy', category: 'BLOCKED' }],
  ['security_policy_pipeline_check', { label: 'Waits for a security policy pipeline', category: 'BLOCKED' }],
  ['policies_denied', { label: 'Denied by a policy', category: 'BLOCKED' }],
  ['not_open', { label: 'Not open', category: 'UNKNOWN' }],
]);

/** The meaning of GitLab's word; one that is not known is shown as it is and decides nothing. */
export function readMergeStatus(detailedMergeStatus: string): MergeStatus {
  return STATUSES.get(detailedMergeStatus) ?? { label: detailedMergeStatus, category: 'UNKNOWN' };
}

/** GitLab's words of these categories, as they are kept. */
export function mergeStatusesOf(categories: readonly MergeStatusCategory[]): readonly string[] {
  return [...STATUSES].filter(([, { category }]) => categories.includes(category)).map(([word]) => word);
}
