import { Switch, TextInput } from '@mantine/core';
import { policyTexts } from '../../texts/policies.js';
import { Choice } from './policy-choice.js';
import type { PolicyValues } from './policy-words.js';

type Opening = PolicyValues['mergeRequest'];

/** How merge requests are opened: labels, people, and what becomes of the branch. */
export function OpeningEditor({
  how,
  onChange,
}: {
  readonly how: Opening;
  readonly onChange: (how: Opening) => void;
}) {
  return (
    <div className="stack">
      <ListField
        label={policyTexts.opening.fields.labels}
        values={how.labels}
        onChange={(labels) => onChange({ ...how, labels })}
      />
      <ListField
        label={policyTexts.opening.fields.reviewers}
        description={policyTexts.opening.fields.reviewersNote}
        values={how.reviewers}
        onChange={(reviewers) => onChange({ ...how, reviewers })}
      />
      <ListField
        label={policyTexts.opening.fields.assignees}
        values={how.assignees}
        onChange={(assignees) => onChange({ ...how, assignees })}
      />
      <Choice
        label={policyTexts.opening.fields.squash}
        value={how.squash === true ? 'yes' : how.squash === false ? 'no' : 'project'}
        options={[
          { value: 'project', label: policyTexts.opening.fields.squashProject },
          { value: 'yes', label: policyTexts.opening.fields.squashYes },
          { value: 'no', label: policyTexts.opening.fields.squashNo },
        ]}
        onChange={(value) => onChange({ ...how, squash: value === 'project' ? null : value === 'yes' })}
      />
      <Switch
        label={policyTexts.opening.fields.draft}
        checked={how.draft}
        onChange={(event) => onChange({ ...how, draft: event.currentTarget.checked })}
      />
      <Switch
        label={policyTexts.opening.fields.remove}
        checked={how.removeSourceBranch}
        onChange={(event) => onChange({ ...how, removeSourceBranch: event.currentTarget.checked })}
      />
      <Switch
        label={policyTexts.opening.fields.autoMerge}
        description={policyTexts.opening.fields.autoMergeNote}
        checked={how.autoMerge}
        onChange={(event) => onChange({ ...how, autoMerge: event.currentTarget.checked })}
      />
    </div>
  );
}

/** Several words in one field, with commas between them. */
function ListField({
  label,
  description,
  values,
  onChange,
}: {
  readonly label: string;
  readonly description?: string;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}) {
  return (
    <TextInput
      label={label}
      description={description ?? policyTexts.opening.fields.commas}
      defaultValue={values.join(', ')}
      onChange={(event) =>
        onChange(
          event.currentTarget.value
            .split(',')
            .map((each) => each.trim())
            .filter((each) => each !== ''),
        )
      }
    />
  );
}
