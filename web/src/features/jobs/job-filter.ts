import type { JobFilter } from '../../generated/jobs/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { jobTexts } from '../../texts/jobs.js';
import type { FilterField } from '../../ui/filter-field.js';
import { JOB_KINDS, JOB_STATE_VALUES, jobStateWord } from './job-words.js';

interface FieldChoices {
  readonly integrations: readonly { readonly id: string; readonly name: string }[];
  /** The path of the project that the address names. */
  readonly projectPath: string | null;
}

/** Every filter of the list of jobs as the bar shows it. */
export function jobFields({ integrations, projectPath }: FieldChoices): readonly FilterField[] {
  const labels = jobTexts.filters;
  return [
    {
      kind: 'choice',
      name: 'state',
      label: labels.state,
      isPinned: true,
      options: JOB_STATE_VALUES.map((value) => ({ value, label: jobStateWord(value) })),
    },
    { kind: 'choice', name: 'name', label: labels.name, isPinned: true, options: JOB_KINDS },
    {
      kind: 'choice',
      name: 'isDead',
      label: labels.isDead,
      isPinned: true,
      isSingle: true,
      options: [
        { value: 'true', label: jobTexts.dead.true },
        { value: 'false', label: jobTexts.dead.false },
      ],
    },
    {
      kind: 'choice',
      name: 'integrationId',
      label: labels.integrationId,
      isSingle: true,
      options: integrations.map(({ id, name }) => ({ value: id, label: name })),
    },
    { kind: 'given', name: 'projectId', label: labels.projectId, show: () => projectPath ?? '…' },
  ];
}

/** The filter that the address asks for. */
export function readJobFilter(address: Pick<AddressState, 'one' | 'many'>): JobFilter {
  const filter: JobFilter = {};
  const state = address.many('state', JOB_STATE_VALUES);
  const name = address.many(
    'name',
    JOB_KINDS.map(({ value }) => value),
  );
  const isDead = address.many('isDead', ['true', 'false'] as const);
  if (state.length > 0) filter.state = [...state];
  if (name.length > 0) filter.name = [...name];
  if (isDead.length === 1) filter.isDead = isDead[0] === 'true';
  if (address.one('integrationId') !== '') filter.integrationId = address.one('integrationId');
  if (address.one('projectId') !== '') filter.projectId = address.one('projectId');
  return filter;
}
