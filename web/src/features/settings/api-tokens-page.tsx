import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/settings/gql.js';
import { useAddressState } from '../../lib/address-state.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/page-states.js';
import { ApiTokenTable } from './api-token-table.js';
import { CreateTokenDialog } from './create-token-dialog.js';

const apiTokensDocument = graphql(/* GraphQL */ `
  query ApiTokensPage($first: Int!, $after: String) {
    apiTokens(first: $first, after: $after) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...ApiTokenRow
      }
    }
  }
`);

/** Tokens for programs that use the GraphQL API. */
export function ApiTokensPage() {
  const address = useAddressState();
  const [isCreating, setCreating] = useState(false);
  const { data, previousData, error, loading, refetch } = useQuery(apiTokensDocument, {
    variables: { first: 50, after: address.after },
    fetchPolicy: 'cache-and-network',
  });
  const connection = (data ?? previousData)?.apiTokens;
  return (
    <Page title="API tokens" actions={<Button onClick={() => setCreating(true)}>Create a token</Button>}>
      <p className="quiet">
        A token lets a program use <span className="mono">/graphql</span> with the header{' '}
        <span className="mono">Authorization: Bearer …</span>. It can do only what its scopes allow.
      </p>
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={
          <Empty title="No tokens yet.">
            Create one for each program, so that each can be revoked alone.
          </Empty>
        }
      >
        <ApiTokenTable tokens={connection?.nodes ?? []} />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={['token', 'tokens']}
          />
        )}
      </ListFrame>
      <CreateTokenDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </Page>
  );
}
