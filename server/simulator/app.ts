import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  Router,
} from 'express';
import { ApiError, parameterError } from './api-error.js';
import { tokenFrom } from './authenticate.js';
import type { Context } from './context.js';
import { sendJson } from './endpoint.js';
import { applyFault } from './faults.js';
import { parseForm } from './form.js';
import { beHostile } from './hostile.js';
import { addPageRoutes } from './pages/pages.js';
import { addBranchRoutes } from './routes/branches.js';
import { addCommitRoutes } from './routes/commits.js';
import { addForkRoutes } from './routes/forks.js';
import { addGroupRoutes } from './routes/groups.js';
import { addHookDeliveryRoutes } from './routes/hook-deliveries.js';
import { addHookRoutes } from './routes/hooks.js';
import { addMemberRoutes } from './routes/members.js';
import { addMergeRequestDetails } from './routes/merge-request-details.js';
import { addMergeRequestLists } from './routes/merge-request-lists.js';
import { addMergeRequestRoutes } from './routes/merge-requests.js';
import { addNoteRoutes } from './routes/notes.js';
import { addOauthRoutes } from './routes/oauth.js';
import { addPaidRoutes } from './routes/paid.js';
import { addPipelineRoutes } from './routes/pipelines.js';
import { addProjectSettingRoutes } from './routes/project-settings.js';
import { addProjectRoutes } from './routes/projects.js';
import { addProtectedBranchRoutes } from './routes/protected-branches.js';
import { addRepositoryRoutes } from './routes/repository.js';
import { addResourceTokenRoutes } from './routes/resource-tokens.js';
import { addServiceAccountRoutes } from './routes/service-accounts.js';
import { addSystemRoutes } from './routes/system.js';
import { addTokenRoutes } from './routes/tokens.js';
import { addUserRoutes } from './routes/users.js';
import { addGitRoutes } from './smart-http.js';

const MAX_BODY = '100mb';

/** The whole server: log, latency, faults and throttle in front; then API, git and pages. */
export function createApp(context: Context): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(recordRequest(context));
  if (context.decodesSlashes) app.use(decodeSlashes);
  const root = Router();
  root.use('/api/v4', limitRate(context), apiErrors, createApi(context));
  addGitRoutes(root, context);
  addOauthRoutes(root, context);
  addPageRoutes(root, context);
  app.use(context.relativeRoot || '/', root);
  app.use((_req, res) => {
    res.status(404).type('text/plain').end('404 Not Found\n');
  });
  app.use(pageErrors);
  return app;
}

function createApi(context: Context): Router {
  const api = Router();
  api.use(express.json({ limit: MAX_BODY, strict: false }));
  api.use(express.text({ limit: MAX_BODY, type: 'application/x-www-form-urlencoded' }), readForm);
  addSystemRoutes(api, context);
  addTokenRoutes(api, context);
  addResourceTokenRoutes(api, context);
  addUserRoutes(api, context);
  addProjectRoutes(api, context);
  addProjectSettingRoutes(api, context);
  addMemberRoutes(api, context);
  addForkRoutes(api, context);
  addGroupRoutes(api, context);
  addRepositoryRoutes(api, context);
  addBranchRoutes(api, context);
  addProtectedBranchRoutes(api, context);
  addCommitRoutes(api, context);
  addMergeRequestLists(api, context);
  addMergeRequestRoutes(api, context);
  addMergeRequestDetails(api, context);
  addNoteRoutes(api, context);
  addPipelineRoutes(api, context);
  addHookRoutes(api, context);
  addHookDeliveryRoutes(api, context);
  if (context.profile.hasServiceAccounts) addServiceAccountRoutes(api, context);
  if (context.profile.isEnterprise) addPaidRoutes(api, context);
  api.use(() => {
    throw parameterError(404, '404 Not Found');
  });
  api.use(apiErrors);
  return api;
}

const readForm: RequestHandler = (req, _res, next) => {
  const isForm = typeof req.body === 'string' && Boolean(req.is('application/x-www-form-urlencoded'));
  if (isForm) {
    const form = parseForm(req.body);
    if (!form) throw parameterError(400, '400 Bad Request');
    req.body = Object.fromEntries(form);
  }
  next();
};

/** What a careless proxy does. */
const decodeSlashes: RequestHandler = (req, _res, next) => {
  const [path = '', ...query] = req.url.split('?');
  req.url = [path.replace(/%2f/gi, '/'), ...query].join('?');
  next();
};

/** Counts the request, and spoils it where that was asked for. */
function recordRequest(context: Context): RequestHandler {
  return async (req, res, next) => {
    const path = req.originalUrl.slice(context.relativeRoot.length);
    const isGit = /\/(?:info\/refs|git-upload-pack|git-receive-pack)(?:\?|$)/.test(path);
    const kind = path.startsWith('/api/') ? 'api' : isGit ? 'git' : 'page';
    const startedAt = performance.now();
    const entry = context.log.start({ kind, method: req.method, path, at: context.clock() });
    res.on('close', () => {
      entry.status = res.headersSent ? res.statusCode : 0;
      entry.durationMs = performance.now() - startedAt;
      const userId: unknown = res.locals['userId'];
      entry.userId = typeof userId === 'number' ? userId : null;
    });
    if (context.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, context.latencyMs));
    const fault = context.faults.take(req.method, path) ?? context.chaos.draw(path);
    if (fault) entry.trouble = `${fault.kind}${fault.afterEffect ? '-after' : ''}`;
    if (fault && applyFault(fault, req, res)) return;
    const hostile = fault ? null : context.hostility.find(path);
    if (hostile) entry.trouble = hostile.mode;
    if (!hostile || !beHostile(hostile, req, res)) next();
  };
}

function limitRate(context: Context): RequestHandler {
  return (req, res, next) => {
    const caller = tokenFrom(req.headers) ?? req.socket.remoteAddress ?? '';
    const path = req.originalUrl.slice(context.relativeRoot.length);
    const decision = context.throttling.decide(caller, path);
    if (decision.kind === 'allowed') {
      res.set({ ...decision.headers });
      checkRoute(context, caller, req);
      next();
    } else if (decision.kind === 'json') sendError(res, decision.error);
    else {
      const { refusal } = decision;
      res.set({ ...refusal.headers });
      res.status(refusal.status).setHeader('Content-Type', 'text/plain');
      res.end(refusal.text);
    }
  };
}

/** Throws when the route has a limit of its own and it is used up. */
function checkRoute(context: Context, caller: string, req: Request): void {
  const [path, query] = req.originalUrl.slice(`${context.relativeRoot}/api/v4`.length).split('?', 2);
  context.routeLimits.check({
    method: req.method,
    path: path ?? '',
    query: new URLSearchParams(query ?? ''),
    bytes: Number(req.headers['content-length'] ?? 0),
    caller,
  });
}

function sendError(res: Parameters<RequestHandler>[1], error: ApiError): void {
  res.status(error.status).set({ ...error.headers });
  sendJson(res, error.body);
}

const apiErrors: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) next(error);
  else if (error instanceof ApiError) sendError(res, error);
  else {
    const status = statusOf(error);
    if (status === 413) sendJson(res.status(413), { error: 'Request Entity Too Large' });
    else if (status === 400) sendJson(res.status(400), { error: '400 Bad Request' });
    else {
      process.stderr.write(`simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
      sendJson(res.status(500), { message: '500 Internal Server Error' });
    }
  }
};

const pageErrors: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const status = error instanceof ApiError ? error.status : statusOf(error);
  if (status === 500)
    process.stderr.write(`simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
  res.status(status).type('text/plain').end(`${status}\n`);
};

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' ? error.status : 500;
}
