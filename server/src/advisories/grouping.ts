import { SEVERITIES, type Severity } from './advisory.js';

/** What grouping must know of a record. */
export interface GroupableRecord {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly severity: Severity;
  readonly score: number | null;
  readonly isWithdrawn: boolean;
}

/**
 * One vulnerability under all its names. `groupId` is our own and stays when the group grows; `ids` are the ids
 * of its records and all aliases, the preferred first (`primaryId`): CVE, then GHSA, then the rest by text.
 */
export interface AdvisoryGroup {
  readonly groupId: string;
  readonly ids: readonly string[];
  readonly primaryId: string;
  readonly severity: Severity;
  readonly score: number | null;
  readonly summary: string;
}

/** A group's content before it has an id. */
export type GroupContent = Omit<AdvisoryGroup, 'groupId'>;

/** Records that are one vulnerability; `groupId` is null when the group is new. */
export interface GroupAssignment {
  readonly groupId: string | null;
  readonly records: readonly string[];
  readonly content: GroupContent;
}

/** What became of the groups: assignments, and which known groups went up in which other. */
export interface Regrouping {
  readonly groups: readonly GroupAssignment[];
  readonly merged: readonly { readonly from: string; readonly into: string }[];
}

/**
 * Unites records that share an id or an alias, directly or through others, and keeps known group ids: a group
 * that grows keeps its id, of two that merge the older (lower) id wins, of one that splits the larger part keeps
 * it. `known` says in which group an id or alias was before. The same input gives the same output.
 */
export function regroup(records: readonly GroupableRecord[], known: ReadonlyMap<string, string>): Regrouping {
  const components = uniteRecords(records);
  const claims = claimGroups(components, known);
  const groups: GroupAssignment[] = [];
  const merged: { from: string; into: string }[] = [];
  components.forEach((component, index) => {
    const claimed = (claims.get(index) ?? []).sort(compareGroupIds);
    const groupId = claimed[0] ?? null;
    if (groupId !== null) for (const from of claimed.slice(1)) merged.push({ from, into: groupId });
    groups.push({
      groupId,
      records: component.map((record) => record.id),
      content: describeGroup(component),
    });
  });
  return { groups, merged };
}

/** The records that belong together, each component and all components sorted by id: a true union of aliases. */
export function uniteRecords(records: readonly GroupableRecord[]): readonly (readonly GroupableRecord[])[] {
  const parents = new Map<string, string>();
  for (const record of records) {
    for (const id of identifiersOf(record)) unite(parents, record.id, id);
  }
  const components = new Map<string, GroupableRecord[]>();
  for (const record of [...records].sort((left, right) => compareText(left.id, right.id))) {
    const root = findRoot(parents, record.id);
    const component = components.get(root);
    if (component === undefined) components.set(root, [record]);
    else component.push(record);
  }
  return [...components.values()];
}

/** All names, the worst severity and score, and the best text of records that are one vulnerability. */
export function describeGroup(records: readonly GroupableRecord[]): GroupContent {
  const ids = [...new Set(records.flatMap(identifiersOf))].sort(compareIds);
  const standing = records.some((record) => !record.isWithdrawn)
    ? records.filter((record) => !record.isWithdrawn)
    : records;
  let severity: Severity = 'NONE';
  let score: number | null = null;
  for (const record of standing) {
    if (SEVERITIES.indexOf(record.severity) > SEVERITIES.indexOf(severity)) severity = record.severity;
    if (record.score !== null && (score === null || record.score > score)) score = record.score;
  }
  const titled = [...standing]
    .sort((left, right) => compareSummaries(left.id, right.id))
    .find((record) => record.summary !== '');
  return { ids, primaryId: ids[0] ?? '', severity, score, summary: titled?.summary ?? '' };
}

/** Negative, zero or positive: group ids are decimal texts, the lower is the older. */
export function compareGroupIds(left: string, right: string): number {
  return left.length - right.length || compareText(left, right);
}

function identifiersOf(record: GroupableRecord): readonly string[] {
  return [record.id, ...record.aliases];
}

function unite(parents: Map<string, string>, left: string, right: string): void {
  const leftRoot = findRoot(parents, left);
  const rightRoot = findRoot(parents, right);
  if (leftRoot !== rightRoot)
    parents.set(leftRoot < rightRoot ? rightRoot : leftRoot, minText(leftRoot, rightRoot));
}

function findRoot(parents: Map<string, string>, id: string): string {
  let root = id;
  for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root))
    root = next;
  let step = id;
  while (step !== root) {
    const next = parents.get(step) ?? root;
    parents.set(step, root);
    step = next;
  }
  return root;
}

/** Each known group goes to the component that holds most of its ids; equal parts: to the first. */
function claimGroups(
  components: readonly (readonly GroupableRecord[])[],
  known: ReadonlyMap<string, string>,
): Map<number, string[]> {
  const best = new Map<string, { index: number; count: number }>();
  components.forEach((component, index) => {
    const counts = new Map<string, number>();
    for (const id of new Set(component.flatMap(identifiersOf))) {
      const groupId = known.get(id);
      if (groupId !== undefined) counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
    }
    for (const [groupId, count] of counts) {
      const holder = best.get(groupId);
      if (holder === undefined || count > holder.count) best.set(groupId, { index, count });
    }
  });
  const claims = new Map<number, string[]>();
  for (const [groupId, { index }] of best) claims.set(index, [...(claims.get(index) ?? []), groupId]);
  return claims;
}

function compareIds(left: string, right: string): number {
  return idRank(left) - idRank(right) || compareText(left, right);
}

function idRank(id: string): number {
  if (id.startsWith('CVE-')) return 0;
  return id.startsWith('GHSA-') ? 1 : 2;
}

/** Summaries of GitHub's reviewed records read best; CVE records often have none. */
function compareSummaries(left: string, right: string): number {
  return Number(right.startsWith('GHSA-')) - Number(left.startsWith('GHSA-')) || compareText(left, right);
}

function minText(left: string, right: string): string {
  return left < right ? left : right;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
