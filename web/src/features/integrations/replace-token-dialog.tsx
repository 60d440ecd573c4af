import { Button, Group, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '../../ui/page-states.js';
import { announce } from '../../ui/announce.js';
import { Checks } from './checks.js';
import { isTokenWrong } from './gitlab-address.js';
import { useLiveChecks } from './live-checks.js';
import { tokenProblem } from './token-problem.js';
import { useReplaceIntegrationToken } from './replace-integration-token.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

interface ReplaceTokenDialogProps {
  readonly integrationId: string;
  /** Whether there is a token to replace; otherwise this connects again. */
  readonly hasToken: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Takes a new token in place of the old one. The old one stays until the new one has passed its checks. */
export function ReplaceTokenDialog({ integrationId, hasToken, isOpen, onClose }: ReplaceTokenDialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={hasToken ? texts.replace.title : texts.page.connectAgain}
      centered
    >
      <ReplaceTokenForm integrationId={integrationId} hasToken={hasToken} onDone={onClose} />
    </Modal>
  );
}

function ReplaceTokenForm({
  integrationId,
  hasToken,
  onDone,
}: {
  readonly integrationId: string;
  readonly hasToken: boolean;
  readonly onDone: () => void;
}) {
  const [token, setToken] = useState('');
  const live = useLiveChecks();
  const replace = useReplaceIntegrationToken();

  const problem = tokenProblem(replace.problem, live.checks);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const attemptId = live.begin();
    const outcome = await replace.run({ input: { id: integrationId, token: token.trim(), attemptId } });
    live.settle(outcome.payload?.checks ?? []);
    if (outcome.kind === 'done') {
      announce(hasToken ? texts.replace.replaced : texts.replace.connectedAgain);
      onDone();
    } else if (isTokenWrong(outcome.problem.code)) setToken('');
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>{hasToken ? texts.replace.keeps : texts.replace.again}</p>
      <PasswordInput
        label={hasToken ? texts.replace.newToken : texts.replace.token}
        autoComplete="off"
        required
        withAsterisk={false}
        maxLength={500}
        data-autofocus
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': texts.connect.paste.show }}
      />
      {live.checks.length > 0 && <Checks checks={live.checks} />}
      {problem !== null && <Failure problem={problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={replace.isBusy}>
          {hasToken ? texts.replace.replace : texts.replace.connect}
        </Button>
      </Group>
    </form>
  );
}
