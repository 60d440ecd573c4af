import type { Advisory } from '../advisories/advisory.js';
import type { AdvisoryGroup } from '../advisories/grouping.js';
import type { RecordWithHash } from '../audit/audit-chain.js';
import type { Finding } from '../findings/finding.js';
import type { Dependency } from '../inventory/manifest.js';
import type { MergeRequest } from '../merge-requests/merge-request.js';
import type { RemediationPlan } from '../plans/remediation-plan.js';
import type { Project } from '../projects/project.js';
import type { Column } from './csv.js';
import { packageUrl } from './package-url.js';

/** A finding with what its row names. */
export interface FindingRow {
  readonly finding: Finding;
  readonly project: Project | null;
  readonly group: AdvisoryGroup | null;
  readonly plan: RemediationPlan | null;
}

/** Findings; the words are those of the API. */
export const FINDING_COLUMNS: readonly Column<FindingRow>[] = [
  { title: 'Project', value: ({ project }) => project?.path ?? null },
  { title: 'Manifest', value: ({ finding }) => finding.manifestPath },
  { title: 'Ecosystem', value: ({ finding }) => finding.ecosystem },
  { title: 'Package', value: ({ finding }) => finding.packageName },
  { title: 'Vulnerable versions', value: ({ finding }) => finding.versions.join(', ') },
  { title: 'Advisory', value: ({ group }) => group?.primaryId ?? null },
  { title: 'Also known as', value: ({ group }) => aliasesOf(group).join(', ') },
  { title: 'Summary', value: ({ group }) => group?.summary ?? null },
  { title: 'Severity', value: ({ finding }) => finding.severity },
  { title: 'CVSS score', value: ({ finding }) => finding.score },
  { title: 'Risk (0 to 100)', value: ({ finding }) => finding.risk.score },
  { title: 'State', value: ({ finding }) => finding.state },
  { title: 'Direct dependency', value: ({ finding }) => finding.isDirect },
  { title: 'Scope', value: ({ finding }) => finding.scope },
  { title: 'Fixed in', value: ({ finding }) => finding.fixedVersions.join(', ') },
  { title: 'Plan', value: ({ plan }) => plan?.title ?? null },
  { title: 'State of the plan', value: ({ plan }) => plan?.state ?? null },
  { title: 'Why there is no plan', value: ({ finding }) => finding.unfixedReason?.message ?? null },
  { title: 'First seen', value: ({ finding }) => finding.firstSeenAt },
  { title: 'Due', value: ({ finding }) => finding.dueAt },
  { title: 'Fixed at', value: ({ finding }) => finding.fixedAt },
  { title: 'Dismissed because', value: ({ finding }) => finding.dismissal?.reason ?? null },
  { title: 'Dismissed by', value: ({ finding }) => finding.dismissal?.by ?? null },
  { title: 'Dismissed until', value: ({ finding }) => finding.dismissal?.until ?? null },
  { title: 'Comment on the dismissal', value: ({ finding }) => finding.dismissal?.comment ?? null },
];

/** Ids of a group beside its first. */
export function aliasesOf(group: AdvisoryGroup | null): readonly string[] {
  return group?.ids.filter((id) => id !== group.primaryId) ?? [];
}

export const PROJECT_COLUMNS: readonly Column<Project>[] = [
  { title: 'Project', value: ({ path }) => path },
  { title: 'Address', value: ({ webUrl }) => webUrl },
  { title: 'State', value: ({ state }) => state },
  { title: 'Why', value: ({ reasons }) => reasons.map(({ message }) => message).join(' ') },
  { title: 'Visibility', value: ({ visibility }) => visibility },
  { title: 'Default branch', value: ({ defaultBranch }) => defaultBranch },
  { title: 'Analysis', value: ({ analysisState }) => analysisState },
  { title: 'Last analysed', value: ({ lastAnalysis }) => lastAnalysis?.analyzedAt ?? null },
  { title: 'Commit', value: ({ lastAnalysis }) => lastAnalysis?.commit ?? null },
  { title: 'Dependencies', value: ({ dependencyCount }) => dependencyCount },
  { title: 'Problems', value: ({ problemCount }) => problemCount },
  { title: 'Open findings', value: ({ openFindings }) => openFindings.total },
  { title: 'Malicious', value: ({ openFindings }) => openFindings.malicious },
  { title: 'Critical', value: ({ openFindings }) => openFindings.critical },
  { title: 'High', value: ({ openFindings }) => openFindings.high },
  { title: 'Medium', value: ({ openFindings }) => openFindings.medium },
  { title: 'Low', value: ({ openFindings }) => openFindings.low },
  { title: 'Not rated', value: ({ openFindings }) => openFindings.none },
];

/** A plan or merge request with its project and its plan's other half. */
export interface PlanRow {
  readonly plan: RemediationPlan;
  readonly project: Project | null;
  readonly mergeRequest: MergeRequest | null;
}

export const PLAN_COLUMNS: readonly Column<PlanRow>[] = [
  { title: 'Project', value: ({ project }) => project?.path ?? null },
  { title: 'Plan', value: ({ plan }) => plan.title },
  { title: 'Kind', value: ({ plan }) => plan.kind },
  { title: 'State', value: ({ plan }) => plan.state },
  { title: 'Why', value: ({ plan }) => plan.stateReason },
  { title: 'Risk of breaking', value: ({ plan }) => plan.risk },
  { title: 'Largest step', value: ({ plan }) => plan.largestStep },
  { title: 'Changes', value: ({ plan }) => plan.changeCount },
  { title: 'Findings fixed', value: ({ plan }) => plan.fixedCounts.total },
  { title: 'Malicious fixed', value: ({ plan }) => plan.fixedCounts.malicious },
  { title: 'Critical fixed', value: ({ plan }) => plan.fixedCounts.critical },
  { title: 'High fixed', value: ({ plan }) => plan.fixedCounts.high },
  { title: 'Target branch', value: ({ plan }) => plan.targetBranch },
  { title: 'Base commit', value: ({ plan }) => plan.baseCommit },
  { title: 'Digest', value: ({ plan }) => plan.digest },
  { title: 'Revision', value: ({ plan }) => plan.revision },
  { title: 'Created', value: ({ plan }) => plan.createdAt },
  { title: 'Decided', value: ({ plan }) => plan.decidedAt },
  { title: 'Decided by', value: ({ plan }) => plan.decidedBy },
  { title: 'Merge request', value: ({ mergeRequest }) => mergeRequest?.webUrl ?? null },
];

export interface MergeRequestRow {
  readonly mergeRequest: MergeRequest;
  readonly project: Project | null;
}

export const MERGE_REQUEST_COLUMNS: readonly Column<MergeRequestRow>[] = [
  { title: 'Project', value: ({ project }) => project?.path ?? null },
  { title: 'Merge request', value: ({ mergeRequest }) => mergeRequest.title },
  { title: 'Number', value: ({ mergeRequest }) => mergeRequest.iid },
  { title: 'Address', value: ({ mergeRequest }) => mergeRequest.webUrl },
  { title: 'State', value: ({ mergeRequest }) => mergeRequest.state },
  { title: 'Merge status in GitLab', value: ({ mergeRequest }) => mergeRequest.detailedMergeStatus },
  { title: 'Conflicts', value: ({ mergeRequest }) => mergeRequest.hasConflicts },
  { title: 'Pipeline', value: ({ mergeRequest }) => mergeRequest.pipelineStatus },
  { title: 'Source branch', value: ({ mergeRequest }) => mergeRequest.sourceBranch },
  { title: 'Target branch', value: ({ mergeRequest }) => mergeRequest.targetBranch },
  { title: 'Edited by a person since', value: ({ mergeRequest }) => mergeRequest.editedAt },
  { title: 'Rebuilds', value: ({ mergeRequest }) => mergeRequest.rebuilds },
  { title: 'Opened', value: ({ mergeRequest }) => mergeRequest.createdAt },
  { title: 'Last change', value: ({ mergeRequest }) => mergeRequest.updatedAt },
  { title: 'Merged', value: ({ mergeRequest }) => mergeRequest.mergedAt },
  { title: 'Closed', value: ({ mergeRequest }) => mergeRequest.closedAt },
];

export const ADVISORY_COLUMNS: readonly Column<Advisory>[] = [
  { title: 'Advisory', value: ({ id }) => id },
  { title: 'Also known as', value: ({ aliases }) => aliases.join(', ') },
  { title: 'Summary', value: ({ summary }) => summary },
  { title: 'Severity', value: ({ severity }) => severity },
  { title: 'CVSS score', value: ({ score }) => score },
  { title: 'CVSS vector', value: ({ vector }) => vector },
  { title: 'Malicious package', value: ({ isMalicious }) => isMalicious },
  { title: 'Weaknesses', value: ({ cwes }) => cwes.join(', ') },
  { title: 'Packages', value: ({ affected }) => packagesOf(affected).join(', ') },
  { title: 'Published', value: ({ publishedAt }) => publishedAt },
  { title: 'Last change', value: ({ modifiedAt }) => modifiedAt },
];

function packagesOf(affected: Advisory['affected']): readonly string[] {
  return [...new Set(affected.map(({ ecosystem, name }) => `${ecosystem} ${name}`))];
}

export const DEPENDENCY_COLUMNS: readonly Column<Dependency>[] = [
  { title: 'Manifest', value: ({ manifestPath }) => manifestPath },
  { title: 'Ecosystem', value: ({ ecosystem }) => ecosystem },
  { title: 'Package', value: ({ name }) => name },
  { title: 'Version', value: ({ version }) => version },
  { title: 'Direct dependency', value: ({ isDirect }) => isDirect },
  { title: 'Scope', value: ({ scope }) => scope },
  { title: 'Package URL', value: ({ ecosystem, name, version }) => packageUrl(ecosystem, name, version) },
];

export const AUDIT_COLUMNS: readonly Column<RecordWithHash>[] = [
  { title: 'When', value: ({ at }) => at },
  { title: 'Who', value: ({ actor }) => actor },
  { title: 'Action', value: ({ action }) => action },
  { title: 'What', value: ({ message }) => message },
  { title: 'Subject', value: ({ subject }) => subject },
  { title: 'Before', value: ({ before }) => (before === null ? null : JSON.stringify(before)) },
  { title: 'After', value: ({ after }) => (after === null ? null : JSON.stringify(after)) },
  { title: 'Kind of actor', value: ({ actorKind }) => actorKind },
  { title: 'Actor', value: ({ actorId }) => actorId },
  { title: 'Mutation', value: ({ operation }) => operation },
  { title: 'Request', value: ({ requestId }) => requestId },
  { title: 'Address', value: ({ remoteAddress }) => remoteAddress },
  { title: 'Number', value: ({ id }) => id },
  { title: 'Hash', value: ({ hash }) => hash },
  { title: 'Seal', value: ({ seal }) => seal },
];
