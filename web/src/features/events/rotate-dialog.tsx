import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { eventTexts as texts } from '../../texts/events.js';
import { Failure } from '../../ui/page-states.js';
import { useRotateSecret } from './event-commands.js';
import { Secret } from './secret.js';

/** Makes a new secret after saying what that means, and shows it once. */
export function RotateDialog({
  endpointId,
  isOpen,
  onClose,
}: {
  readonly endpointId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = useRotateSecret();
  async function run() {
    const outcome = await rotate.run({ input: { id: endpointId } });
    if (outcome.kind === 'done') setSecret(outcome.payload.secret ?? '');
  }
  function close() {
    setSecret(null);
    onClose();
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={texts.page.rotate}
      centered
      closeOnClickOutside={secret === null}
    >
      {secret === null ? (
        <div className="stack">
          <p>{texts.page.rotateWhat}</p>
          {rotate.problem !== null && <Failure problem={rotate.problem} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {texts.cancel}
            </Button>
            <Button loading={rotate.isBusy} onClick={() => void run()}>
              {texts.page.rotate}
            </Button>
          </Group>
        </div>
      ) : (
        <Secret secret={secret} onClose={close} />
      )}
    </Modal>
  );
}
