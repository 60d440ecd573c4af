import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/settings/gql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { settingTexts } from '../../texts/settings.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { addressFiltersOf } from '../../ui/filter-field.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Page } from '../../ui/page.js';
import { Empty, NoResults } from '../../ui/page-states.js';
import { AuditChain } from './audit-chain.js';
import { auditFields, readAuditFilter } from './audit-filter.js';
import { AuditTable } from './audit-table.js';

const auditDocument = graphql(/* GraphQL */ `
  query AuditPage($first: Int!, $after: String, $filter: AuditEventFilter) {
    auditChain {
      ...AuditChainLine
    }
    auditEvents(first: $first, after: $after, filter: $filter) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...AuditRow
      }
    }
  }
`);

const texts = settingTexts.audit;
const FILTERS = { ...addressFiltersOf(auditFields([])), text: 'text' } as const;

/** Everything that people and Backline did, newest first. It cannot be changed. */
export function AuditPage() {
  const address = useAddressState(FILTERS);
  const { may } = useMay('ADMIN');
  const filter = readAuditFilter(address);
  const { data, previousData, error, loading, refetch } = useQuery(auditDocument, {
    variables: { first: 50, after: address.after, filter },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const connection = (data ?? previousData)?.auditEvents;
  const nodes = connection?.nodes;
  const chain = (data ?? previousData)?.auditChain;
  const fields = useMemo(
    () => auditFields([...new Set((nodes ?? []).map(({ actor }) => actor))].toSorted()),
    [nodes],
  );
  return (
    <Page title={texts.title}>
      <p className="quiet">{texts.note}</p>
      {chain !== undefined && <AuditChain chain={chain} />}
      <div className="stack">
        {(may || connection !== undefined) && (
          <FilterBar address={address} fields={fields} search={texts.search} searchName="text">
            {may && (
              <ExportMenu
                noun="audit"
                filter={filter}
                totalCount={connection?.totalCount}
                isTotalCountCapped={connection?.isTotalCountCapped}
                isFiltered={address.hasFilters}
              />
            )}
          </FilterBar>
        )}
        <ListFrame
          count={nodes?.length}
          isLoading={loading}
          problem={error === undefined ? null : describeError(error)}
          retry={() => void refetch()}
          empty={<NoRecords address={address} />}
        >
          <AuditTable records={nodes ?? []} />
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
      </div>
    </Page>
  );
}

function NoRecords({ address }: { readonly address: AddressState }) {
  if (address.hasFilters) return <NoResults title={texts.noResults} address={address} />;
  return <Empty title={texts.none}>{texts.noneNext}</Empty>;
}
