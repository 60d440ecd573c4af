import {
  Branches,
  MergeRequestNotes,
  MergeRequests,
  Metadata,
  PersonalAccessTokens,
  ProjectHooks,
  Projects,
  Repositories,
  Users,
} from '@gitbeaker/rest';
import type { z } from 'zod';
import { AppError, isAppError } from '../errors.js';
import type {
  GitLab,
  GitLabCredentials,
  GitLabMergeRequest,
  GitLabProject,
  NewMergeRequest,
} from './gitlab.js';
import { orNull, parseAnswer } from './answers.js';
import { createHooks } from './hooks.client.js';
import { openMergeRequest } from './open-merge-request.js';
import { probeGitLab } from './probe.js';
import { createRequesterFactory } from './requester.client.js';
import {
  blobSchema,
  foundUserSchema,
  mergeRequestSchema,
  noteSchema,
  pageSchema,
  projectSchema,
  rotatedTokenSchema,
  tokenSchema,
  userSchema,
  versionSchema,
} from './schema.js';
import { createTransport, type TransportDeps } from './transport.client.js';

const PAGE_SIZE = 100;

/** An empty page with a next one is legal; so many in a row, or so many in all, are a list without an end. */
const MAX_EMPTY_PAGES = 50;
const MAX_PAGES = 20_000;

/** What the client needs; the connector makes it. */
export type GitLabClientDeps = TransportDeps;

/** The real GitLab behind the port, for one address and one token. */
export function createGitLab(credentials: GitLabCredentials, deps: GitLabClientDeps): GitLab {
  const transport = createTransport(credentials, deps);
  const api = connectResources(credentials.baseUrl, createRequesterFactory(transport, credentials.baseUrl));
  const project = projectSchema(credentials.baseUrl);
  const mergeRequest = mergeRequestSchema(credentials.baseUrl);

  const findMergeRequests: GitLab['findMergeRequests'] = async (projectId, filter) => {
    const query = {
      projectId,
      sourceBranch: filter.sourceBranch,
      orderBy: 'created_at',
      sort: 'desc',
    } as const;
    const page = parseAnswer(
      pageSchema,
      await api.mergeRequests.all({ ...query, perPage: PAGE_SIZE }),
      'merge requests',
    );
    return page.rows
      .map((row) => parseAnswer(mergeRequest, row, 'a merge request'))
      .filter(({ sourceProjectId }) => sourceProjectId === projectId);
  };
  const getMergeRequest: GitLab['getMergeRequest'] = (projectId, iid) =>
    orNull(async () =>
      parseAnswer(mergeRequest, await api.mergeRequests.show(projectId, iid), 'a merge request'),
    );
  const postMergeRequest = async (
    projectId: number,
    request: NewMergeRequest,
  ): Promise<GitLabMergeRequest> => {
    const { sourceBranch, targetBranch, title, labels, assigneeIds, reviewerIds, ...fields } = request;
    const options = {
      ...fields,
      labels: labels.join(','),
      ...(assigneeIds === undefined ? {} : { assigneeIds: [...assigneeIds] }),
      ...(reviewerIds === undefined ? {} : { reviewerIds: [...reviewerIds] }),
    };
    const row: unknown = await api.mergeRequests.create(
      projectId,
      sourceBranch,
      targetBranch,
      title,
      options,
    );
    return parseAnswer(mergeRequest, row, 'a merge request');
  };

  return {
    probe: () => probeGitLab(() => transport.send({ method: 'GET', path: 'version', isAnonymous: true })),
    getVersion: async () => parseAnswer(versionSchema, await readVersion(api.metadata), 'the version'),
    getUser: async () => parseAnswer(userSchema, await api.users.showCurrentUser(), 'the account'),
    getToken: async () => {
      const row = await readToken(api.tokens);
      return row === null ? null : parseAnswer(tokenSchema, row, 'the token');
    },
    listMemberProjects: (options) => listProjects(api.projects, project, options ?? {}),
    getProject: (projectId) =>
      orNull(async () => parseAnswer(project, await api.projects.show(projectId), 'a project')),
    findMergeRequests,
    getMergeRequest,
    createMergeRequest: (projectId, request) =>
      openMergeRequest(request, {
        find: () => findMergeRequests(projectId, { sourceBranch: request.sourceBranch }),
        get: (iid) => getMergeRequest(projectId, iid),
        post: () => postMergeRequest(projectId, request),
        pause: (ms) => deps.sleep(ms, deps.signal ?? undefined),
        branchWaitMs: deps.limits.branchWaitMs,
      }),
    updateMergeRequest: async (projectId, iid, { addLabels, ...change }) => {
      const options = addLabels === undefined ? change : { ...change, addLabels: addLabels.join(',') };
      const row: unknown = await api.mergeRequests.edit(projectId, iid, options);
      return parseAnswer(mergeRequest, row, 'a merge request');
    },
    acceptMergeRequest: async (projectId, iid, { sha, autoMerge }) => {
      // GitBeaker has no name for `auto_merge`, which replaced `merge_when_pipeline_succeeds` in 17.11; both are sent.
      const options = { sha, ...(autoMerge ? { autoMerge, mergeWhenPipelineSucceeds: true } : {}) };
      const row: unknown = await api.mergeRequests.merge(projectId, iid, options);
      return parseAnswer(mergeRequest, row, 'a merge request');
    },
    createNote: async (projectId, iid, body) => {
      await api.notes.create(projectId, iid, body);
    },
    listNotes: async (projectId, iid) => {
      const answer: unknown = await api.notes.all(projectId, iid, { sort: 'desc', perPage: PAGE_SIZE });
      const { rows } = parseAnswer(pageSchema, answer, 'the notes');
      return rows.map((row) => parseAnswer(noteSchema, row, 'a note'));
    },
    readBlob: (projectId, blob) =>
      orNull(async () => {
        const answer: unknown = await api.repositories.showBlob(projectId, blob);
        return Buffer.from(parseAnswer(blobSchema, answer, 'a file').content, 'base64');
      }),
    findUser: async (username) => {
      const answer: unknown = await api.users.all({ username, perPage: 2 });
      const { rows } = parseAnswer(pageSchema, answer, 'the accounts');
      const found = rows.map((row) => parseAnswer(foundUserSchema, row, 'an account'));
      return found.find((user) => user.username.toLowerCase() === username.toLowerCase()) ?? null;
    },
    ...createHooks(api.hooks),
    rotateToken: async (expiresAt) =>
      parseAnswer(rotatedTokenSchema, await api.tokens.rotate('self', { expiresAt }), 'the new token'),
    revokeToken: async () => {
      await api.tokens.remove({ tokenId: 'self' });
    },
    requestCount: () => transport.requestCount(),
  };
}

function connectResources(host: string, requesterFn: ReturnType<typeof createRequesterFactory>) {
  const config = { host, requesterFn, queryTimeout: null };
  return {
    metadata: new Metadata(config),
    users: new Users(config),
    tokens: new PersonalAccessTokens(config),
    projects: new Projects(config),
    mergeRequests: new MergeRequests(config),
    notes: new MergeRequestNotes(config),
    branches: new Branches(config),
    repositories: new Repositories(config),
    hooks: new ProjectHooks(config),
  };
}

/** `/metadata` since 15.2, `/version` before. */
async function readVersion(metadata: Metadata): Promise<unknown> {
  try {
    return await metadata.show();
  } catch (error) {
    if (!isAppError(error, 'GITLAB_NOT_FOUND')) throw error;
    const { body } = await metadata.requester.get('version');
    return body;
  }
}

/** OAuth tokens get 400 here, servers before 15.5 have no such route: then nothing is known about the token. */
async function readToken(tokens: PersonalAccessTokens): Promise<unknown> {
  try {
    return await tokens.show();
  } catch (error) {
    if (isAppError(error, 'GITLAB_REFUSED') && error.details['status'] === 400) return null;
    if (isAppError(error, 'GITLAB_NOT_FOUND')) return null;
    throw error;
  }
}

async function* listProjects(
  projects: Projects,
  schema: z.ZodType<GitLabProject>,
  options: { readonly afterId?: number; readonly pageSize?: number; readonly minAccessLevel?: number },
): AsyncGenerator<readonly GitLabProject[]> {
  let after = options.afterId ?? null;
  let emptyPages = 0;
  for (let pages = 1; ; pages += 1) {
    const answer: unknown = await projects.all({
      membership: true,
      pagination: 'keyset',
      orderBy: 'id',
      sort: 'asc',
      perPage: options.pageSize ?? PAGE_SIZE,
      ...(after === null ? {} : { idAfter: after }),
      ...(options.minAccessLevel === undefined ? {} : { minAccessLevel: options.minAccessLevel }),
    });
    const page = parseAnswer(pageSchema, answer, 'the projects');
    yield page.rows.map((row) => parseAnswer(schema, row, 'a project'));
    if (page.next === null) return;
    emptyPages = page.rows.length === 0 ? emptyPages + 1 : 0;
    const next = Number(page.next['id_after']);
    const isEndless = pages >= MAX_PAGES || emptyPages > MAX_EMPTY_PAGES;
    if (isEndless || !Number.isSafeInteger(next) || next <= (after ?? -1)) {
      throw new AppError('GITLAB_ANSWER_INVALID', "GitLab's list of projects does not get to its end.");
    }
    after = next;
  }
}
