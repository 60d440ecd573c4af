import { addProject } from './new-projects.js';
import type { Context } from './context.js';
import type { Project, Visibility } from './state.js';

/** What a fork may have of its own. */
export interface NewFork {
  readonly namespace: string;
  readonly path?: string;
  readonly name?: string;
  readonly visibility?: Visibility;
}

/** Makes a fork; the repository is copied at once, or in the background when `forkMs` says so. */
export async function forkProject(context: Context, parent: Project, fields: NewFork): Promise<Project> {
  const fork = addProject(
    context,
    {
      path: fields.path ?? parent.path,
      name: fields.name ?? parent.name,
      namespace: fields.namespace,
      description: parent.description,
      visibility: fields.visibility ?? parent.visibility,
      defaultBranch: parent.defaultBranch,
    },
    null,
  );
  fork.forkedFromId = parent.id;
  fork.importStatus = 'started';
  const known = context.state.forks.get(parent.id) ?? new Set<number>();
  context.state.forks.set(parent.id, known.add(fork.id));
  await context.background.after(context.delays.forkMs, async () => {
    if (!(await parent.repository.isEmpty())) await fork.repository.copyFrom(parent.repository);
    fork.importStatus = 'finished';
  });
  return fork;
}
