import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { severityWord } from '../../lib/severity.js';
import { projectTexts } from '../../texts/projects.js';
import type { ChoiceField, FilterField } from '../../ui/filter-field.js';
import { SeverityShape } from '../../ui/mark.js';
import { LEAST_SEVERITIES, YES_OR_NO } from './project-filter.js';
import {
  ANALYSIS_STATE_VALUES,
  ANALYSIS_STATES,
  PROJECT_STATE_VALUES,
  PROJECT_STATES,
} from './project-words.js';

const labels = projectTexts.filters;

/** Every filter of the list of projects as the bar shows it. */
export function projectFields(
  integrations: readonly { readonly id: string; readonly name: string }[],
): readonly FilterField[] {
  return [
    ...FIELDS,
    {
      kind: 'choice',
      name: 'integrationId',
      label: labels.integrationId,
      isSingle: true,
      options: integrations.map(({ id, name }) => ({ value: id, label: name })),
    },
  ];
}

const PINNED: ReadonlySet<string> = new Set(['isOverdue', 'withProposedPlans']);

const yesOrNo = YES_OR_NO.map((name): ChoiceField => {
  const words = projectTexts.choices[name];
  return {
    kind: 'choice',
    name,
    label: labels[name],
    isPinned: PINNED.has(name),
    isSingle: true,
    options: [
      { value: 'true', label: words.true },
      { value: 'false', label: words.false },
    ],
  };
});

const FIELDS: readonly FilterField[] = [
  {
    kind: 'choice',
    name: 'minSeverity',
    label: labels.minSeverity,
    isPinned: true,
    isSingle: true,
    options: LEAST_SEVERITIES.map((value) => ({
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
    options: PROJECT_STATE_VALUES.map((value) => ({ value, label: PROJECT_STATES[value].label })),
  },
  ...yesOrNo,
  {
    kind: 'choice',
    name: 'analysisState',
    label: labels.analysisState,
    options: ANALYSIS_STATE_VALUES.map((value) => ({ value, label: ANALYSIS_STATES[value].label })),
  },
  {
    kind: 'choice',
    name: 'ecosystem',
    label: labels.ecosystem,
    options: ECOSYSTEMS.map((value) => ({ value, label: value })),
  },
  { kind: 'text', name: 'groupPath', label: labels.groupPath },
];
