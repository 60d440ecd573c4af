import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../generated/settings/gql.js';
import type { PersonRowFragment } from '../../generated/settings/graphql.js';
import { limitsOf } from '../../lib/limits.js';
import { accountTexts } from '../../texts/accounts.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { DataTable } from '../../ui/data-table.js';
import { LimitChips } from '../../ui/limit-chips.js';
import { Notice } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { usePersonCommands } from './person-commands.js';
import { RightsDialog } from './rights-dialog.js';

const { people: texts, limits: limitTexts, roles } = accountTexts;

graphql(/* GraphQL */ `
  fragment PersonRow on Person {
    id
    name
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
    createdAt
  }
`);

/** Everybody with what they may do and see, which can be changed, and a way to remove them. */
export function PeopleTable({ people }: { readonly people: readonly PersonRowFragment[] }) {
  const { remove } = usePersonCommands();
  const [changing, setChanging] = useState<PersonRowFragment | null>(null);
  const [removing, setRemoving] = useState<PersonRowFragment | null>(null);
  const [revokedCount, setRevokedCount] = useState(0);
  async function confirmRemoving() {
    if (removing === null) return;
    const outcome = await remove.run({ input: { id: removing.id } });
    if (outcome.kind !== 'done') return;
    setRevokedCount(outcome.payload.revokedTokens.length);
    setRemoving(null);
  }
  return (
    <>
      <div role="status">
        {revokedCount > 0 && <Notice tone="quiet" title={texts.revoked(revokedCount)} />}
      </div>
      <DataTable
        label={texts.title}
        rows={people}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', title: texts.name, width: 'name', cell: ({ name }) => name },
          { key: 'email', title: texts.email, width: 'name', cell: ({ email }) => email },
          { key: 'role', title: texts.role, cell: ({ role }) => roles[role].label },
          {
            key: 'sees',
            title: limitTexts.title,
            width: 'grow',
            cell: ({ limitedTo }) => <LimitChips limits={limitsOf(limitedTo)} />,
          },
          { key: 'since', title: texts.since, cell: ({ createdAt }) => <When at={createdAt} /> },
          {
            key: 'action',
            title: texts.action,
            width: 'fit',
            cell: (person) => (
              <div className="row" style={{ flexWrap: 'nowrap' }}>
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={texts.changeOf(person.email)}
                  onClick={() => setChanging(person)}
                >
                  {texts.change}
                </Button>
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={texts.removeOf(person.email)}
                  onClick={() => {
                    remove.dismiss();
                    setRemoving(person);
                  }}
                >
                  {texts.remove}
                </Button>
              </div>
            ),
          },
        ]}
      />
      <RightsDialog
        person={changing}
        onClose={() => setChanging(null)}
        onChanged={(count) => {
          setRevokedCount(count);
          setChanging(null);
        }}
      />
      <ConfirmDialog
        isOpen={removing !== null}
        title={texts.removeOf(removing?.email ?? '')}
        confirmLabel={texts.remove}
        isDanger
        isBusy={remove.isBusy}
        problem={remove.problem}
        onConfirm={() => void confirmRemoving()}
        onClose={() => setRemoving(null)}
      >
        <p>{texts.removing}</p>
      </ConfirmDialog>
    </>
  );
}
