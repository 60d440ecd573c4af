import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../generated/settings/gql.js';
import type { ApiTokenRowFragment } from '../../generated/settings/graphql.js';
import { useNow } from '../../lib/use-now.js';
import { limitsOf } from '../../lib/limits.js';
import { accountTexts } from '../../texts/accounts.js';
import { settingTexts } from '../../texts/settings.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { DataTable } from '../../ui/data-table.js';
import { LimitChips } from '../../ui/limit-chips.js';
import { StateMark } from '../../ui/mark.js';
import { When } from '../../ui/when.js';
import { useRevokeApiToken } from './revoke-api-token.js';
import { SCOPES, tokenState } from './token-words.js';

const texts = settingTexts.tokens;

graphql(/* GraphQL */ `
  fragment ApiTokenRow on ApiToken {
    id
    name
    prefix
    scopes
    limitedTo {
      integrationId
      groupPath
      integration {
        id
        name
      }
    }
    createdAt
    createdBy
    expiresAt
    lastUsedAt
    revokedAt
  }
`);

/** The tokens, what each may do, and when it was last used. */
export function ApiTokenTable({ tokens }: { readonly tokens: readonly ApiTokenRowFragment[] }) {
  const now = useNow();
  const [revoking, setRevoking] = useState<ApiTokenRowFragment | null>(null);
  const revoke = useRevokeApiToken();
  async function confirm() {
    if (revoking === null) return;
    const outcome = await revoke.run({ input: { id: revoking.id } });
    if (outcome.kind === 'done') setRevoking(null);
  }
  return (
    <>
      <DataTable
        label={texts.label}
        rows={tokens}
        rowKey={(token) => token.id}
        columns={[
          {
            key: 'name',
            title: texts.name,
            width: 'grow',
            cell: (token) => (
              <div>
                {token.name}
                <div className="mono quiet">{token.prefix}…</div>
              </div>
            ),
          },
          { key: 'scopes', title: texts.scopes, width: 'grow', cell: (token) => <Scopes token={token} /> },
          {
            key: 'state',
            title: texts.state,
            cell: (token) => {
              const state = tokenState(token, now);
              return <StateMark tone={state.tone}>{state.label}</StateMark>;
            },
          },
          {
            key: 'expires',
            title: texts.expires,
            cell: (token) => <When at={token.expiresAt} never={texts.noEnd} />,
          },
          { key: 'used', title: texts.used, cell: (token) => <LastUse token={token} /> },
          {
            key: 'created',
            title: texts.created,
            cell: (token) => (
              <div>
                <When at={token.createdAt} />
                <div className="quiet small">{texts.by(token.createdBy)}</div>
              </div>
            ),
          },
          {
            key: 'action',
            title: texts.action,
            width: 'fit',
            cell: (token) =>
              tokenState(token, now).isAlive && (
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={texts.revokeOf(token.name)}
                  onClick={() => {
                    revoke.dismiss();
                    setRevoking(token);
                  }}
                >
                  {texts.revoke}
                </Button>
              ),
          },
        ]}
      />
      <ConfirmDialog
        isOpen={revoking !== null}
        title={texts.revokeOf(revoking?.name ?? '')}
        confirmLabel={texts.revoke}
        isDanger
        isBusy={revoke.isBusy}
        problem={revoke.problem}
        onConfirm={() => void confirm()}
        onClose={() => setRevoking(null)}
      >
        <p>{texts.revoking}</p>
      </ConfirmDialog>
    </>
  );
}

function Scopes({ token }: { readonly token: ApiTokenRowFragment }) {
  const limits = limitsOf(token.limitedTo);
  return (
    <div className="stack-tight">
      <ul className="plain-list small">
        {SCOPES.filter(({ value }) => token.scopes.includes(value)).map(({ value, label, meaning }) => (
          <li key={value}>{texts.scope(label, meaning)}</li>
        ))}
      </ul>
      {limits !== null && (
        <div className="stack-tight">
          <span className="small">{accountTexts.limits.label}</span>
          <LimitChips limits={limits} />
        </div>
      )}
    </div>
  );
}

/** A token that nobody has used may be one that nobody needs. */
function LastUse({ token: { lastUsedAt } }: { readonly token: ApiTokenRowFragment }) {
  if (typeof lastUsedAt === 'string') return <When at={lastUsedAt} />;
  return <StateMark tone="waiting">{texts.neverUsed}</StateMark>;
}
