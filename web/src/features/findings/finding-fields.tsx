import { addDays, dayOf } from '../../lib/day.js';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { SEVERITIES, severityWord } from '../../lib/severity.js';
import { findingTexts } from '../../texts/findings.js';
import type { DayField, FilterField, TextField } from '../../ui/filter-field.js';
import { FINDING_STATES } from '../../ui/finding-state.js';
import { SeverityShape } from '../../ui/mark.js';
import { SCOPES, SLA_STATES, STAGES, STATES } from './finding-filter.js';

const labels = findingTexts.filters;

/** What the fields need to know beside the address. */
export interface FieldChoices {
  readonly integrations: readonly { readonly id: string; readonly name: string }[];
  readonly project: Pick<TextField, 'suggestions' | 'onType' | 'show' | 'toValue'>;
  readonly group: Pick<TextField, 'suggestions' | 'onType'>;
  readonly now: number;
  /** In a project's tab the project is not chosen. */
  readonly isInProject: boolean;
}

/** Every filter of the list of findings as the bar shows it. */
export function findingFields(choices: FieldChoices): readonly FilterField[] {
  const today = dayOf(new Date(choices.now).toISOString());
  return [...pinned, ...placeFields(choices), ...others, ...dayFields(today)];
}

const pinned: readonly FilterField[] = [
  {
    kind: 'choice',
    name: 'severity',
    label: labels.severity,
    isPinned: true,
    options: SEVERITIES.map((value) => ({
      value,
      label: severityWord(value),
      mark: <SeverityShape severity={value} />,
    })),
  },
  {
    kind: 'choice',
    name: 'state',
    label: labels.state,
    isPinned: true,
    options: STATES.map((value) => ({ value, label: FINDING_STATES[value].label })),
  },
  {
    kind: 'choice',
    name: 'sla',
    label: labels.sla,
    isPinned: true,
    options: SLA_STATES.map((value) => ({ value, label: findingTexts.sla[value] })),
  },
  {
    kind: 'choice',
    name: 'isFixable',
    label: labels.isFixable,
    isPinned: true,
    isSingle: true,
    options: [
      { value: 'true', label: findingTexts.fixable.true },
      { value: 'false', label: findingTexts.fixable.false },
    ],
  },
];

const others: readonly FilterField[] = [
  { kind: 'text', name: 'packageName', label: labels.packageName },
  { kind: 'text', name: 'advisory', label: labels.advisory },
  {
    kind: 'choice',
    name: 'ecosystem',
    label: labels.ecosystem,
    options: ECOSYSTEMS.map((value) => ({ value, label: value })),
  },
  {
    kind: 'choice',
    name: 'isDirect',
    label: labels.isDirect,
    isSingle: true,
    options: [
      { value: 'true', label: findingTexts.direct.true },
      { value: 'false', label: findingTexts.direct.false },
    ],
  },
  {
    kind: 'choice',
    name: 'scope',
    label: labels.scope,
    options: SCOPES.map((value) => ({ value, label: findingTexts.scopes[value] })),
  },
  { kind: 'text', name: 'manifestPath', label: labels.manifestPath },
  { kind: 'number', name: 'minRisk', label: labels.minRisk, min: 0, max: 100 },
  { kind: 'number', name: 'minScore', label: labels.minScore, min: 0, max: 10, step: 0.1 },
  {
    kind: 'choice',
    name: 'stage',
    label: labels.stage,
    isSingle: true,
    options: STAGES.map((value) => ({ value, label: findingTexts.stages[value] })),
  },
];

function placeFields({ integrations, project, group, isInProject }: FieldChoices): readonly FilterField[] {
  if (isInProject) return [];
  return [
    { kind: 'text', name: 'projectId', label: labels.projectId, ...project },
    { kind: 'text', name: 'groupPath', label: labels.groupPath, ...group },
    {
      kind: 'choice',
      name: 'integrationId',
      label: labels.integrationId,
      isSingle: true,
      options: integrations.map(({ id, name }) => ({ value: id, label: name })),
    },
  ];
}

function dayFields(today: string): readonly DayField[] {
  const last = [7, 30, 90].map((days) => ({ label: labels.lastDays(days), day: addDays(today, -days) }));
  const older = [30, 90, 180].map((days) => ({ label: labels.olderThan(days), day: addDays(today, -days) }));
  return [
    { kind: 'day', name: 'firstSeenFrom', label: labels.firstSeenFrom, bound: 'from', presets: last },
    { kind: 'day', name: 'firstSeenUntil', label: labels.firstSeenUntil, bound: 'until', presets: older },
    { kind: 'day', name: 'fixedFrom', label: labels.fixedFrom, bound: 'from', presets: last },
    { kind: 'day', name: 'fixedUntil', label: labels.fixedUntil, bound: 'until' },
    { kind: 'day', name: 'openAt', label: labels.openAt, bound: 'at' },
  ];
}
