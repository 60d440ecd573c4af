import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../generated/settings/gql.js';
import type { ApiTokenRowFragment } from '../../generated/settings/graphql.js';
import { useNow } from '../../lib/use-now.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { DataTable } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { When } from '../../ui/when.js';
import { useRevokeApiToken } from './revoke-api-token.js';
import { SCOPES, tokenState } from './token-words.js';

graphql(/* GraphQL */ `
  fragment ApiTokenRow on ApiToken {
    id
    name
    prefix
    scopes
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
        label="API tokens"
        rows={tokens}
        rowKey={(token) => token.id}
        columns={[
          {
            key: 'name',
            title: 'Name',
            width: 'grow',
            cell: (token) => (
              <div>
                {token.name}
                <div className="mono quiet">{token.prefix}…</div>
              </div>
            ),
          },
          { key: 'scopes', title: 'Scopes', cell: (token) => scopeWords(token.scopes) },
          {
            key: 'state',
            title: 'State',
            cell: (token) => {
              const state = tokenState(token, now);
              return <StateMark tone={state.tone}>{state.label}</StateMark>;
            },
          },
          { key: 'expires', title: 'Expires', cell: (token) => <When at={token.expiresAt} /> },
          { key: 'used', title: 'Last used', cell: (token) => <When at={token.lastUsedAt} /> },
          {
            key: 'created',
            title: 'Created',
            cell: (token) => (
              <div>
                <When at={token.createdAt} />
                <div className="quiet small">by {token.createdBy}</div>
              </div>
            ),
          },
          {
            key: 'action',
            title: 'Action',
            width: 'fit',
            cell: (token) =>
              tokenState(token, now).isAlive && (
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={`Revoke ${token.name}`}
                  onClick={() => {
                    revoke.dismiss();
                    setRevoking(token);
                  }}
                >
                  Revoke
                </Button>
              ),
          },
        ]}
      />
      <ConfirmDialog
        isOpen={revoking !== null}
        title={`Revoke ${revoking?.name ?? ''}`}
        confirmLabel="Revoke"
        isDanger
        isBusy={revoke.isBusy}
        problem={revoke.problem}
        onConfirm={() => void confirm()}
        onClose={() => setRevoking(null)}
      >
        <p>The program that uses this token is refused from now on. This cannot be undone.</p>
      </ConfirmDialog>
    </>
  );
}

function scopeWords(scopes: ApiTokenRowFragment['scopes']): string {
  return SCOPES.filter((scope) => scopes.includes(scope.value))
    .map((scope) => scope.label)
    .join(', ');
}
