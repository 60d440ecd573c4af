import { mergeRequestTexts } from '../../texts/merge-requests.js';
import type { FilterField } from '../../ui/filter-field.js';
import { LANES, PIPELINES } from './merge-request-filter.js';
import { MERGE_REQUEST_STATE_VALUES, MERGE_REQUEST_STATES, pipelineWords } from './merge-request-words.js';

const texts = mergeRequestTexts;
const labels = texts.filters;

/** The filters of board and table as their bar shows them. */
export function mergeRequestFields({
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
      name: 'lane',
      label: labels.lane,
      isPinned: true,
      options: LANES.map((value) => ({ value, label: texts.lanes[value].title })),
    },
    {
      kind: 'choice',
      name: 'pipelineStatus',
      label: labels.pipelineStatus,
      isPinned: true,
      options: PIPELINES.map((value) => ({ value, label: pipelineWords(value).label })),
    },
    {
      kind: 'choice',
      name: 'state',
      label: labels.state,
      options: MERGE_REQUEST_STATE_VALUES.map((value) => ({
        value,
        label: MERGE_REQUEST_STATES[value].label,
      })),
    },
    {
      kind: 'choice',
      name: 'hasConflicts',
      label: labels.hasConflicts,
      isSingle: true,
      options: [
        { value: 'true', label: texts.conflicts.true },
        { value: 'false', label: texts.conflicts.false },
      ],
    },
    {
      kind: 'choice',
      name: 'isEdited',
      label: labels.isEdited,
      isSingle: true,
      options: [
        { value: 'true', label: texts.edited.true },
        { value: 'false', label: texts.edited.false },
      ],
    },
  ];
  if (isInProject) return own;
  return [
    ...own,
    { kind: 'text', name: 'groupPath', label: labels.groupPath },
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
