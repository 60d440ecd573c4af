import { Button, Group, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '../../ui/page-states.js';
import { announce } from '../../ui/announce.js';
import { Checks } from './checks.js';
import { isTokenWrong } from './gitlab-address.js';
import { useLiveChecks } from './live-checks.js';
import { useReplaceIntegrationToken } from './replace-integration-token.js';

interface ReplaceTokenDialogProps {
  readonly integrationId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Takes a new token in place of the old one. The old one stays until the new one has passed its checks. */
export function ReplaceTokenDialog({ integrationId, isOpen, onClose }: ReplaceTokenDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Replace the token" centered>
      <ReplaceTokenForm integrationId={integrationId} onDone={onClose} />
    </Modal>
  );
}

function ReplaceTokenForm({
  integrationId,
  onDone,
}: {
  readonly integrationId: string;
  readonly onDone: () => void;
}) {
  const [token, setToken] = useState('');
  const live = useLiveChecks();
  const replace = useReplaceIntegrationToken();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const attemptId = live.begin();
    const outcome = await replace.run({ input: { id: integrationId, token: token.trim(), attemptId } });
    live.settle(outcome.payload?.checks ?? []);
    if (outcome.kind === 'done') {
      announce('The token is replaced. Paused jobs go on.');
      onDone();
    } else if (isTokenWrong(outcome.problem.code)) setToken('');
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>The old token stays in use until the new one has passed all checks. Nothing is lost.</p>
      <PasswordInput
        label="New token"
        autoComplete="off"
        required
        withAsterisk={false}
        maxLength={500}
        data-autofocus
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
      />
      {live.checks.length > 0 && <Checks checks={live.checks} />}
      {replace.problem !== null && <Failure problem={replace.problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={replace.isBusy}>
          Replace
        </Button>
      </Group>
    </form>
  );
}
