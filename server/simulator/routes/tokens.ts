import { randomBytes } from 'node:crypto';
import type { Router } from 'express';
import { badRequest, deadToken, messageError } from '../api-error.js';
import type { Context } from '../context.js';
import { endpoint, noContent, ok, type UserCall } from '../endpoint.js';
import { pageOf, perPageOf } from '../pagination.js';
import { presentNamespace, presentToken, webUrl } from '../present.js';
import { createToken } from '../tokens.js';
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

/** The caller's own token: look, reach, rotate, revoke. */
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
    endpoint(context, async (call) => ok(rotate(call)), ['api', 'self_rotate']),
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
}

function refuseOauth(token: Token): void {
  if (token.kind === 'oauth') {
    throw badRequest('This endpoint requires token type to be a personal access token');
  }
}

function rotate(call: UserCall) {
  const { context, token, params } = call;
  if (token.kind === 'oauth') throw messageError(405, '405 Method Not Allowed');
  const now = context.clock();
  const week = new Date(now.getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
  const expiresAt = params.date('expires_at')?.toISOString().slice(0, 10) ?? week;
  const latest = new Date(now.getTime() + 400 * 86_400_000);
  if (new Date(expiresAt) > latest) throw badRequest('Expiration date is too far in the future');
  if (token.isRevoked) throw deadToken('revoked');
  token.isRevoked = true;
  const fresh = createToken(context, {
    userId: token.userId,
    scopes: token.scopes,
    name: token.name,
    kind: token.kind,
    value: `glpat-${randomBytes(15).toString('base64url')}`,
    expiresAt,
    familyId: token.familyId,
  });
  return { ...presentToken(context, fresh), token: fresh.value };
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
