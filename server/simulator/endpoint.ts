import type { Request, RequestHandler, Response } from 'express';
import { ApiError, forbidden, insufficientScope, messageError, notFound, unauthorized } from './api-error.js';
import { authenticate } from './authenticate.js';
import type { Context } from './context.js';
import type { Page, PageRequest } from './pagination.js';
import { Params } from './params.js';
import type { Namespace, Project, Token, User } from './state.js';

/** One API request with its caller. */
export interface Call {
  readonly context: Context;
  readonly req: Request;
  readonly res: Response;
  readonly user: User | null;
  readonly token: Token | null;
  /** Query and body together; the body wins. */
  readonly params: Params;
}

/** A call of somebody who is known. */
export interface UserCall extends Call {
  readonly user: User;
  readonly token: Token;
}

/** What a handler answers. Without a body the answer is empty. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent = (): Reply => ({ status: 204 });

/** A page of rows with its headers. */
export async function paged<T>(page: Page<T>, present: (row: T) => unknown): Promise<Reply> {
  return { status: 200, body: await Promise.all(page.rows.map(present)), headers: page.headers };
}

const READ_SCOPES = ['api', 'read_api'];
const WRITE_SCOPES = ['api'];

/** A route that anybody may ask; a token, when there is one, must be good for it. */
export function publicEndpoint(
  context: Context,
  handler: (call: Call) => Promise<Reply>,
  scopes?: readonly string[],
): RequestHandler {
  return async (req, res) => {
    const caller = authenticate(context, req.headers);
    res.locals['userId'] = caller?.user.id ?? null;
    if (caller) requireScope(caller.token, scopes ?? (isRead(req) ? READ_SCOPES : WRITE_SCOPES));
    else if (!isRead(req)) throw unauthorized();
    const params = new Params(req.query, req.body);
    send(
      res,
      await handler({ context, req, res, user: caller?.user ?? null, token: caller?.token ?? null, params }),
    );
  };
}

/** A route that needs a token: 401 without. */
export function endpoint(
  context: Context,
  handler: (call: UserCall) => Promise<Reply>,
  scopes?: readonly string[],
): RequestHandler {
  return publicEndpoint(
    context,
    async (call) => {
      if (!call.user || !call.token) throw unauthorized();
      return await handler({ ...call, user: call.user, token: call.token });
    },
    scopes,
  );
}

function isRead(req: Request): boolean {
  return req.method === 'GET' || req.method === 'HEAD';
}

function requireScope(token: Token, needed: readonly string[]): void {
  if (!needed.some((scope) => token.scopes.includes(scope))) throw insufficientScope(needed);
}

function send(res: Response, reply: Reply): void {
  for (const [name, value] of Object.entries(reply.headers ?? {})) res.setHeader(name, value);
  res.status(reply.status);
  if (Buffer.isBuffer(reply.body)) res.end(reply.body);
  else if (reply.body === undefined) res.end();
  else sendJson(res, reply.body);
}

/** JSON with the exact type that GitLab says, without a character set: python-gitlab compares it. */
export function sendJson(res: Response, body: unknown): void {
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify(body));
}

/** A path parameter, decoded. */
export function pathParam(call: Call, name: string): string {
  const value = call.req.params[name];
  return typeof value === 'string' ? value : '';
}

/** A path parameter that must be a number; anything else is an unknown record. */
export function pathNumber(call: Call, name: string): number {
  const value = pathParam(call, name);
  if (!/^\d{1,15}$/.test(value)) throw notFound();
  return Number(value);
}

/** The project that the path names; 404 when missing or invisible, 301 or 405 when it has moved. */
export function requireProject(call: Call): Project {
  const reference = pathParam(call, 'id');
  const isNumber = /^\d+$/.test(reference);
  if (!isNumber && !reference.includes('/')) throw notFound('Project');
  const { state, access } = call.context;
  const project = state.findProject(reference);
  if (project && access.canSee(call.user, project)) return project;
  const moved = isNumber ? undefined : state.findMovedProject(reference);
  if (!moved || !access.canSee(call.user, moved)) throw notFound('Project');
  if (!isRead(call.req)) throw messageError(405, 'Non GET methods are not allowed for moved projects');
  const rest = call.req.originalUrl.replace(/^.*?\/projects\/[^/?]+/, '');
  const location = `${call.context.externalUrl}/api/v4/projects/${moved.id}${rest}`;
  throw new ApiError(
    301,
    { message: `This resource has been moved permanently to ${location}` },
    { Location: location },
  );
}

/** The project whose code the caller may read. */
export function requireReadableProject(call: Call): Project {
  const project = requireProject(call);
  if (!call.context.access.canReadCode(call.user, project)) throw forbidden();
  return project;
}

/** The caller's level must reach this. */
export function requireLevel(call: Call, project: Project, level: number): void {
  if (call.context.access.level(call.user, project) < level) throw forbidden();
}

/** The group that the path names; 404 when missing or invisible. */
export function requireGroup(call: Call): Namespace {
  const group = call.context.state.findNamespace(pathParam(call, 'id'));
  if (!group || group.kind !== 'group' || !isVisibleGroup(call, group)) throw notFound('Group');
  return group;
}

/** Whether the caller may know of the group. */
export function isVisibleGroup(call: Call, group: Namespace): boolean {
  if (group.visibility === 'public' || (group.visibility === 'internal' && call.user)) return true;
  if (!call.user) return false;
  return call.user.isAdmin || call.context.access.inNamespace(call.user.id, group) !== null;
}

/** What page links are built from. */
export function pageRequest(call: Call): PageRequest {
  const [path, query] = call.req.originalUrl.split('?', 2);
  const inside = (path ?? '').slice(call.context.relativeRoot.length);
  return {
    address: `${call.context.externalUrl}${inside}`,
    query: new URLSearchParams(query ?? ''),
    params: call.params,
    hasEmptyPages: call.context.hasEmptyPages,
  };
}
