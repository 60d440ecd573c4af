import type { IntegrationSettings } from '../integrations/integration.js';
import type { ProjectReason } from './project.js';

/**
 * Why a project is left alone by an integration's lists of groups, or null. A group covers what is below it; paths are
 * compared by whole segments, whatever their case. A denied group is stronger than an allowed one.
 */
export function groupReason(
  path: string,
  { allowGroups, denyGroups }: Pick<IntegrationSettings, 'allowGroups' | 'denyGroups'>,
): ProjectReason | null {
  const denying = denyGroups.find((group) => isWithin(path, group));
  if (denying !== undefined) {
    return {
      code: 'GROUP_DENIED',
      message: `The group ${denying} is on the list of groups to leave alone: nothing is read or written.`,
    };
  }
  if (allowGroups.length === 0 || allowGroups.some((group) => isWithin(path, group))) return null;
  return {
    code: 'GROUP_NOT_ALLOWED',
    message: 'Its group is not on the list of groups to work on: nothing is read or written.',
  };
}

function isWithin(path: string, group: string): boolean {
  const segments = path.toLowerCase().split('/').slice(0, -1);
  const wanted = group
    .trim()
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
  return wanted.length > 0 && wanted.every((segment, index) => segments[index] === segment);
}
