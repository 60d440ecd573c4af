import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../generated/settings/gql.js';
import type { PersonRowFragment, Role } from '../../generated/settings/graphql.js';
import { accountTexts } from '../../texts/accounts.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { DataTable } from '../../ui/data-table.js';
import { Notice } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { usePersonCommands } from './person-commands.js';
import { ROLE_CHOICES, roleOf } from './role-choices.js';

const { people: texts, roles, changing } = accountTexts;

graphql(/* GraphQL */ `
  fragment PersonRow on Person {
    id
    name
    email
    role
    createdAt
  }
`);

/** What was chosen for somebody and is asked about before it is done; no role is to remove them. */
interface Asked {
  readonly person: PersonRowFragment;
  readonly role: Role | null;
}

/** Everybody with their role, which can be changed, and a way to remove them. */
export function PeopleTable({ people }: { readonly people: readonly PersonRowFragment[] }) {
  const { update, remove } = usePersonCommands();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [revokedCount, setRevokedCount] = useState(0);
  const command = asked?.role == null ? remove : update;
  function ask(next: Asked) {
    update.dismiss();
    remove.dismiss();
    setAsked(next);
  }
  async function confirm() {
    if (asked === null) return;
    const { person, role } = asked;
    const outcome =
      role === null
        ? await remove.run({ input: { id: person.id } })
        : await update.run({ input: { id: person.id, role } });
    if (outcome.kind !== 'done') return;
    setRevokedCount(outcome.payload.revokedTokens.length);
    setAsked(null);
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
          { key: 'name', title: texts.name, cell: ({ name }) => name },
          { key: 'email', title: texts.email, width: 'grow', cell: ({ email }) => email },
          {
            key: 'role',
            title: texts.role,
            cell: (person) => (
              <NativeSelect
                size="xs"
                aria-label={texts.roleOf(person.email)}
                value={person.role}
                data={ROLE_CHOICES}
                onChange={(event) => {
                  const role = roleOf(event.currentTarget.value);
                  if (role !== undefined && role !== person.role) ask({ person, role });
                }}
              />
            ),
          },
          { key: 'since', title: texts.since, cell: ({ createdAt }) => <When at={createdAt} /> },
          {
            key: 'action',
            title: texts.action,
            width: 'fit',
            cell: (person) => (
              <Button
                variant="default"
                size="compact-xs"
                aria-label={texts.removeOf(person.email)}
                onClick={() => ask({ person, role: null })}
              >
                {texts.remove}
              </Button>
            ),
          },
        ]}
      />
      <ConfirmDialog
        isOpen={asked !== null}
        title={titleOf(asked)}
        confirmLabel={asked?.role == null ? texts.remove : changing.confirm}
        isDanger={asked?.role == null}
        isBusy={command.isBusy}
        problem={command.problem}
        onConfirm={() => void confirm()}
        onClose={() => setAsked(null)}
      >
        {asked?.role == null ? (
          <p>{texts.removing}</p>
        ) : (
          <>
            <p>{changing.means(roles[asked.role].label, roles[asked.role].meaning)}</p>
            {asked.role !== 'ADMIN' && <p>{changing.tokens}</p>}
          </>
        )}
      </ConfirmDialog>
    </>
  );
}

function titleOf(asked: Asked | null): string {
  const email = asked?.person.email ?? '';
  return asked?.role == null ? texts.removeOf(email) : changing.title(email);
}
