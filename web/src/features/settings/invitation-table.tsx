import { Button } from '@mantine/core';
import { graphql } from '../../generated/settings/gql.js';
import type { InvitationRowFragment } from '../../generated/settings/graphql.js';
import { limitsOf } from '../../lib/limits.js';
import { accountTexts } from '../../texts/accounts.js';
import { DataTable } from '../../ui/data-table.js';
import { LimitChips } from '../../ui/limit-chips.js';
import { Failure } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { usePersonCommands } from './person-commands.js';

const { invitations: texts, limits: limitTexts, people, roles } = accountTexts;

graphql(/* GraphQL */ `
  fragment InvitationRow on Invitation {
    id
    email
    role
    limitedTo {
      integrationId
      groupPath
      integration {
        id
        name
      }
    }
    invitedBy
    expiresAt
  }
`);

/** Who was asked to join and has not yet. */
export function InvitationTable({ invitations }: { readonly invitations: readonly InvitationRowFragment[] }) {
  const { cancel } = usePersonCommands();
  return (
    <section className="stack">
      <h2>{texts.title}</h2>
      {cancel.problem !== null && <Failure problem={cancel.problem} />}
      <DataTable
        label={texts.label}
        rows={invitations}
        rowKey={({ id }) => id}
        columns={[
          { key: 'email', title: people.email, width: 'grow', cell: ({ email }) => email },
          { key: 'role', title: people.role, cell: ({ role }) => roles[role].label },
          {
            key: 'sees',
            title: limitTexts.title,
            cell: ({ limitedTo }) => <LimitChips limits={limitsOf(limitedTo)} />,
          },
          { key: 'by', title: texts.by, cell: ({ invitedBy }) => invitedBy },
          { key: 'expires', title: texts.expires, cell: ({ expiresAt }) => <When at={expiresAt} /> },
          {
            key: 'action',
            title: people.action,
            width: 'fit',
            cell: ({ id, email }) => (
              <Button
                variant="default"
                size="compact-xs"
                aria-label={texts.takeBackOf(email)}
                loading={cancel.isBusy}
                onClick={() => void cancel.run({ input: { id } })}
              >
                {texts.takeBack}
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}
