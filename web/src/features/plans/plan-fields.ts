import { planTexts } from '../../texts/plans.js';
import { RISK_LEVELS, RISKS } from '../../ui/breaking-risk.js';
import type { FilterField } from '../../ui/filter-field.js';
import { PLAN_KIND_VALUES, PLAN_KINDS, PLAN_STATE_VALUES, PLAN_STATES } from '../../ui/plan-state.js';

const texts = planTexts.filters;

/** The filters of the list as its bar shows them. */
export function planFields({
  integrations,
  projectPath,
  isInProject,
}: {
  readonly integrations: readonly { readonly id: string; readonly name: string }[];
  /** Of the project that the address asks for. */
  readonly projectPath: string | null;
  readonly isInProject: boolean;
}): readonly FilterField[] {
  const own: readonly FilterField[] = [
    {
      kind: 'choice',
      name: 'state',
      label: texts.state,
      isPinned: true,
      options: PLAN_STATE_VALUES.map((value) => ({ value, label: PLAN_STATES[value].label })),
    },
    {
      kind: 'choice',
      name: 'kind',
      label: texts.kind,
      isPinned: true,
      options: PLAN_KIND_VALUES.map((value) => ({ value, label: PLAN_KINDS[value].label })),
    },
    {
      kind: 'choice',
      name: 'risk',
      label: texts.risk,
      isPinned: true,
      options: RISK_LEVELS.map((value) => ({ value, label: RISKS[value].label })),
    },
    { kind: 'text', name: 'package', label: texts.package },
    { kind: 'text', name: 'advisory', label: texts.advisory },
    { kind: 'given', name: 'finding', label: texts.finding, show: () => texts.chosenFinding },
  ];
  if (isInProject) return own;
  return [
    ...own,
    { kind: 'text', name: 'groupPath', label: texts.groupPath },
    {
      kind: 'choice',
      name: 'integrationId',
      label: texts.integrationId,
      isSingle: true,
      options: integrations.map(({ id, name }) => ({ value: id, label: name })),
    },
    { kind: 'given', name: 'projectId', label: texts.projectId, show: () => projectPath ?? '…' },
  ];
}
