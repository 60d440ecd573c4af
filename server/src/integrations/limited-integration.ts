import { holdsIntegration, type Limits } from '../accounts/project-scope.js';
import type { ConnectionCheck, Integration, IntegrationSettings } from './integration.js';

/** What was checked, without how many projects the token reaches for whoever does not see all of them. */
export function seenChecks(
  { id, checks }: Pick<Integration, 'id' | 'checks'>,
  limitedTo: Limits,
): readonly ConnectionCheck[] {
  return holdsIntegration(limitedTo, id) ? checks : checks.filter(({ name }) => name !== 'PROJECTS');
}

/** What is set, and of the groups in it only those that hold, or lie within, what somebody sees. */
export function seenSettings(
  { id, settings }: Pick<Integration, 'id' | 'settings'>,
  limitedTo: Limits,
): IntegrationSettings {
  if (limitedTo === null || holdsIntegration(limitedTo, id)) return settings;
  const own = limitedTo
    .filter(({ integrationId }) => integrationId === id)
    .map(({ groupPath }) => segment(groupPath));
  const isSeen = (group: string) =>
    own.some((path) => path.startsWith(segment(group)) || segment(group).startsWith(path));
  const { allowGroups, denyGroups } = settings;
  return { ...settings, allowGroups: allowGroups.filter(isSeen), denyGroups: denyGroups.filter(isSeen) };
}

/** Such that what lies below a path begins with it; GitLab's paths differ by more than their case. */
function segment(path: string | null): string {
  return `${(path ?? '').toLowerCase()}/`;
}
