import {
  MergeRequestNotes,
  MergeRequests,
  Metadata,
  PersonalAccessTokens,
  Projects,
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
import { openMergeRequest } from './open-merge-request.js';
import { probeGitLab } from './probe.js';
import { createRequesterFactory } from './requester.client.js';
import {
  mergeRequestSchema,
  pageSchema,
  projectSchema,
  tokenSchema,
  userSchema,
  versionSchema,
} from './schema.js';
import { createTransport, type TransportDeps } from './transport.client.js';

const PAGE_SIZE = 100;

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
    const page = parse(
      pageSchema,
      await api.mergeRequests.all({ ...query, perPage: PAGE_SIZE }),
      'merge requests',
    );
    return page.rows.map((row) => parse(mergeRequest, row, 'a merge request'));
  };
  const getMergeRequest: GitLab['getMergeRequest'] = (projectId, iid) =>
    orNull(async () => parse(mergeRequest, await api.mergeRequests.show(projectId, iid), 'a merge request'));
  const postMergeRequest = async (
    projectId: number,
    request: NewMergeRequest,
  ): Promise<GitLabMergeRequest> => {
    const { sourceBranch, targetBranch, title, description, labels, removeSourceBranch } = request;
    const options = { description, labels: labels.join(','), removeSourceBranch };
    const row: unknown = await api.mergeRequests.create(
      projectId,
      sourceBranch,
      targetBranch,
      title,
      options,
    );
    return parse(mergeRequest, row, 'a merge request');
  };

  return {
    probe: () => probeGitLab(() => transport.send({ method: 'GET', path: 'version', isAnonymous: true })),
    getVersion: async () => parse(versionSchema, await readVersion(api.metadata), 'the version'),
    getUser: async () => parse(userSchema, await api.users.showCurrentUser(), 'the account'),
    getToken: async () => {
      const row = await readToken(api.tokens);
      return row === null ? null : parse(tokenSchema, row, 'the token');
    },
    listMemberProjects: (options) => listProjects(api.projects, project, options ?? {}),
    getProject: (projectId) =>
      orNull(async () => parse(project, await api.projects.show(projectId), 'a project')),
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
    updateMergeRequest: async (projectId, iid, change) =>
      parse(mergeRequest, await api.mergeRequests.edit(projectId, iid, { ...change }), 'a merge request'),
    createNote: async (projectId, iid, body) => {
      await api.notes.create(projectId, iid, body);
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
  options: { readonly afterId?: number; readonly pageSize?: number },
): AsyncGenerator<readonly GitLabProject[]> {
  let after = options.afterId ?? null;
  for (;;) {
    const answer: unknown = await projects.all({
      membership: true,
      pagination: 'keyset',
      orderBy: 'id',
      sort: 'asc',
      perPage: options.pageSize ?? PAGE_SIZE,
      ...(after === null ? {} : { idAfter: after }),
    });
    const page = parse(pageSchema, answer, 'the projects');
    yield page.rows.map((row) => parse(schema, row, 'a project'));
    if (page.next === null) return;
    const next = Number(page.next['id_after']);
    if (!Number.isSafeInteger(next) || next <= (after ?? -1)) {
      throw new AppError('GITLAB_ANSWER_INVALID', "GitLab's list of projects does not get to its end.");
    }
    after = next;
  }
}

/** Null for what GitLab does not find; an unknown route is an error, because it says nothing about the record. */
async function orNull<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error, 'GITLAB_NOT_FOUND') && error.details['isUnknownRoute'] !== true) return null;
    throw error;
  }
}

function parse<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue === undefined ? '' : issue.path.map(String).join('.').slice(0, 100);
  throw new AppError(
    'GITLAB_ANSWER_INVALID',
    `GitLab's answer for ${what} has an unexpected form${field === '' ? '' : ` (${field})`}.`,
    { details: { field } },
  );
}
