import type { Router } from 'express';
import { forbidden, messageError, notFound, parameterError } from '../api-error.js';
import { protectionsOf } from '../access.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  noContent,
  ok,
  pageRequest,
  paged,
  pathParam,
  publicEndpoint,
  requireLevel,
  requireProject,
  requireReadableProject,
  type Call,
  type UserCall,
} from '../endpoint.js';
import { git } from '../git.js';
import { offsetPage } from '../pagination.js';
import { presentCommit, webUrl } from '../present.js';
import { afterRefChanges } from '../push-effects.js';
import { isBranchName } from '../repository.js';
import { readCommit, type CommitInfo } from '../repository-read.js';
import { ACCESS, type Project } from '../state.js';

/** Branches: list, look, make, delete. */
export function addBranchRoutes(router: Router, context: Context): void {
  const all = '/projects/:id/repository/branches';
  router.get(
    all,
    publicEndpoint(context, async (call) => {
      const project = requireReadableProject(call);
      const search = call.params.text('search') ?? '';
      const names = [...(await project.repository.branches()).keys()].sort().filter((name) => {
        return search.startsWith('^') ? name.startsWith(search.slice(1)) : name.includes(search);
      });
      const merged = await mergedBranches(project);
      return await paged(
        offsetPage(pageRequest(call), names),
        async (name) => await presentBranch(call, project, { name, merged }),
      );
    }),
  );
  router.get(
    `${all}/:branch`,
    publicEndpoint(context, async (call) => await lookAtBranch(call)),
  );
  router.head(
    `${all}/:branch`,
    publicEndpoint(context, async (call) => {
      const project = requireReadableProject(call);
      const name = pathParam(call, 'branch');
      const isVisible = performance.now() >= (project.branchVisibleAt.get(name) ?? 0);
      const isThere = isVisible && (await project.repository.branch(name)) !== null;
      return { status: isThere ? 204 : 404 };
    }),
  );
  router.post(all, endpoint(context, createBranch));
  router.delete(`${all}/:branch`, endpoint(context, deleteBranch));
}

async function lookAtBranch(call: Call) {
  const project = requireReadableProject(call);
  const name = pathParam(call, 'branch');
  if ((await project.repository.branch(name)) === null) {
    if (!(await isBranchName(project.repository, name))) {
      throw parameterError(400, 'The branch refname is invalid');
    }
    throw notFound('Branch');
  }
  return ok(await presentBranch(call, project, { name, merged: await mergedBranches(project) }));
}

/** The branches that the default branch contains. */
async function mergedBranches(project: Project): Promise<ReadonlySet<string>> {
  const head = await project.repository.branch(project.defaultBranch);
  if (!head) return new Set();
  const args = ['for-each-ref', `--merged=${head}`, '--format=%(refname:lstrip=2)', 'refs/heads'];
  return new Set((await git(args, project.repository)).toString('utf8').trim().split('\n'));
}

async function presentBranch(
  call: Call,
  project: Project,
  branch: { readonly name: string; readonly merged: ReadonlySet<string> },
) {
  const { context, user } = call;
  const { name } = branch;
  const sha = await project.repository.branch(name);
  const commit = sha ? await readCommit(project.repository, sha) : null;
  const protections = protectionsOf(project, name);
  const opensTo = (levels: readonly number[]) =>
    levels.some((level) => level > 0 && level <= ACCESS.developer);
  return {
    name,
    commit: commit ? presentCommit(context, project, commit) : null,
    merged: name !== project.defaultBranch && branch.merged.has(name),
    protected: protections.length > 0,
    developers_can_push: opensTo(protections.map((protection) => protection.pushLevel)),
    developers_can_merge: opensTo(protections.map((protection) => protection.mergeLevel)),
    can_push: context.access.canPush(user, project, name),
    default: name === project.defaultBranch,
    web_url: `${webUrl(context, project)}/-/tree/${name.split('/').map(encodeURIComponent).join('/')}`,
  };
}

async function createBranch(call: UserCall) {
  const { context, params, user } = call;
  const project = requireProject(call);
  params.require('branch', 'ref');
  const name = params.requiredText('branch');
  const ref = params.requiredText('ref');
  requireLevel(call, project, ACCESS.developer);
  if (!context.access.canPush(user, project, name)) throw forbidden();
  const { repository } = project;
  await repository.exclusively(async () => {
    if ((await repository.branch(name)) !== null) throw messageError(400, 'Branch already exists');
    if (!(await isBranchName(repository, name))) throw messageError(400, 'Branch name is invalid');
    const sha = await repository.resolve(ref);
    if (!sha || !(await repository.updateBranch(name, null, sha))) {
      throw messageError(400, `Failed to create branch '${name}': invalid reference name '${ref}'`);
    }
  });
  const after = await repository.branch(name);
  await afterRefChanges(context, project, { user, changes: [{ branch: name, before: null, after }] });
  return created(await presentBranch(call, project, { name, merged: await mergedBranches(project) }));
}

/** 412 when the head is younger than `If-Unmodified-Since`. */
function refuseChanged(call: UserCall, head: CommitInfo | null): void {
  const limit = Date.parse(call.req.headers['if-unmodified-since'] ?? '');
  if (head && Date.parse(head.committedAt) > limit) throw messageError(412, '412 Precondition Failed');
}

async function deleteBranch(call: UserCall) {
  const { context, user } = call;
  const project = requireProject(call);
  const name = pathParam(call, 'branch');
  const { repository } = project;
  requireLevel(call, project, ACCESS.developer);
  const before = await repository.branch(name);
  if (!before) throw notFound('Branch');
  if (project.isArchived) throw forbidden();
  if (name === project.defaultBranch) throw messageError(400, 'Cannot remove HEAD branch');
  if (protectionsOf(project, name).length > 0) throw messageError(403, '403 Forbidden - Branch is protected');
  refuseChanged(call, await readCommit(repository, before));
  const isDone = await repository.exclusively(async () => await repository.updateBranch(name, before, null));
  if (!isDone) throw messageError(400, 'Failed to remove branch');
  await afterRefChanges(context, project, { user, changes: [{ branch: name, before, after: null }] });
  return noContent();
}
