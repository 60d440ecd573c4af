import type { ProjectSettingsFragment } from '../../generated/projects/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { projectTexts } from '../../texts/projects.js';

interface GroupSettings {
  readonly allowGroups: readonly string[];
  readonly denyGroups: readonly string[];
}

const texts = projectTexts.settings;

/** Which of an integration's groups decides about a project; denying goes before allowing. */
export function groupSentence(path: string, { allowGroups, denyGroups }: GroupSettings): string {
  const denied = denyGroups.find((group) => isWithin(path, group));
  if (denied !== undefined) return texts.deniedBy(denied);
  if (allowGroups.length === 0) return texts.allGroups;
  const allowed = allowGroups.find((group) => isWithin(path, group));
  return allowed === undefined ? texts.notAllowed : texts.allowedBy(allowed);
}

interface RuleOrigin {
  readonly label: string;
  readonly address: string | null;
  /** How many rules come from there. */
  readonly count: number;
}

type Origins = ProjectSettingsFragment['policy']['origins'];

/** Where the rules of a project's policy come from, nearest first, with how many. */
export function originsOf(origins: Origins, projectId: string): readonly RuleOrigin[] {
  const found = new Map<string, RuleOrigin & { readonly distance: number }>();
  for (const origin of origins) {
    const place = placeOf(origin, projectId);
    const known = found.get(place.label);
    found.set(place.label, { ...place, count: (known?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((left, right) => left.distance - right.distance);
}

function placeOf({ isSetHere, scope }: Origins[number], projectId: string) {
  if (isSetHere) return { label: texts.here, address: addressOf.projectPolicy(projectId), distance: 0 };
  if (scope === null || scope === undefined)
    return { label: texts.default, address: null, distance: Number.MAX_SAFE_INTEGER };
  if (scope.kind === 'BACKLINE')
    return { label: texts.backline, address: addressOf.policies, distance: Number.MAX_SAFE_INTEGER - 1 };
  const integrationId = scope.integration?.id;
  const path = scope.groupPath;
  if (path === null || path === undefined) {
    const address = integrationId === undefined ? null : addressOf.integrationPolicy(integrationId);
    return { label: `${texts.integration} ${scope.name}`, address, distance: 100_000 };
  }
  const address = integrationId === undefined ? null : addressOf.groupPolicy(integrationId, path);
  // The longest path is the nearest group.
  return { label: texts.group(path), address, distance: 50_000 - path.length };
}

function isWithin(path: string, group: string): boolean {
  return path.toLowerCase().startsWith(`${group.toLowerCase()}/`);
}
