import type { Request, Response, Router } from 'express';
import { ApiError } from '../api-error.js';
import type { Context } from '../context.js';
import { lookAt } from '../merge-check.js';
import { acceptMergeRequest } from '../merge.js';
import { closeMergeRequest } from '../merge-request-state.js';
import { readAllFiles, readCommits, readDiffs } from '../repository-read.js';
import type { MergeRequest, Project, User } from '../state.js';
import { Html, html } from './html.js';
import { page } from './layout.js';
import { mergeRequestTable, mergeRequestView, projectsView, projectView, tokensView } from './views.js';

/** The pages for people. Nobody signs in: buttons act as the first person who may do it. */
export function addPageRoutes(router: Router, context: Context): void {
  const send = (res: Response, title: string, content: Html, status = 200) => {
    res.status(status).setHeader('Content-Type', 'text/html; charset=utf-8');
    res.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'",
    );
    res.end(page(context.relativeRoot, title, content));
  };
  const missing = (res: Response) =>
    send(
      res,
      'Not found',
      html`<h1>Not found</h1>
        <p>There is nothing at this address.</p>`,
      404,
    );
  router.get('/', (_req, res) => send(res, 'Projects', projectsView(context)));
  router.get('/-/user_settings/personal_access_tokens', (_req, res) =>
    send(res, 'Access tokens', tokensView(context)),
  );
  router.get('/*path/-/merge_requests', (req, res) => {
    const project = projectOf(context, req);
    if (!project) return missing(res);
    const path = context.state.fullPathOf(project);
    return send(
      res,
      path,
      html`<h1>Merge requests of ${path}</h1>
        ${mergeRequestTable(context, project)}`,
    );
  });
  router.get('/*path/-/merge_requests/:iid', async (req, res) => {
    const found = mergeRequestOf(context, req);
    if (!found) return missing(res);
    return await showMergeRequest(context, found, (title, content) => send(res, title, content), null);
  });
  router.post('/*path/-/merge_requests/:iid/:action', async (req, res) => {
    const found = mergeRequestOf(context, req);
    if (!found) return missing(res);
    if (req.headers['sec-fetch-site'] === 'cross-site')
      return send(res, 'Refused', html`<h1>Refused</h1>`, 403);
    const problem = await act(context, found, String(req.params['action']));
    if (problem)
      return await showMergeRequest(
        context,
        found,
        (title, content) => send(res, title, content, 409),
        problem,
      );
    const path = context.state.fullPathOf(found.project);
    return res.redirect(303, `${context.relativeRoot}/${path}/-/merge_requests/${found.mergeRequest.iid}`);
  });
  router.get('/*path', async (req, res) => {
    const project = projectOf(context, req);
    if (!project) return missing(res);
    const { repository } = project;
    const head = await repository.branch(project.defaultBranch);
    const content = projectView(context, project, {
      branches: await repository.branches(),
      files: head ? [...(await readAllFiles(repository, head)).values()] : [],
      commits: head ? await readCommits(repository, head, { limit: 10 }) : [],
    });
    return send(res, context.state.fullPathOf(project), content);
  });
}

interface Found {
  readonly project: Project;
  readonly mergeRequest: MergeRequest;
}

function projectOf(context: Context, req: Request): Project | undefined {
  const path = req.params['path'];
  return context.state.findProject(Array.isArray(path) ? path.join('/') : String(path));
}

function mergeRequestOf(context: Context, req: Request): Found | null {
  const project = projectOf(context, req);
  const mergeRequest = project?.mergeRequests.get(Number(req.params['iid']));
  return project && mergeRequest ? { project, mergeRequest } : null;
}

async function showMergeRequest(
  context: Context,
  found: Found,
  send: (title: string, content: Html) => void,
  problem: string | null,
): Promise<void> {
  const { project, mergeRequest } = found;
  await lookAt(context, { ...found, now: true });
  const { baseSha, headSha } = mergeRequest;
  const diffs = await readDiffs(project.repository, baseSha, headSha);
  const commits = await readCommits(project.repository, `${baseSha}..${headSha}`, { limit: 50 });
  const content = mergeRequestView(context, project, { mergeRequest, diffs, commits, problem });
  send(`${mergeRequest.title} !${mergeRequest.iid}`, content);
}

/** Merges or closes; a sentence when that cannot be. */
async function act(context: Context, found: Found, action: string): Promise<string | null> {
  const { project, mergeRequest } = found;
  const user = firstPerson(context, found);
  if (!user) return 'There is no person in this simulator who may do this.';
  if (action === 'close') {
    closeMergeRequest(context, project, { mergeRequest, user });
    return null;
  }
  if (action !== 'merge') return 'This cannot be done.';
  try {
    await acceptMergeRequest(context, project, { mergeRequest, user, options: {} });
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `It cannot be merged now: ${error.message}`;
  }
}

function firstPerson(context: Context, found: Found): User | undefined {
  const people = [...context.state.users.values()].filter((user) => !user.isBot && user.state === 'active');
  return people.find((user) =>
    context.access.canMergeInto(user, found.project, found.mergeRequest.targetBranch),
  );
}
