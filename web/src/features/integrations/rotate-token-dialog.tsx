import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { announce } from '../../ui/announce.js';
import { Failure } from '../../ui/page-states.js';
import { useRotateIntegrationToken } from './rotate-integration-token.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

interface RotateTokenDialogProps {
  readonly integrationId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks GitLab for a new token in place of the one in use. Nobody has to copy anything. */
export function RotateTokenDialog({ integrationId, isOpen, onClose }: RotateTokenDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={texts.page.rotate} centered>
      <RotateTokenForm integrationId={integrationId} onDone={onClose} />
    </Modal>
  );
}

function RotateTokenForm({
  integrationId,
  onDone,
}: {
  readonly integrationId: string;
  readonly onDone: () => void;
}) {
  const [expiresAt, setExpiresAt] = useState('');
  const rotate = useRotateIntegrationToken();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const end = expiresAt === '' ? null : expiresAt;
    const outcome = await rotate.run({ input: { id: integrationId, expiresAt: end } });
    if (outcome.kind !== 'done') return;
    const until = outcome.payload.integration?.token?.expiresAt;
    announce(typeof until === 'string' ? texts.rotate.doneUntil(until) : texts.rotate.done);
    onDone();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>{texts.rotate.what}</p>
      <TextInput
        type="date"
        label={texts.rotate.end}
        description={texts.rotate.endNote}
        value={expiresAt}
        onChange={(event) => setExpiresAt(event.currentTarget.value)}
      />
      {rotate.problem !== null && <Failure problem={rotate.problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={rotate.isBusy}>
          {texts.rotate.rotate}
        </Button>
      </Group>
    </form>
  );
}
