import type { Router } from 'express';
import { messageError, notFound } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  noContent,
  ok,
  pageRequest,
  paged,
  pathParam,
  requireLevel,
  requireProject,
  type UserCall,
} from '../endpoint.js';
import { offsetPage } from '../pagination.js';
import { ACCESS, type Project, type Protection } from '../state.js';

/** Which branches are protected, by name or wildcard; for maintainers. */
export function addProtectedBranchRoutes(router: Router, context: Context): void {
  const all = '/projects/:id/protected_branches';
  router.get(
    all,
    endpoint(context, async (call) => {
      const project = requireMaintained(call);
      const rows = [...project.protections.values()];
      return await paged(offsetPage(pageRequest(call), rows), (row) => present(project, row));
    }),
  );
  router.get(
    `${all}/:name`,
    endpoint(context, async (call) => {
      const project = requireMaintained(call);
      return ok(present(project, requireProtection(call, project)));
    }),
  );
  router.post(
    all,
    endpoint(context, async (call) => {
      const project = requireMaintained(call);
      const pattern = call.params.requiredText('name');
      if (project.protections.has(pattern)) {
        throw messageError(409, `Protected branch '${pattern}' already exists`);
      }
      const protection: Protection = {
        pattern,
        pushLevel: call.params.integer('push_access_level') ?? ACCESS.maintainer,
        mergeLevel: call.params.integer('merge_access_level') ?? ACCESS.maintainer,
        allowForcePush: call.params.boolean('allow_force_push') ?? false,
      };
      project.protections.set(pattern, protection);
      return created(present(project, protection));
    }),
  );
  router.delete(
    `${all}/:name`,
    endpoint(context, async (call) => {
      const project = requireMaintained(call);
      project.protections.delete(requireProtection(call, project).pattern);
      return noContent();
    }),
  );
}

function requireMaintained(call: UserCall): Project {
  const project = requireProject(call);
  requireLevel(call, project, ACCESS.maintainer);
  return project;
}

function requireProtection(call: UserCall, project: Project): Protection {
  const protection = project.protections.get(pathParam(call, 'name'));
  if (!protection) throw notFound();
  return protection;
}

function present(project: Project, protection: Protection) {
  const level = (value: number) => ({ access_level: value, access_level_description: '' });
  return {
    id: [...project.protections.keys()].indexOf(protection.pattern) + 1,
    name: protection.pattern,
    push_access_levels: [level(protection.pushLevel)],
    merge_access_levels: [level(protection.mergeLevel)],
    allow_force_push: protection.allowForcePush,
  };
}
