import { type DocumentNode, Kind, visit } from 'graphql';

/** What a change may be about; the compiler checks them against the server's. */
export const CHANGE_KINDS = [
  'INTEGRATION',
  'PROJECT',
  'FINDINGS',
  'PLAN',
  'MERGE_REQUEST',
  'POLICY',
  'ADVISORIES',
] as const satisfies readonly ChangeKind[];

type ChangeKind = import('../generated/apollo/graphql.js').ChangeKind;

/** One change as the server tells it. */
export interface SeenChange {
  readonly kind: ChangeKind;
  readonly id?: string | null | undefined;
  readonly projectId?: string | null | undefined;
}

/** A query that is on the page, and what it shows. */
export interface ShownQuery {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly data: unknown;
}

/** Numbers and lists over everything. */
const OVER_ALL = ['overview', 'insight', 'campaign', 'search', 'audit'];

/**
 * Whether a change may concern what a query shows: it names the kind, and, where it is the query of one thing, the thing or its project
 * is in what it shows. So no query needs to be registered anywhere.
 */
export function isConcerned(query: ShownQuery, changes: readonly SeenChange[]): boolean {
  const kinds = shownKinds(query.document);
  const relevant = changes.filter(({ kind }) => kinds.has(kind));
  if (relevant.length === 0) return false;
  if (typeof query.variables?.['id'] !== 'string') return true;
  if (relevant.some(({ id, projectId }) => id == null && projectId == null)) return true;
  const ids = idsIn(query.data);
  if (ids.size === 0) return true;
  return relevant.some(
    ({ id, projectId }) => (id != null && ids.has(id)) || (projectId != null && ids.has(projectId)),
  );
}

const known = new WeakMap<DocumentNode, ReadonlySet<ChangeKind>>();

/** The kinds whose noun is part of a field's or type's name: `openFindings` shows findings. */
export function shownKinds(document: DocumentNode): ReadonlySet<ChangeKind> {
  const before = known.get(document);
  if (before !== undefined) return before;
  const names = new Set<string>();
  visit(document, {
    Field: ({ name }) => void names.add(name.value.toLowerCase()),
    [Kind.NAMED_TYPE]: ({ name }) => void names.add(name.value.toLowerCase()),
  });
  const all = [...names];
  const says = (word: string) => all.some((name) => name.includes(word));
  const shown = new Set(
    OVER_ALL.some(says) ? CHANGE_KINDS : CHANGE_KINDS.filter((kind) => says(stemOf(kind))),
  );
  known.set(document, shown);
  return shown;
}

/** `MERGE_REQUEST` as `mergerequest`, `ADVISORIES` as `advisor`, which its singular begins with too. */
function stemOf(kind: ChangeKind): string {
  return kind
    .toLowerCase()
    .replaceAll('_', '')
    .replace(/(?:ies|y|s)$/, '');
}

function idsIn(data: unknown): ReadonlySet<string> {
  const ids = new Set<string>();
  const left: unknown[] = [data];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, each] of Object.entries(value)) {
      if (name === 'id' && typeof each === 'string') ids.add(each);
      else if (typeof each === 'object' && each !== null) left.push(each);
    }
  }
  return ids;
}
