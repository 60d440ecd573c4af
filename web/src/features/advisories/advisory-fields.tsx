import { addDays, dayOf } from '../../lib/day.js';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { SEVERITIES, severityWord } from '../../lib/severity.js';
import { advisoryTexts } from '../../texts/advisories.js';
import type { ChoiceField, FilterField } from '../../ui/filter-field.js';
import { SeverityShape } from '../../ui/mark.js';

const labels = advisoryTexts.filters;

/** Every filter of the list of advisories as the bar shows it. */
export function advisoryFields(now: number): readonly FilterField[] {
  const today = dayOf(new Date(now).toISOString());
  return [
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
    { ...yesOrNo('withOpenFindings'), isPinned: true },
    {
      kind: 'choice',
      name: 'ecosystem',
      label: labels.ecosystem,
      isPinned: true,
      isSingle: true,
      options: ECOSYSTEMS.map((value) => ({ value, label: value })),
    },
    yesOrNo('isKnownExploited'),
    yesOrNo('isMalicious'),
    {
      kind: 'day',
      name: 'publishedFrom',
      label: labels.publishedFrom,
      bound: 'from',
      presets: [7, 30, 90].map((days) => ({ label: labels.lastDays(days), day: addDays(today, -days) })),
    },
  ];
}

function yesOrNo(name: 'withOpenFindings' | 'isMalicious' | 'isKnownExploited'): ChoiceField {
  return {
    kind: 'choice',
    name,
    label: labels[name],
    isSingle: true,
    options: [
      { value: 'true', label: advisoryTexts[name].true },
      { value: 'false', label: advisoryTexts[name].false },
    ],
  };
}
