import type { Router } from 'express';
import { forbidden, messageError, notFound } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  noContent,
  ok,
  pageRequest,
  paged,
  pathNumber,
  requireLevel,
  requireProject,
  type Call,
  type UserCall,
} from '../endpoint.js';
import { offsetPage } from '../pagination.js';
import { presentUser } from '../present.js';
import { ACCESS, type Project } from '../state.js';

const LEVELS: ReadonlySet<number> = new Set([5, 10, 15, 20, 30, 40, 50]);

type LevelOf = (userId: number, project: Project) => number | null;

/** Who is a member of a project, directly or through groups; maintainers change the direct ones. */
export function addMemberRoutes(router: Router, context: Context): void {
  const all = '/projects/:id/members';
  const direct: LevelOf = (userId, project) => context.access.direct(userId, project);
  const effective: LevelOf = (userId, project) => context.access.membership(userId, project);
  for (const [path, levelOf] of [
    [`${all}/all`, effective],
    [all, direct],
  ] as const) {
    router.get(
      path,
      endpoint(context, async (call) => await listMembers(call, levelOf)),
    );
    router.get(
      `${path}/:user_id`,
      endpoint(context, async (call) => ok(memberOf(call, levelOf))),
    );
  }
  router.post(all, endpoint(context, addMember));
  router.put(`${all}/:user_id`, endpoint(context, changeMember));
  router.delete(
    `${all}/:user_id`,
    endpoint(context, async (call) => {
      const project = requireProject(call);
      const userId = pathNumber(call, 'user_id');
      if (userId !== call.user.id) requireLevel(call, project, ACCESS.maintainer);
      if (!project.members.delete(userId)) throw notFound();
      return noContent();
    }),
  );
}

async function listMembers(call: UserCall, levelOf: LevelOf) {
  const project = requireProject(call);
  const query = call.params.text('query')?.toLowerCase() ?? '';
  const rows = [...call.context.state.users.values()].flatMap((user) => {
    const level = levelOf(user.id, project);
    const isWanted = `${user.username}\n${user.name}`.toLowerCase().includes(query);
    return level === null || !isWanted ? [] : [{ user, level }];
  });
  return await paged(offsetPage(pageRequest(call), rows), ({ user, level }) =>
    presentMember(call, project, { userId: user.id, level }),
  );
}

function memberOf(call: Call, levelOf: LevelOf) {
  const project = requireProject(call);
  const userId = pathNumber(call, 'user_id');
  const level = call.context.state.users.has(userId) ? levelOf(userId, project) : null;
  if (level === null) throw notFound();
  return presentMember(call, project, { userId, level });
}

function presentMember(
  call: Call,
  project: Project,
  member: { readonly userId: number; readonly level: number },
) {
  return {
    ...presentUser(call.context, call.context.state.users.get(member.userId)),
    access_level: member.level,
    created_at: project.createdAt.toISOString(),
    created_by: null,
    expires_at: project.members.get(member.userId)?.expiresAt ?? null,
    membership_state: 'active',
  };
}

async function addMember(call: UserCall) {
  const { context, params } = call;
  const project = requireProject(call);
  requireLevel(call, project, ACCESS.maintainer);
  params.require('user_id', 'access_level');
  const userId = params.integer('user_id') ?? 0;
  if (!context.state.users.has(userId)) throw notFound('User');
  if (project.members.has(userId)) throw messageError(409, 'Member already exists');
  return created(setMember(call, project, userId));
}

async function changeMember(call: UserCall) {
  const project = requireProject(call);
  requireLevel(call, project, ACCESS.maintainer);
  call.params.require('access_level');
  const userId = pathNumber(call, 'user_id');
  if (!project.members.has(userId)) throw notFound();
  return ok(setMember(call, project, userId));
}

function setMember(call: UserCall, project: Project, userId: number) {
  const level = call.params.integer('access_level') ?? 0;
  if (!LEVELS.has(level)) throw messageError(400, 'access_level does not have a valid value');
  if (level > call.context.access.level(call.user, project)) throw forbidden();
  project.members.set(userId, { level, expiresAt: call.params.text('expires_at') ?? null });
  return presentMember(call, project, { userId, level });
}
