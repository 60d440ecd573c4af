import type { Project } from '../projects/project.js';

/** Where a policy holds. A group is a path of GitLab below an integration; what is nearer to a project wins. */
export type PolicyScope =
  | { readonly kind: 'BACKLINE' }
  | { readonly kind: 'INTEGRATION'; readonly integrationId: string }
  | { readonly kind: 'GROUP'; readonly integrationId: string; readonly groupPath: string }
  | { readonly kind: 'PROJECT'; readonly projectId: string };

/** As much of a project as its scopes need. */
export type PlacedProject = Pick<Project, 'id' | 'integrationId' | 'path'>;

/** A scope as one text, such as `group:3:acme/shop`: equal for equal scopes. */
export function scopeKey(scope: PolicyScope): string {
  switch (scope.kind) {
    case 'BACKLINE':
      return 'backline';
    case 'INTEGRATION':
      return `integration:${scope.integrationId}`;
    case 'GROUP':
      return `group:${scope.integrationId}:${scope.groupPath}`;
    case 'PROJECT':
      return `project:${scope.projectId}`;
  }
}

/** The scope of a key; null for what is none. */
export function parseScopeKey(key: string): PolicyScope | null {
  if (key === 'backline') return { kind: 'BACKLINE' };
  const [, kind, id, groupPath] = /^(integration|project|group):([1-9]\d{0,17})(?::(.+))?$/.exec(key) ?? [];
  if (id === undefined) return null;
  if (kind === 'group')
    return groupPath === undefined ? null : { kind: 'GROUP', integrationId: id, groupPath };
  if (groupPath !== undefined) return null;
  return kind === 'project' ? { kind: 'PROJECT', projectId: id } : { kind: 'INTEGRATION', integrationId: id };
}

/** Every scope that a project is in, the farthest first. */
export function scopesOf({ id, integrationId, path }: PlacedProject): readonly PolicyScope[] {
  const folders = path.split('/').slice(0, -1);
  const groups = folders.map((_, index) => ({
    kind: 'GROUP' as const,
    integrationId,
    groupPath: folders.slice(0, index + 1).join('/'),
  }));
  const widest: PolicyScope[] = [{ kind: 'BACKLINE' }, { kind: 'INTEGRATION', integrationId }];
  return [...widest, ...groups, { kind: 'PROJECT', projectId: id }];
}

/** The scopes around a scope and itself, the farthest first; those around a project are known by the project alone. */
export function scopesAround(
  scope: Exclude<PolicyScope, { readonly kind: 'PROJECT' }>,
): readonly PolicyScope[] {
  if (scope.kind === 'BACKLINE') return [scope];
  const { integrationId } = scope;
  const path = scope.kind === 'GROUP' ? `${scope.groupPath}/project` : 'project';
  return scopesOf({ id: '', integrationId, path }).slice(0, -1);
}
