import { useQuery } from '@apollo/client/react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/settings/gql.js';
import { useAddressState } from '../../lib/address-state.js';
import { HistoryList } from '../../ui/history-list.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Page } from '../../ui/page.js';

const auditDocument = graphql(/* GraphQL */ `
  query AuditPage($first: Int!, $after: String) {
    auditEvents(first: $first, after: $after) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        at
        actor
        action
        message
      }
    }
  }
`);

/** Everything that people and Backline did, newest first. It cannot be changed. */
export function AuditPage() {
  const address = useAddressState();
  const { data, previousData, error, loading, refetch } = useQuery(auditDocument, {
    variables: { first: 50, after: address.after },
    fetchPolicy: 'cache-and-network',
  });
  const connection = (data ?? previousData)?.auditEvents;
  return (
    <Page title="Audit log">
      <ListFrame
        count={connection === undefined ? undefined : 1}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={null}
      >
        <HistoryList events={connection?.nodes ?? []} showMore={null} />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={['event', 'events']}
          />
        )}
      </ListFrame>
    </Page>
  );
}
