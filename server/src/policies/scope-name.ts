import { AppError } from '../errors.js';
import { isGroupPath } from '../projects/group-path.js';
import type { Stores } from '../stores.js';
import { describeScope } from './describe-policy.js';
import type { PolicyScope } from './policy-scope.js';

/** What a scope is called; NOT_FOUND or BAD_INPUT where there is no such integration, project or group. */
export async function nameScope(
  stores: Pick<Stores, 'integrations' | 'projects'>,
  scope: PolicyScope,
): Promise<string> {
  if (scope.kind === 'BACKLINE') return describeScope(scope, null);
  if (scope.kind === 'PROJECT') {
    const project = await stores.projects.find(scope.projectId);
    if (project === null) throw missing('project');
    return describeScope(scope, project.path);
  }
  if (scope.kind === 'GROUP' && !isGroupPath(scope.groupPath))
    throw new AppError('BAD_INPUT', 'This is not the path of a group, such as “acme/shop”.', {
      details: { field: 'scope.groupPath' },
    });
  const [integration] = await stores.integrations.findMany([scope.integrationId]);
  if (integration === undefined) throw missing('integration');
  return describeScope(scope, integration.name);
}

/** Whom the history names where a policy did something, such as `policy:acme/shop`. */
export async function policyActor(
  stores: Pick<Stores, 'integrations' | 'projects'>,
  scope: PolicyScope,
): Promise<string> {
  return `policy:${await nameScope(stores, scope)}`;
}

function missing(noun: string): AppError {
  return new AppError('NOT_FOUND', `There is no such ${noun}.`, { details: { field: 'scope' } });
}
