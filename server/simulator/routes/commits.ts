import type { Router } from 'express';
import { mayForce } from '../access.js';
import { badRequest, forbidden, messageError, notFound } from '../api-error.js';
import { applyActions, parseActions } from '../commit-actions.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  ok,
  pageRequest,
  paged,
  pathParam,
  publicEndpoint,
  requireProject,
  requireReadableProject,
  type Call,
  type UserCall,
} from '../endpoint.js';
import { GitFailure } from '../git.js';
import { signatureOf } from '../merge.js';
import { pageOf, perPageOf, uncountedPage } from '../pagination.js';
import type { Params } from '../params.js';
import { presentCommit, presentDiff } from '../present.js';
import { afterRefChanges } from '../push-effects.js';
import { bringObjects, FORCE_REFUSED, isAncestor, isBranchName } from '../repository.js';
import { readCommit, readCommits, readDiffs, readStats } from '../repository-read.js';
import { writeCommit } from '../repository-write.js';
import type { Project } from '../state.js';

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const NO_BRANCH = 'You can only create or edit files when you are on a branch';

/** Commits: list, look, diff, make. */
export function addCommitRoutes(router: Router, context: Context): void {
  const all = '/projects/:id/repository/commits';
  router.get(all, publicEndpoint(context, listCommits));
  router.get(
    `${all}/:sha`,
    publicEndpoint(context, async (call) => {
      const { project, sha } = await requireCommit(call);
      return ok(await presentWithStats(call, project, sha));
    }),
  );
  router.get(
    `${all}/:sha/diff`,
    publicEndpoint(context, async (call) => {
      const { project, sha } = await requireCommit(call);
      const commit = await readCommit(project.repository, sha);
      return ok(
        (await readDiffs(project.repository, commit?.parents[0] ?? EMPTY_TREE, sha)).map(presentDiff),
      );
    }),
  );
  router.post(all, endpoint(context, createCommit));
}

async function requireCommit(call: Call): Promise<{ readonly project: Project; readonly sha: string }> {
  const project = requireReadableProject(call);
  const sha = await project.repository.resolve(pathParam(call, 'sha'));
  if (!sha) throw notFound('Commit');
  return { project, sha };
}

async function listCommits(call: Call) {
  const { context, params } = call;
  const project = requireReadableProject(call);
  const perPage = perPageOf(params);
  const skip = (pageOf(params) - 1) * perPage;
  const commit = await project.repository.resolve(params.text('ref_name') ?? 'HEAD');
  if (!commit) {
    if (params.text('ref_name') === undefined)
      return await paged(uncountedPage(pageRequest(call), []), () => null);
    throw notFound('Ref');
  }
  const path = params.text('path');
  const options = { skip, limit: perPage, ...(path ? { path } : {}) };
  const rows = await readCommits(project.repository, commit, options);
  return await paged(uncountedPage(pageRequest(call), rows), (row) => presentCommit(context, project, row));
}

async function presentWithStats(call: Call, project: Project, sha: string) {
  const commit = await readCommit(project.repository, sha);
  if (!commit) throw notFound('Commit');
  return {
    ...presentCommit(call.context, project, commit),
    stats: await readStats(project.repository, sha),
    status: null,
    project_id: project.id,
    last_pipeline: null,
  };
}

async function createCommit(call: UserCall) {
  const { context, params, user } = call;
  const project = requireProject(call);
  requireCommitFields(context, params);
  const branch = params.requiredText('branch');
  if (!context.access.canPush(user, project, branch)) {
    throw forbidden('You are not allowed to push into this branch');
  }
  const actions = parseActions(params.raw('actions'));
  const { repository } = project;
  const change = await repository.exclusively(async () => {
    const before = await repository.branch(branch);
    const start = startProject(call, project);
    const parent = await chooseParent(project, { params, branch, existing: before, start });
    if (!before && !(await isBranchName(repository, branch))) {
      throw messageError(
        400,
        `Something went wrong when we tried to create '${branch}' for you: Branch name is invalid`,
      );
    }
    if (before && parent !== before && !mayForce(project, branch)) {
      if (parent === null || !(await isAncestor(repository, before, parent))) {
        throw messageError(400, `GitLab: ${FORCE_REFUSED}`);
      }
    }
    const committer = signatureOf(context, user);
    const author = {
      name: params.text('author_name') ?? committer.name,
      email: params.text('author_email') ?? committer.email,
      at: committer.at,
    };
    const changes = await applyActions(repository, parent, actions);
    const message = params.requiredText('commit_message');
    try {
      const after = await writeCommit(repository, { branch, parent, message, author, committer, changes });
      return { branch, before, after };
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      throw messageError(
        400,
        `Something went wrong when we tried to create '${branch}' for you: git refused it`,
      );
    }
  });
  await afterRefChanges(context, project, { user, changes: [change] });
  return created(await presentWithStats(call, project, change.after));
}

/** Where `start_branch` and `start_sha` are looked up; another project must have come of the same one by forking. */
function startProject(call: UserCall, project: Project): Project {
  const { context, params, user } = call;
  const reference = params.text('start_project');
  if (reference === undefined) return project;
  const start = context.state.findProject(reference);
  if (!start || !context.access.canReadCode(user, start)) throw notFound('Project');
  if (!context.state.areRelated(start, project)) {
    throw forbidden(`Project is not included in the fork network for ${context.state.fullPathOf(start)}`);
  }
  return start;
}

function requireCommitFields(context: Context, params: Params): void {
  const names = ['branch', 'commit_message', 'actions'];
  if (context.profile.namesMissingCommitFieldsTogether) params.require(...names);
  for (const name of names) {
    const value = params.raw(name);
    if (value === undefined || value === null || value === '') throw badRequest(`${name} is required`);
  }
}

/** The commit to build on, by the rules of `start_branch`, `start_sha` and `force`; null in an empty repository. */
async function chooseParent(
  project: Project,
  work: {
    readonly params: Params;
    readonly branch: string;
    readonly existing: string | null;
    readonly start: Project;
  },
): Promise<string | null> {
  const { params, branch, existing, start } = work;
  const { repository } = project;
  const bring = async (sha: string) => {
    if (start !== project) await bringObjects(start.repository, repository, sha);
    return sha;
  };
  const startBranch = params.text('start_branch');
  const startSha = params.text('start_sha');
  if (startBranch && startSha) throw messageError(400, "You can't pass both start_branch and start_sha");
  const startsElsewhere = startSha !== undefined || (startBranch !== undefined && startBranch !== branch);
  if (startsElsewhere && existing && !params.boolean('force')) {
    const text = `A branch called '${branch}' already exists. Switch to that branch in order to make changes`;
    throw messageError(400, text);
  }
  if (startSha !== undefined) {
    if (!/^[0-9a-f]{40}$/.test(startSha)) throw messageError(400, `Invalid start_sha '${startSha}'`);
    const found = await start.repository.resolve(startSha);
    if (!found) throw messageError(400, `Cannot find start_sha '${startSha}'`);
    return await bring(found);
  }
  if (startBranch !== undefined) {
    const found = await start.repository.branch(startBranch);
    if (!found) throw messageError(400, NO_BRANCH);
    return await bring(found);
  }
  if (!existing && !(await repository.isEmpty())) throw messageError(400, NO_BRANCH);
  return existing;
}
