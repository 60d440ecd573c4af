import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay, useMayWhole } from '../../apollo/use-may.js';
import type { IntegrationState, TokenKind } from '../../generated/integrations/graphql.js';
import { announce } from '../../ui/announce.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { MayButton } from '../../ui/may-button.js';
import { Failure } from '../../ui/page-states.js';
import { useDisconnectIntegration } from './disconnect-integration.js';
import { integrationActions } from './integration-words.js';
import { ReplaceTokenDialog } from './replace-token-dialog.js';
import { RotateTokenDialog } from './rotate-token-dialog.js';
import { useSyncIntegration } from './sync-integration.js';
import { useVerifyIntegration } from './verify-integration.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

interface IntegrationActionsProps {
  readonly integration: {
    readonly id: string;
    readonly name: string;
    readonly state: IntegrationState;
    readonly token?: { readonly kind?: TokenKind | null } | null;
  };
  readonly onChanged: () => void;
}

/** Verify, sync now, replace the token or connect again, disconnect. */
export function IntegrationActions({ integration, onChanged }: IntegrationActionsProps) {
  const actions = integrationActions(integration.state);
  const hasToken = integration.state !== 'DISCONNECTED';
  const isConsent = hasToken && integration.token?.kind === 'OAUTH';
  const [open, setOpen] = useState<'replace' | 'rotate' | 'disconnect' | null>(null);
  const verify = useVerifyIntegration();
  const sync = useSyncIntegration();
  const maySync = useMayWhole('PLAN', integration.id);
  const maySetUp = useMay('ADMIN');
  const problem = verify.problem ?? sync.problem;
  const input = { input: { id: integration.id } };

  async function runVerify() {
    const outcome = await verify.run(input);
    if (outcome.kind === 'done') announce(texts.page.verified);
    onChanged();
  }

  return (
    <div className="stack">
      <div className="row">
        {actions.canSync && (
          <MayButton
            permission={maySync}
            variant="default"
            loading={sync.isBusy}
            onClick={() => void sync.run(input).then(onChanged)}
          >
            {texts.page.sync}
          </MayButton>
        )}
        {actions.canVerify && (
          <MayButton
            permission={maySetUp}
            variant="default"
            loading={verify.isBusy}
            onClick={() => void runVerify()}
          >
            {texts.page.verify}
          </MayButton>
        )}
        {isConsent && maySetUp.reason === null && (
          <Button component={Link} to="/integrations/gitlab/connect" variant="default">
            {texts.page.consentAgain}
          </Button>
        )}
        {actions.canSync && !isConsent && (
          <MayButton permission={maySetUp} variant="default" onClick={() => setOpen('rotate')}>
            {texts.page.rotate}
          </MayButton>
        )}
        <MayButton
          permission={maySetUp}
          variant={hasToken ? 'default' : 'filled'}
          onClick={() => setOpen('replace')}
        >
          {isConsent ? texts.page.useToken : hasToken ? texts.page.replace : texts.page.connectAgain}
        </MayButton>
        {actions.canDisconnect && (
          <MayButton permission={maySetUp} variant="default" onClick={() => setOpen('disconnect')}>
            {texts.page.disconnect}
          </MayButton>
        )}
      </div>
      {problem !== null && <Failure problem={problem} />}
      <ReplaceTokenDialog
        integrationId={integration.id}
        hasToken={hasToken}
        isOpen={open === 'replace'}
        onClose={() => {
          setOpen(null);
          onChanged();
        }}
      />
      <RotateTokenDialog
        integrationId={integration.id}
        isOpen={open === 'rotate'}
        onClose={() => {
          setOpen(null);
          onChanged();
        }}
      />
      <DisconnectDialog
        integration={integration}
        isOpen={open === 'disconnect'}
        onClose={() => {
          setOpen(null);
          onChanged();
        }}
      />
    </div>
  );
}

function DisconnectDialog({
  integration,
  isOpen,
  onClose,
}: {
  readonly integration: { readonly id: string; readonly name: string };
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const disconnect = useDisconnectIntegration();
  async function run() {
    const outcome = await disconnect.run({ input: { id: integration.id } });
    if (outcome.kind === 'done') onClose();
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={texts.disconnect.title(integration.name)}
      confirmLabel={texts.page.disconnect}
      isDanger
      isBusy={disconnect.isBusy}
      problem={disconnect.problem}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <p>{texts.disconnect.stops}</p>
      <p>{texts.disconnect.staysValid}</p>
      <p>{texts.disconnect.historyStays}</p>
    </ConfirmDialog>
  );
}
