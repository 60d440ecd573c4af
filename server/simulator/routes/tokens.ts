import type { RequestHandler, Router } from 'express';
import { badRequest, messageError, notFound, unauthorized } from '../api-error.js';
import { tokenFrom } from '../authenticate.js';
import type { Context } from '../context.js';
import { endpoint, noContent, ok, pathParam, type UserCall } from '../endpoint.js';
import { pageOf, perPageOf } from '../pagination.js';
import { presentNamespace, presentToken, webUrl } from '../present.js';
import { revokeFamily, rotate } from '../tokens.js';
import type { Token } from '../state.js';

const ALL_SCOPES = [
  'api',
  'read_api',
  'read_user',
  'read_repository',
  'write_repository',
  'self_rotate',
  'read_registry',
  'write_registry',
  'sudo',
  'admin_mode',
  'create_runner',
  'k8s_proxy',
  'ai_features',
];

/** Tokens: look at, reach, rotate and revoke the caller's own; those of projects and groups for who manages them. */
export function addTokenRoutes(router: Router, context: Context): void {
  const self = '/personal_access_tokens/self';
  router.get(
    self,
    endpoint(
      context,
      async (call) => {
        refuseOauth(call.token);
        return ok(presentToken(context, call.token));
      },
      ALL_SCOPES,
    ),
  );
  router.get(
    `${self}/associations`,
    endpoint(context, async (call) => ok(associations(call)), ALL_SCOPES),
  );
  router.post(
    `${self}/rotate`,
    endingFamilies(context),
    endpoint(context, async (call) => ok(rotateOwn(call, call.token)), ['api', 'self_rotate']),
  );
  router.delete(
    self,
    endpoint(
      context,
      async (call) => {
        refuseOauth(call.token);
        call.token.isRevoked = true;
        return noContent();
      },
      ALL_SCOPES,
    ),
  );
  const one = '/personal_access_tokens/:token_id';
  router.get(
    one,
    endpoint(context, async (call) => ok(presentToken(context, requireVisibleToken(call)))),
  );
  router.post(
    `${one}/rotate`,
    endingFamilies(context),
    endpoint(context, async (call) => ok(rotateOwn(call, requireVisibleToken(call)))),
  );
  router.delete(
    one,
    endpoint(context, async (call) => {
      requireVisibleToken(call).isRevoked = true;
      return noContent();
    }),
  );
}

function refuseOauth(token: Token): void {
  if (token.kind === 'oauth') {
    throw badRequest('This endpoint requires token type to be a personal access token');
  }
}

/** A token that was rotated already and asks for it again has been stolen or lost: the whole family dies. */
export function endingFamilies(context: Context): RequestHandler {
  return (req, _res, next) => {
    const token = context.state.tokensByValue.get(tokenFrom(req.headers) ?? '');
    if (token?.isRevoked) revokeFamily(context, token);
    next();
  };
}

/** One's own tokens; an administrator's are all. Anybody else's are not there. */
function requireVisibleToken(call: UserCall): Token {
  const id = pathParam(call, 'token_id');
  const token = /^\d{1,15}$/.test(id) ? call.context.state.tokens.get(Number(id)) : undefined;
  if (!token || token.kind === 'oauth' || (token.userId !== call.user.id && !call.user.isAdmin)) {
    throw call.user.isAdmin ? notFound() : unauthorized();
  }
  return token;
}

function rotateOwn(call: UserCall, token: Token) {
  if (token.kind === 'oauth') throw messageError(405, '405 Method Not Allowed');
  return rotate(call, token);
}

function associations(call: UserCall) {
  const { context, user, params } = call;
  const least = params.integer('min_access_level') ?? 0;
  const slice = <T>(rows: readonly T[]) => {
    const perPage = perPageOf(params);
    const page = pageOf(params);
    return rows.slice((page - 1) * perPage, page * perPage);
  };
  const groups = [...context.state.namespaces.values()].flatMap((group) => {
    const level = group.kind === 'group' ? context.access.inNamespace(user.id, group) : null;
    return level !== null && level >= least ? [{ group, level }] : [];
  });
  const projects = [...context.state.projects.values()].filter((project) => {
    const level = context.access.membership(user.id, project);
    return level !== null && level >= least;
  });
  return {
    groups: slice(groups).map(({ group, level }) => ({
      id: group.id,
      web_url: `${context.externalUrl}/groups/${group.fullPath}`,
      name: group.name,
      parent_id: group.parentId,
      organization_id: 1,
      access_levels: level,
      visibility: group.visibility,
    })),
    projects: slice(projects).map((project) => ({
      id: project.id,
      description: project.description,
      name: project.name,
      path: project.path,
      path_with_namespace: context.state.fullPathOf(project),
      created_at: project.createdAt.toISOString(),
      access_levels: {
        project_access_level: context.access.direct(user.id, project),
        group_access_level: context.access.throughGroups(user.id, project),
      },
      visibility: project.visibility,
      web_url: webUrl(context, project),
      namespace: presentNamespace(context, context.state.namespaceOf(project)),
    })),
  };
}
