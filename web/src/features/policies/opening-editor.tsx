import { Switch, TextInput } from '@mantine/core';
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
      <ListField label="Labels" values={how.labels} onChange={(labels) => onChange({ ...how, labels })} />
      <ListField
        label="Reviewers"
        description="User names in GitLab. Its free tier keeps only the first."
        values={how.reviewers}
        onChange={(reviewers) => onChange({ ...how, reviewers })}
      />
      <ListField
        label="Assignees"
        values={how.assignees}
        onChange={(assignees) => onChange({ ...how, assignees })}
      />
      <Choice
        label="Squash"
        value={how.squash === true ? 'yes' : how.squash === false ? 'no' : 'project'}
        options={[
          { value: 'project', label: 'As the project says' },
          { value: 'yes', label: 'Squash' },
          { value: 'no', label: 'Do not squash' },
        ]}
        onChange={(value) => onChange({ ...how, squash: value === 'project' ? null : value === 'yes' })}
      />
      <Switch
        label="Open as a draft"
        checked={how.draft}
        onChange={(event) => onChange({ ...how, draft: event.currentTarget.checked })}
      />
      <Switch
        label="Remove the branch after the merge"
        checked={how.removeSourceBranch}
        onChange={(event) => onChange({ ...how, removeSourceBranch: event.currentTarget.checked })}
      />
      <Switch
        label="Merge when the pipeline succeeds"
        description="Only where the role of the integration's account allows it. Otherwise a person merges."
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
      description={description ?? 'Separated by commas.'}
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
