import { useQuery } from '@apollo/client/react';
import { Button, Group, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/policies/gql.js';
import type {
  PolicyField,
  PolicyScopeInput,
  PolicyValuesFragment,
  UpdatePolicyInput,
} from '../../generated/policies/graphql.js';
import { problemOfUserErrors } from '../../lib/problem.js';
import { policyTexts } from '../../texts/policies.js';
import { announce } from '../../ui/announce.js';
import { Failure } from '../../ui/page-states.js';
import { PolicyFieldEditor } from './policy-field-editor.js';
import { changeOf } from './policy-change.js';
import { FIELDS, previewSentence } from './policy-words.js';
import { useUpdatePolicy } from './update-policy.js';

const previewDocument = graphql(/* GraphQL */ `
  query PolicyPreview($input: UpdatePolicyInput!) {
    policyPreview(input: $input) {
      changedFields
      projects
      findings
      plans
      plansAgain
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** What a person wants to do with one field at a scope. */
export interface FieldChange {
  readonly kind: 'set' | 'unset';
  readonly field: PolicyField;
}

interface PolicyDialogProps {
  readonly scope: PolicyScopeInput;
  readonly policy: PolicyValuesFragment;
  /** Null while the dialog is closed. */
  readonly change: FieldChange | null;
  readonly onClose: () => void;
}

/** Changes one field, and says before it is saved what that would concern. */
export function PolicyDialog({ scope, policy, change, onClose }: PolicyDialogProps) {
  const label = change === null ? '' : FIELDS[change.field].label;
  return (
    <Modal
      opened={change !== null}
      onClose={onClose}
      title={change?.kind === 'unset' ? policyTexts.view.unsetOf(label) : label}
      centered
      size="lg"
    >
      {change !== null && <ChangeForm scope={scope} policy={policy} change={change} onDone={onClose} />}
    </Modal>
  );
}

function ChangeForm({
  scope,
  policy,
  change,
  onDone,
}: {
  readonly scope: PolicyScopeInput;
  readonly policy: PolicyValuesFragment;
  readonly change: FieldChange;
  readonly onDone: () => void;
}) {
  const [values, setValues] = useState(policy);
  const [isTold, setTold] = useState(false);
  const update = useUpdatePolicy();
  const made = change.kind === 'unset' ? UNSET : changeOf(change.field, values);
  const input: UpdatePolicyInput | null =
    made.kind === 'incomplete'
      ? null
      : made.kind === 'unset'
        ? { scope, unset: [change.field] }
        : { scope, set: made.set };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTold(true);
    if (input === null) return;
    const outcome = await update.run({ input });
    if (outcome.kind !== 'done') return;
    announce((outcome.payload.job ?? null) === null ? policyTexts.dialog.done : policyTexts.dialog.applied);
    onDone();
  }

  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      {change.kind === 'unset' ? (
        <p>{policyTexts.dialog.unset(policy.scope.name)}</p>
      ) : (
        <>
          <p className="quiet">{FIELDS[change.field].meaning}</p>
          <PolicyFieldEditor
            field={change.field}
            values={values}
            onChange={(next) => setValues({ ...values, ...next })}
          />
        </>
      )}
      {made.kind === 'incomplete' ? (
        <p className={isTold ? undefined : 'quiet'} role={isTold ? 'alert' : undefined}>
          {made.why}
        </p>
      ) : (
        input !== null && <Preview input={input} />
      )}
      {update.problem !== null && <Failure problem={update.problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          {policyTexts.dialog.cancel}
        </Button>
        <Button type="submit" loading={update.isBusy}>
          {change.kind === 'unset' ? policyTexts.view.unset : policyTexts.dialog.save}
        </Button>
      </Group>
    </form>
  );
}

const UNSET = { kind: 'unset' } as const;

/** What the change would concern; asked for when typing pauses. */
function Preview({ input }: { readonly input: UpdatePolicyInput }) {
  const [text] = useDebouncedValue(JSON.stringify(input), 300);
  const isCurrent = text === JSON.stringify(input);
  const { data, error } = useQuery(previewDocument, {
    variables: { input },
    fetchPolicy: 'network-only',
    skip: !isCurrent,
  });
  const refused = data === undefined ? null : problemOfUserErrors(data.policyPreview.userErrors);
  if (error !== undefined) return <Failure problem={describeError(error)} />;
  if (refused !== null) return <Failure problem={refused} />;
  return (
    <p role="status">
      {data === undefined ? (
        <span className="quiet">{policyTexts.preview.counting}</span>
      ) : (
        previewSentence(data.policyPreview)
      )}
    </p>
  );
}
