import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/settings/gql.js';
import type { ApiTokenRowFragment } from '../../generated/settings/graphql.js';
import { useAddressState } from '../../lib/address-state.js';
import { useNow } from '../../lib/use-now.js';
import { settingTexts } from '../../texts/settings.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { MayButton } from '../../ui/may-button.js';
import { Page } from '../../ui/page.js';
import { Empty, Notice } from '../../ui/page-states.js';
import { ApiTokenTable } from './api-token-table.js';
import { CreateTokenDialog } from './create-token-dialog.js';
import { someNames, tokenState } from './token-words.js';

const texts = settingTexts.tokens;

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

const PATH = '/graphql';
const HEADER = 'Authorization: Bearer …';

/** Tokens for programs that use the GraphQL API. */
export function ApiTokensPage() {
  const address = useAddressState();
  const permission = useMay('ADMIN');
  const [isCreating, setCreating] = useState(false);
  const { data, previousData, error, loading, refetch } = useQuery(apiTokensDocument, {
    variables: { first: 50, after: address.after },
    fetchPolicy: 'cache-and-network',
    // No change of these is told.
    pollInterval: 10_000,
  });
  const connection = (data ?? previousData)?.apiTokens;
  return (
    <Page
      title={texts.title}
      actions={
        <MayButton permission={permission} onClick={() => setCreating(true)}>
          {texts.create}
        </MayButton>
      }
    >
      <p className="quiet">
        {texts.what} {texts.how} <span className="mono">{PATH}</span> {texts.header}{' '}
        <span className="mono">{HEADER}</span>.
      </p>
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={
          <Empty
            title={texts.empty}
            action={
              <MayButton
                permission={permission}
                variant="default"
                size="xs"
                onClick={() => setCreating(true)}
              >
                {texts.create}
              </MayButton>
            }
          >
            {texts.emptyNext}
          </Empty>
        }
      >
        <Ending tokens={connection?.nodes ?? []} />
        <ApiTokenTable tokens={connection?.nodes ?? []} />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={texts.nouns}
          />
        )}
      </ListFrame>
      <CreateTokenDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </Page>
  );
}

/** Of the tokens of this page, those that somebody must see to: before a program stops, and after it did. */
function Ending({ tokens }: { readonly tokens: readonly ApiTokenRowFragment[] }) {
  const now = useNow();
  const namesOf = (kind: 'soon' | 'expired') =>
    tokens.filter((token) => tokenState(token, now).kind === kind).map(({ name }) => name);
  const soon = namesOf('soon');
  const expired = namesOf('expired');
  return (
    <>
      {soon.length > 0 && (
        <Notice tone="warn" title={texts.expiring(soon.length, someNames(soon))}>
          {texts.expiringNext}
        </Notice>
      )}
      {expired.length > 0 && (
        <Notice tone="bad" title={texts.expired(expired.length, someNames(expired))}>
          {texts.expiredNext}
        </Notice>
      )}
    </>
  );
}
