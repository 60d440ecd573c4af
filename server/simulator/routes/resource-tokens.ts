import type { Router } from 'express';
import { createBot } from '../admin.js';
import { badRequest, forbidden, notFound } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  noContent,
  ok,
  pageRequest,
  paged,
  pathNumber,
  pathParam,
  requireGroup,
  requireLevel,
  requireProject,
  type UserCall,
} from '../endpoint.js';
import { offsetPage } from '../pagination.js';
import { presentToken } from '../present.js';
import { ACCESS, type Membership, type Token } from '../state.js';
import { createToken, rotate } from '../tokens.js';
import { endingFamilies } from './tokens.js';

/** What tokens belong to: who is a member of it, and whether the caller manages it. */
interface Resource {
  readonly kind: 'project' | 'group';
  readonly id: number;
  readonly members: Map<number, Membership>;
}

/** Access tokens of projects and groups: list, look, make, rotate, revoke. */
export function addResourceTokenRoutes(router: Router, context: Context): void {
  addRoutes(router, context, {
    all: '/projects/:id/access_tokens',
    find(call) {
      const project = requireProject(call);
      if (!isOwnRotation(call, project.members)) requireLevel(call, project, ACCESS.maintainer);
      return { kind: 'project', id: project.id, members: project.members };
    },
  });
  addRoutes(router, context, {
    all: '/groups/:id/access_tokens',
    find(call) {
      const group = requireGroup(call);
      const level = call.user.isAdmin ? ACCESS.owner : context.access.inNamespace(call.user.id, group);
      if (!isOwnRotation(call, group.members) && (level ?? 0) < ACCESS.owner) throw forbidden();
      return { kind: 'group', id: group.id, members: group.members };
    },
  });
}

/** A bot rotates its own token whatever its level. */
function isOwnRotation(call: UserCall, members: ReadonlyMap<number, Membership>): boolean {
  return pathParam(call, 'token_id') === 'self' && members.has(call.user.id);
}

function addRoutes(
  router: Router,
  context: Context,
  routes: { readonly all: string; readonly find: (call: UserCall) => Resource },
): void {
  const { all, find } = routes;
  const present = (resource: Resource, token: Token) => ({
    ...presentToken(context, token),
    access_level: resource.members.get(token.userId)?.level ?? 0,
    resource_type: resource.kind,
    resource_id: resource.id,
  });
  router.get(
    all,
    endpoint(context, async (call) => {
      const resource = find(call);
      const state = call.params.oneOf('state', ['active', 'inactive']);
      const rows = tokensOf(context, resource).filter(
        (token) => state === undefined || presentToken(context, token).active === (state === 'active'),
      );
      return await paged(offsetPage(pageRequest(call), rows), (token) => present(resource, token));
    }),
  );
  router.post(
    all,
    endpoint(context, async (call) => {
      const resource = find(call);
      const { user, level, token } = makeToken(call, resource);
      resource.members.set(user.id, { level, expiresAt: null });
      return created({ ...present(resource, token), token: token.value });
    }),
  );
  router.get(
    `${all}/:token_id`,
    endpoint(context, async (call) => {
      const resource = find(call);
      return ok(present(resource, requireToken(call, resource)));
    }),
  );
  router.post(
    `${all}/:token_id/rotate`,
    endingFamilies(context),
    endpoint(
      context,
      async (call) => {
        const resource = find(call);
        return ok(rotate(call, requireToken(call, resource)));
      },
      ['api', 'self_rotate'],
    ),
  );
  router.delete(
    `${all}/:token_id`,
    endpoint(context, async (call) => {
      requireToken(call, find(call)).isRevoked = true;
      return noContent();
    }),
  );
}

function tokensOf(context: Context, resource: Resource): readonly Token[] {
  return [...context.state.tokens.values()].filter(
    ({ kind, userId }) => kind === resource.kind && resource.members.has(userId),
  );
}

function requireToken(call: UserCall, resource: Resource): Token {
  const isSelf = pathParam(call, 'token_id') === 'self';
  const id = isSelf ? call.token.id : pathNumber(call, 'token_id');
  const token = tokensOf(call.context, resource).find((one) => one.id === id);
  if (!token) throw notFound();
  return token;
}

function makeToken(call: UserCall, resource: Resource) {
  const { context, params } = call;
  params.require('name', 'scopes');
  const expiresAt = params.text('expires_at');
  const level = params.integer('access_level') ?? ACCESS.maintainer;
  if (level > ACCESS.owner || level < ACCESS.guest) throw badRequest('Access level is not valid');
  const user = createBot(context, { kind: resource.kind, id: resource.id });
  const token = createToken(context, {
    userId: user.id,
    kind: resource.kind,
    name: params.requiredText('name'),
    scopes: params.list('scopes') ?? [],
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
  return { user, level, token };
}
