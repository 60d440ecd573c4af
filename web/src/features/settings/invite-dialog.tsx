import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Role } from '../../generated/settings/graphql.js';
import { accountTexts } from '../../texts/accounts.js';
import { Copyable } from '../../ui/copyable.js';
import { Failure, Notice } from '../../ui/page-states.js';
import { LimitsField } from './limits-field.js';
import { useInvitePerson } from './person-commands.js';
import { ROLE_CHOICES, roleOf } from './role-choices.js';
import { useLimitsChoice } from './use-limits-choice.js';

const { inviting: texts, people, roles } = accountTexts;
const limitTexts = accountTexts.limits.choose;

/** Asks for whom, and shows the link once. */
export function InviteDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const [url, setUrl] = useState<string | null>(null);
  function close() {
    setUrl(null);
    onClose();
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={url === null ? texts.title : texts.madeTitle}
      centered
      closeOnClickOutside={url === null}
      closeOnEscape={url === null}
    >
      {url === null ? (
        <InviteForm onMade={setUrl} onCancel={close} />
      ) : (
        <div className="stack">
          <Notice tone="warn" title={texts.copy} />
          <Copyable text={url} label={texts.link} shown={url} />
          <Group justify="flex-end">
            <Button onClick={close}>{texts.done}</Button>
          </Group>
        </div>
      )}
    </Modal>
  );
}

function InviteForm({
  onMade,
  onCancel,
}: {
  readonly onMade: (url: string) => void;
  readonly onCancel: () => void;
}) {
  const invite = useInvitePerson();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('APPROVER');
  const limits = useLimitsChoice(null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await invite.run({
      input: { email: email.trim(), role, limitedTo: role === 'ADMIN' ? null : limits.limitedTo },
    });
    if (outcome.kind === 'done') onMade(outcome.payload.url ?? '');
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={people.email}
        type="email"
        required
        withAsterisk={false}
        data-autofocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        label={people.role}
        description={roles[role].meaning}
        value={role}
        data={ROLE_CHOICES}
        onChange={(event) => setRole(roleOf(event.currentTarget.value) ?? role)}
      />
      <LimitsField limits={limits} fixed={role === 'ADMIN' ? limitTexts.administrator : null} />
      {invite.problem !== null && <Failure problem={invite.problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onCancel}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={invite.isBusy}>
          {texts.send}
        </Button>
      </Group>
    </form>
  );
}
