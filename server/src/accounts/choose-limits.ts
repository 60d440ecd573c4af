import { AppError } from '../errors.js';
import { readGroupPath } from '../projects/group-path.js';
import type { Stores } from '../stores.js';
import { type Limits, MAX_SCOPES, type ProjectScope, withoutRepeats } from './project-scope.js';

/**
 * The limits that were asked for, as they are kept: sorted, without repeats. BAD_INPUT with the field for an empty or too long list and
 * for what is no path of a group, NOT_FOUND for an integration that does not exist. A group need not exist yet.
 */
export async function chooseLimits(
  { integrations }: Pick<Stores, 'integrations'>,
  wanted: Limits,
): Promise<Limits> {
  if (wanted === null) return null;
  if (wanted.length === 0)
    throw badLimits('limitedTo', 'Name at least one integration or group, or choose everything.');
  if (wanted.length > MAX_SCOPES)
    throw badLimits(
      'limitedTo',
      `At most ${MAX_SCOPES} integrations and groups can be named. Name a group that holds several of them.`,
    );
  const scopes = wanted.map(readScope);
  const ids = [...new Set(scopes.map(({ integrationId }) => integrationId))];
  const known = new Set((await integrations.findMany(ids)).map(({ id }) => id));
  const missing = scopes.findIndex(({ integrationId }) => !known.has(integrationId));
  if (missing !== -1)
    throw new AppError('NOT_FOUND', 'There is no such integration.', {
      details: { field: `limitedTo.${missing}.integrationId` },
    });
  return withoutRepeats(scopes);
}

/** BAD_INPUT for limits of whoever administers. */
export function refuseLimitedAdministrator(administers: boolean, limits: Limits): void {
  if (administers && limits !== null)
    throw badLimits('limitedTo', 'Whoever administers sees everything. Choose less rights, or no limits.');
}

function readScope({ integrationId, groupPath }: ProjectScope, index: number): ProjectScope {
  if (groupPath === null) return { integrationId, groupPath };
  const path = readGroupPath(groupPath);
  if (path !== null) return { integrationId, groupPath: path };
  throw badLimits(
    `limitedTo.${index}.groupPath`,
    'This is not the path of a group, such as “acme/shop”. For the whole integration leave it away.',
  );
}

function badLimits(field: string, message: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { field } });
}
