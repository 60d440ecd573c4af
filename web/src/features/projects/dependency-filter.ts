import type {
  DependencyFilter,
  OutdatedFilter,
  OutdatedOrderField,
} from '../../generated/projects/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { projectTexts } from '../../texts/projects.js';
import { addressFiltersOf, type ChoiceField, type FilterField } from '../../ui/filter-field.js';

const SCOPES = ['RUNTIME', 'PEER', 'OPTIONAL', 'TEST', 'DEVELOPMENT'] as const;
const STEPS = ['MAJOR', 'MINOR', 'PATCH', 'PRERELEASE', 'NONE'] as const;
const TRUTHS = ['true', 'false'] as const;

/** How outdated packages can be ordered, the usual one first. */
export const OUTDATED_ORDERS = [
  'STEP',
  'BEHIND',
  'AGE',
  'NAME',
] as const satisfies readonly OutdatedOrderField[];

/** The filters of a project's dependencies as the bar shows them; its own ecosystems and manifests are offered. */
export function dependencyFields(
  ecosystems: readonly string[],
  manifests: readonly string[],
): readonly FilterField[] {
  const { filters, direct, vulnerable, scopes } = projectTexts.dependencies;
  return [
    yesOrNo('isDirect', filters.isDirect, direct),
    yesOrNo('isVulnerable', filters.isVulnerable, vulnerable),
    choice('scope', filters.scope, SCOPES, scopes),
    ...placeFields(filters, ecosystems, manifests),
  ];
}

/** The filters of a project's outdated packages. */
export function outdatedFields(
  ecosystems: readonly string[],
  manifests: readonly string[],
): readonly FilterField[] {
  const { filters, steps, withdrawn } = projectTexts.outdated;
  return [
    choice('step', filters.step, STEPS, steps),
    yesOrNo('isWithdrawn', filters.isWithdrawn, withdrawn),
    choice('scope', filters.scope, SCOPES, projectTexts.dependencies.scopes),
    ...placeFields(filters, ecosystems, manifests),
  ];
}

/** What the address of each list may hold, whatever the project has. */
export const DEPENDENCY_FILTERS = {
  ...addressFiltersOf(dependencyFields(ECOSYSTEMS, [])),
  search: 'text',
} as const;
export const OUTDATED_FILTERS = {
  ...addressFiltersOf(outdatedFields(ECOSYSTEMS, [])),
  search: 'text',
} as const;

type Address = Pick<AddressState, 'one' | 'many'>;

/** The filter of dependencies that the address asks for. */
export function readDependencyFilter(address: Address): DependencyFilter {
  const filter: DependencyFilter = readPlaces(address);
  const isDirect = readTruth(address, 'isDirect');
  const isVulnerable = readTruth(address, 'isVulnerable');
  if (isDirect !== null) filter.isDirect = isDirect;
  if (isVulnerable !== null) filter.isVulnerable = isVulnerable;
  return filter;
}

/** The filter of outdated packages that the address asks for. */
export function readOutdatedFilter(address: Address): OutdatedFilter {
  const filter: OutdatedFilter = readPlaces(address);
  const step = address.many('step', STEPS);
  const isWithdrawn = readTruth(address, 'isWithdrawn');
  if (step.length > 0) filter.step = [...step];
  if (isWithdrawn !== null) filter.isWithdrawn = isWithdrawn;
  return filter;
}

/** The order of outdated packages that the address asks for. */
export function readOutdatedOrder(address: Pick<AddressState, 'many'>): OutdatedOrderField {
  return address.many('order', OUTDATED_ORDERS)[0] ?? 'STEP';
}

function readPlaces(address: Address): DependencyFilter & OutdatedFilter {
  const filter: DependencyFilter & OutdatedFilter = {};
  const scope = address.many('scope', SCOPES);
  const ecosystem = address.many('ecosystem', ECOSYSTEMS);
  if (address.one('search') !== '') filter.search = address.one('search');
  if (address.one('manifestPath') !== '') filter.manifestPath = address.one('manifestPath');
  if (scope.length > 0) filter.scope = [...scope];
  if (ecosystem.length > 0) filter.ecosystem = [...ecosystem];
  return filter;
}

function readTruth(address: Address, name: string): boolean | null {
  const values = address.many(name, TRUTHS);
  return values.length === 1 ? values[0] === 'true' : null;
}

function placeFields(
  labels: { readonly ecosystem: string; readonly manifestPath: string },
  ecosystems: readonly string[],
  manifests: readonly string[],
): readonly FilterField[] {
  const manifest: FilterField = {
    kind: 'text',
    name: 'manifestPath',
    label: labels.manifestPath,
    suggestions: manifests,
  };
  if (ecosystems.length < 2) return [manifest];
  const options = ecosystems.map((value) => ({ value, label: value }));
  return [{ kind: 'choice', name: 'ecosystem', label: labels.ecosystem, options }, manifest];
}

function choice<Value extends string>(
  name: string,
  label: string,
  values: readonly Value[],
  words: Readonly<Record<Value, string>>,
): ChoiceField {
  const options = values.map((value) => ({ value, label: words[value] }));
  return { kind: 'choice', name, label, isPinned: true, options };
}

function yesOrNo(
  name: string,
  label: string,
  words: Readonly<Record<'true' | 'false', string>>,
): ChoiceField {
  return { ...choice(name, label, TRUTHS, words), isSingle: true };
}
