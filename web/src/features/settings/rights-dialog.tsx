import { Button, Group, Modal, NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { PersonRowFragment } from '../../generated/settings/graphql.js';
import { limitsOf } from '../../lib/limits.js';
import { accountTexts } from '../../texts/accounts.js';
import { Failure } from '../../ui/page-states.js';
import { LimitsField } from './limits-field.js';
import { usePersonCommands } from './person-commands.js';
import { ROLE_CHOICES, roleOf } from './role-choices.js';
import { useLimitsChoice } from './use-limits-choice.js';

const { changing: texts, limits: limitTexts, people, roles } = accountTexts;

interface RightsDialogProps {
  /** Whose rights; null while the dialog is closed. */
  readonly person: PersonRowFragment | null;
  readonly onClose: () => void;
  /** With how many API tokens were revoked. */
  readonly onChanged: (revokedCount: number) => void;
}

/** What somebody may do and see, changed in one step. */
export function RightsDialog({ person, onClose, onChanged }: RightsDialogProps) {
  return (
    <Modal opened={person !== null} onClose={onClose} title={texts.title(person?.email ?? '')} centered>
      {person !== null && <RightsForm person={person} onClose={onClose} onChanged={onChanged} />}
    </Modal>
  );
}

function RightsForm({
  person,
  onClose,
  onChanged,
}: RightsDialogProps & { readonly person: PersonRowFragment }) {
  const { update } = usePersonCommands();
  const [role, setRole] = useState(person.role);
  const limits = useLimitsChoice(limitsOf(person.limitedTo));
  async function submit(event: FormEvent) {
    event.preventDefault();
    const limitedTo = role === 'ADMIN' ? null : limits.limitedTo;
    const outcome = await update.run({ input: { id: person.id, role, limitedTo } });
    if (outcome.kind === 'done') onChanged(outcome.payload.revokedTokens.length);
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <NativeSelect
        label={people.role}
        description={roles[role].meaning}
        data-autofocus
        value={role}
        data={ROLE_CHOICES}
        onChange={(event) => setRole(roleOf(event.currentTarget.value) ?? role)}
      />
      <LimitsField limits={limits} fixed={role === 'ADMIN' ? limitTexts.choose.administrator : null} />
      <p className="quiet small">{texts.tokens}</p>
      {update.problem !== null && <Failure problem={update.problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={update.isBusy}>
          {texts.confirm}
        </Button>
      </Group>
    </form>
  );
}
