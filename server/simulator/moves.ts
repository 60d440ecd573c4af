import { createGroup, groupOf, projectOf } from './admin.js';
import type { Context } from './context.js';
import { delayMemberships } from './new-projects.js';
import type { ProjectReference } from './simulator-api.js';
import type { Namespace, Project } from './state.js';

/** Renames or moves; the old path is remembered. */
export function moveProject(
  context: Context,
  reference: ProjectReference,
  to: { readonly namespace?: string; readonly path?: string },
): Project {
  const { state } = context;
  const project = projectOf(context, reference);
  const oldPath = state.fullPathOf(project).toLowerCase();
  state.projectsByPath.delete(oldPath);
  state.movedPaths.set(oldPath, project.id);
  if (to.namespace) project.namespaceId = createGroup(context, { path: to.namespace }).id;
  if (to.path) {
    project.path = to.path;
    project.name = to.path;
  }
  project.updatedAt = context.clock();
  const newPath = state.fullPathOf(project).toLowerCase();
  state.movedPaths.delete(newPath);
  state.projectsByPath.set(newPath, project);
  delayMemberships(context, state.namespaceOf(project), project);
  return project;
}

/** Renames or moves a group: everything in it has a new path; projects answer at the old one with 301, groups with 404. */
export function moveGroup(context: Context, path: string, newPath: string): Namespace {
  const { state } = context;
  const group = groupOf(context, path);
  if (state.findNamespace(newPath)) throw new Error(`the group ${newPath} exists already`);
  const inside = [...state.namespaces.values()].filter(({ fullPath }) =>
    `${fullPath}/`.startsWith(`${group.fullPath}/`),
  );
  const ids = new Set(inside.map(({ id }) => id));
  const projects = [...state.projects.values()].filter(({ namespaceId }) => ids.has(namespaceId));
  for (const project of projects) {
    const oldPath = state.fullPathOf(project).toLowerCase();
    state.projectsByPath.delete(oldPath);
    state.movedPaths.set(oldPath, project.id);
  }
  const before = group.fullPath.length;
  for (const namespace of inside) {
    state.namespacesByPath.delete(namespace.fullPath.toLowerCase());
    namespace.fullPath = `${newPath}${namespace.fullPath.slice(before)}`;
    namespace.path = namespace.fullPath.slice(namespace.fullPath.lastIndexOf('/') + 1);
    state.namespacesByPath.set(namespace.fullPath.toLowerCase(), namespace);
  }
  for (const project of projects) {
    const fullPath = state.fullPathOf(project).toLowerCase();
    state.movedPaths.delete(fullPath);
    state.projectsByPath.set(fullPath, project);
  }
  return group;
}

/** Marks the project: it stays readable, and since 18.0 its path says so. */
export function scheduleDeletion(context: Context, reference: ProjectReference): Project {
  const project = projectOf(context, reference);
  project.markedForDeletionOn = context.clock().toISOString().slice(0, 10);
  if (!context.profile.renamesDeleted) return project;
  return moveProject(context, project.id, { path: `${project.path}-deletion_scheduled-${project.id}` });
}

/** Forgets the project. */
export async function deleteProject(context: Context, reference: ProjectReference): Promise<void> {
  const project = projectOf(context, reference);
  context.state.projectsByPath.delete(context.state.fullPathOf(project).toLowerCase());
  context.state.projects.delete(project.id);
  await project.repository.remove();
}
