/** All projects of an integration, or those below one group of it. */
export interface ProjectScope {
  readonly integrationId: string;
  /** The full path of a GitLab group, such as `acme/payments`, whose subgroups are below it too; null: the whole integration. */
  readonly groupPath: string | null;
}

/** What somebody is limited to, and sees nothing beyond: null for nothing at all, so everything; an empty list sees no project. */
export type Limits = readonly ProjectScope[] | null;

/** As many as one account, invitation or token may name: the audit log keeps lists that long whole. */
export const MAX_SCOPES = 50;

/** What lies within both. */
export function intersectLimits(left: Limits, right: Limits): Limits {
  if (left === null) return right;
  if (right === null) return left;
  const both = left.flatMap((one) =>
    right.flatMap((other) => (contains(one, other) ? [other] : contains(other, one) ? [one] : [])),
  );
  return withoutRepeats(both);
}

/** Whether whoever has the inner limits sees nothing that the outer ones hide. */
export function isWithin(inner: Limits, outer: Limits): boolean {
  if (outer === null) return true;
  return inner !== null && inner.every((scope) => outer.some((other) => contains(other, scope)));
}

/** Sorted, without what another scope of the list holds already. */
export function withoutRepeats(scopes: readonly ProjectScope[]): readonly ProjectScope[] {
  const sorted = [...new Map(scopes.map((scope) => [keyOf(scope), scope])).values()].toSorted(
    (left, right) => (keyOf(left) < keyOf(right) ? -1 : 1),
  );
  return sorted.filter((scope) => !sorted.some((other) => other !== scope && contains(other, scope)));
}

/** Whether every project within the limits is within one whole integration that they name. */
export function holdsIntegration(limits: Limits, integrationId: string): boolean {
  return limits === null || limits.some((scope) => contains(scope, { integrationId, groupPath: null }));
}

function contains(outer: ProjectScope, inner: ProjectScope): boolean {
  if (outer.integrationId !== inner.integrationId) return false;
  return outer.groupPath === null || `${inner.groupPath ?? ''}/`.startsWith(`${outer.groupPath}/`);
}

function keyOf({ integrationId, groupPath }: ProjectScope): string {
  return `${integrationId.padStart(20, '0')} ${groupPath ?? ''}`;
}
