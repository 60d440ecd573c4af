import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/settings/gql.js';
import { useAddressState } from '../../lib/address-state.js';
import { accountTexts } from '../../texts/accounts.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { MayButton } from '../../ui/may-button.js';
import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/page-states.js';
import { InvitationTable } from './invitation-table.js';
import { InviteDialog } from './invite-dialog.js';
import { PeopleTable } from './people-table.js';

const texts = accountTexts.people;

const peopleDocument = graphql(/* GraphQL */ `
  query PeoplePage($first: Int!, $after: String) {
    people(first: $first, after: $after) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...PersonRow
      }
    }
    invitations(first: 100) {
      nodes {
        id
        ...InvitationRow
      }
    }
  }
`);

/** Who may sign in, what they may do, and who was asked to join. */
export function PeoplePage() {
  const address = useAddressState();
  const permission = useMay('ADMIN');
  const [isInviting, setInviting] = useState(false);
  const { data, previousData, error, loading, refetch } = useQuery(peopleDocument, {
    variables: { first: 50, after: address.after },
    fetchPolicy: 'cache-and-network',
    // No change of these is told.
    pollInterval: 10_000,
  });
  const shown = data ?? previousData;
  const invite = (
    <MayButton permission={permission} onClick={() => setInviting(true)}>
      {texts.invite}
    </MayButton>
  );
  return (
    <Page title={texts.title} actions={invite}>
      <p className="quiet">{texts.note}</p>
      <ListFrame
        count={shown?.people.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={<Empty title={texts.empty}>{texts.emptyNext}</Empty>}
      >
        <PeopleTable people={shown?.people.nodes ?? []} />
        {shown !== undefined && (
          <Pager
            address={address}
            shownCount={shown.people.nodes.length}
            totalCount={shown.people.totalCount}
            isTotalCountCapped={shown.people.isTotalCountCapped}
            pageInfo={shown.people.pageInfo}
            noun={texts.nouns}
          />
        )}
      </ListFrame>
      {shown !== undefined && shown.invitations.nodes.length > 0 && (
        <InvitationTable invitations={shown.invitations.nodes} />
      )}
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
    </Page>
  );
}
