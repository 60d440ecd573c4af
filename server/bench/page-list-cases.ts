/** One thing that a person asks of a list: the list, its arguments, and the name under which it is measured. */
export interface ListCase {
  readonly list: ListName;
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type ListName = keyof typeof LIST_QUERIES;

const PAGE = 'totalCount isTotalCountCapped pageInfo { hasNextPage endCursor }';
const SEVERITIES = 'none low medium high critical malicious total';

/** What the page shows of a row, with the first page of 50. */
export const LIST_QUERIES = {
  findings: `query ($filter: FindingFilter, $orderBy: FindingOrder, $first: Int! = 50) {
    findings(first: $first, filter: $filter, orderBy: $orderBy) { ${PAGE} nodes {
      id packageName ecosystem severity score state versions fixedVersions isDirect scope manifestPath firstSeenAt
      risk { score } project { id path } advisoryGroup { primaryId summary } dueAt } } }`,
  findingGroups: `query ($filter: FindingFilter, $by: FindingGrouping!, $first: Int! = 50) {
    findingGroups(first: $first, filter: $filter, by: $by) { ${PAGE} nodes {
      key ecosystem packageName findingCount projectCount fixableCount counts { ${SEVERITIES} } worstSeverity maxRisk nextDueAt
      advisoryGroup { primaryId summary } project { id path } } } }`,
  projects: `query ($filter: ProjectFilter, $orderBy: ProjectOrder, $first: Int! = 50) {
    projects(first: $first, filter: $filter, orderBy: $orderBy) { ${PAGE} nodes {
      id path name state analysisState problemCount dependencyCount openFindings { ${SEVERITIES} } integration { id name } } } }`,
  projectGroups: `query ($parent: String) {
    projectGroups(parent: $parent) { path name projectCount hasSubgroups openFindings { ${SEVERITIES} } } }`,
  remediationPlans: `query ($filter: RemediationPlanFilter, $orderBy: RemediationPlanOrder, $first: Int! = 50) {
    remediationPlans(first: $first, filter: $filter, orderBy: $orderBy) { ${PAGE} nodes {
      id title kind state riskLevel createdAt fixedCounts { ${SEVERITIES} } project { id path } mergeRequest { id state } } } }`,
  advisories: `query ($filter: AdvisoryFilter, $orderBy: AdvisoryOrder, $first: Int! = 50) {
    advisories(first: $first, filter: $filter, orderBy: $orderBy) { ${PAGE} nodes {
      id advisoryId aliases summary severity score isMalicious publishedAt openFindings } } }`,
  jobs: `query ($filter: JobFilter, $first: Int! = 50) {
    jobs(first: $first, filter: $filter) { ${PAGE} nodes {
      id name title state attempts maxAttempts createdAt finishedAt subjectName error { code message } } } }`,
  auditEvents: `query ($filter: AuditEventFilter, $first: Int! = 50) {
    auditEvents(first: $first, filter: $filter) { ${PAGE} nodes {
      id at actor action message subjectType subjectId project { id path } } } }`,
  mergeRequests: `query ($filter: MergeRequestFilter, $first: Int! = 50) {
    mergeRequests(first: $first, filter: $filter) { ${PAGE} nodes { id title state hasConflicts project { id path } } } }`,
  search: `query ($text: String!, $first: Int! = 5) {
    search(text: $text, first: $first) {
      projects { id path } packages { ecosystem name projectCount openFindings } advisories { advisoryId summary severity openFindings } } }`,
} as const;

/** Ids that filters name. */
export interface SeededIds {
  readonly integration: string;
  readonly project: string;
  /** Of a project of medium size, its path's top group. */
  readonly group: string;
  readonly advisory: string;
  readonly packageName: string;
  readonly now: Date;
}

const DAY_MS = 86_400_000;

/** Every filter alone, then ten plausible combinations of the two lists that people filter most. */
export function listCases(ids: SeededIds): readonly ListCase[] {
  return [
    ...findingCases(ids),
    ...projectCases(ids),
    ...otherCases(ids),
    ...[...'frost-gu'].map((_, index, letters) => ({
      list: 'search' as const,
      name: 'eight letters',
      variables: { text: letters.slice(0, index + 1).join('') },
    })),
    ...[...'CVE-2025'].map((_, index, letters) => ({
      list: 'search' as const,
      name: 'eight letters',
      variables: { text: letters.slice(0, index + 1).join('') },
    })),
  ];
}

function findingCases({ integration, project, group, advisory, packageName, now }: SeededIds): ListCase[] {
  const ago = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString();
  const filters: Record<string, unknown>[] = [
    {},
    { integrationId: integration },
    { projectId: project },
    { groupPath: group },
    { groupPath: `${group}/core` },
    { severity: ['CRITICAL'] },
    { severity: ['MALICIOUS'] },
    { state: ['OPEN', 'IN_PROGRESS'] },
    { state: ['DISMISSED'] },
    { ecosystem: ['npm'] },
    { ecosystem: ['RubyGems'] },
    { packageName },
    { search: 'parser' },
    { search: 'no such name' },
    { search: advisory },
    { advisory },
    { manifestPath: 'go.mod' },
    { isFixable: true },
    { isDirect: true },
    { scope: ['DEVELOPMENT'] },
    { minScore: 9 },
    { minRisk: 60 },
    { firstSeenFrom: ago(7) },
    { firstSeenFrom: ago(400), firstSeenUntil: ago(370) },
    { fixedFrom: ago(30), fixedUntil: ago(1) },
    { openAt: ago(200) },
    ...['OVERDUE', 'DUE_SOON', 'ON_TIME', 'NONE'].map((sla) => ({ sla: [sla] })),
    { stage: 'PLANNED' },
    { stage: 'MERGED' },
    { state: ['OPEN'], severity: ['CRITICAL', 'HIGH'], sla: ['OVERDUE'] },
    { state: ['OPEN'], isFixable: true, isDirect: true },
    { groupPath: group, severity: ['CRITICAL'], state: ['OPEN'] },
    { ecosystem: ['npm'], search: 'amber', state: ['OPEN'] },
    { integrationId: integration, minRisk: 40, scope: ['RUNTIME'] },
    { groupPath: group, openAt: ago(100), severity: ['HIGH'] },
    { sla: ['OVERDUE', 'DUE_SOON'], isFixable: false, state: ['OPEN'] },
    { fixedFrom: ago(60), severity: ['CRITICAL', 'HIGH'], ecosystem: ['PyPI', 'Go'] },
    { firstSeenFrom: ago(30), isDirect: false, scope: ['DEVELOPMENT', 'TEST'], minScore: 7 },
    { stage: 'APPROVED', groupPath: group, search: 'router' },
  ];
  return filters.flatMap((filter, index) => [
    ...ORDERS.filter((_, place) => place === 0 || (index + place) % 4 === 0).map((orderBy) => ({
      list: 'findings' as const,
      name: `${orderBy} ${JSON.stringify(filter)}`,
      variables: { filter, orderBy },
    })),
    ...GROUPINGS.filter((_, place) => (index + place) % 3 === 0 || index === 0).map((by) => ({
      list: 'findingGroups' as const,
      name: `${by} ${JSON.stringify(filter)}`,
      variables: { filter, by },
    })),
  ]);
}

const ORDERS = ['SEVERITY', 'RISK', 'FIRST_SEEN', 'DUE', 'PROJECT'] as const;
const GROUPINGS = ['ADVISORY', 'PACKAGE', 'PROJECT'] as const;

function projectCases({ integration, group }: SeededIds): ListCase[] {
  const filters: Record<string, unknown>[] = [
    {},
    { integrationId: integration },
    { search: 'gateway-12' },
    { state: ['READ_ONLY'] },
    { withOpenFindings: true },
    { withOpenFindings: false },
    { withProblems: true },
    { analysisState: ['FAILED'] },
    { groupPath: group },
    ...['LOW', 'HIGH', 'MALICIOUS'].map((minSeverity) => ({ minSeverity })),
    { ecosystem: ['npm'] },
    { ecosystem: ['crates.io'] },
    { isWritable: true },
    { withOpenMergeRequests: true },
    { withOpenMergeRequests: false },
    { withProposedPlans: true },
    { isOverdue: true },
    { isOverdue: false },
    { isOverdue: true, withProposedPlans: true, isWritable: true },
    { groupPath: group, minSeverity: 'CRITICAL' },
    { ecosystem: ['Go', 'Maven'], withOpenFindings: true, search: 'api' },
    { integrationId: integration, withOpenMergeRequests: true, isOverdue: true },
    { state: ['READY'], withProblems: true, minSeverity: 'MEDIUM' },
  ];
  return filters.flatMap((filter) =>
    ['RISK', 'PATH', 'LAST_ANALYZED'].map((orderBy) => ({
      list: 'projects' as const,
      name: `${orderBy} ${JSON.stringify(filter)}`,
      variables: { filter, orderBy },
    })),
  );
}

function otherCases({ integration, project, group, advisory, packageName, now }: SeededIds): ListCase[] {
  const ago = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString();
  const plans: Record<string, unknown>[] = [
    {},
    { integrationId: integration },
    { groupPath: group },
    { state: ['PROPOSED'] },
    { kind: ['BREAKING'] },
    { risk: ['HIGH'] },
    { search: 'parser' },
    { advisory },
    { package: packageName },
    { groupPath: group, state: ['PROPOSED'], risk: ['LOW', 'MEDIUM'] },
  ];
  const advisories: Record<string, unknown>[] = [
    {},
    { search: 'parser' },
    { search: 'no such name' },
    { severity: ['CRITICAL'] },
    { withOpenFindings: true },
    { withOpenFindings: false },
    { isMalicious: true },
    { isKnownExploited: true },
    { ecosystem: 'Go' },
    { publishedFrom: ago(60) },
    { withOpenFindings: true, severity: ['CRITICAL'], publishedFrom: ago(700), ecosystem: 'npm' },
  ];
  const jobs = [
    {},
    { state: ['FAILED'] },
    { projectId: project },
    { integrationId: integration },
    { isDead: true },
  ];
  const audit = [
    {},
    { actor: 'Ada' },
    { action: 'plan.' },
    { from: ago(90), until: ago(60) },
    { text: 'parser' },
    { text: 'no such text' },
    { actor: 'Grace', action: 'plan.approved', from: ago(300) },
  ];
  const named = (list: ListName, filters: readonly object[]): ListCase[] =>
    filters.map((filter) => ({ list, name: JSON.stringify(filter), variables: { filter } }));
  const ordered = (list: ListName, filters: readonly object[], orders: readonly string[]): ListCase[] =>
    filters.flatMap((filter) =>
      orders.map((orderBy) => ({
        list,
        name: `${orderBy} ${JSON.stringify(filter)}`,
        variables: { filter, orderBy },
      })),
    );
  return [
    ...[null, group, `${group}/core`].map((parent) => ({
      list: 'projectGroups' as const,
      name: String(parent),
      variables: { parent },
    })),
    ...ordered('remediationPlans', plans, ['NEWEST', 'RISK', 'FIXES', 'PROJECT']),
    ...ordered('advisories', advisories, ['MODIFIED', 'PUBLISHED', 'SEVERITY', 'FINDINGS']),
    ...named('jobs', jobs),
    ...named('auditEvents', audit),
    ...named('mergeRequests', [{}, { state: ['OPENED'] }, { groupPath: group }, { hasConflicts: true }]),
  ];
}
