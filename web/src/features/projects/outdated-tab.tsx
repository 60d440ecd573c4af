import { useQuery } from '@apollo/client/react';
import { NativeSelect } from '@mantine/core';
import { useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { ecosystemsAmong } from '../../lib/ecosystems.js';
import { whyUnread } from '../../lib/knowledge.js';
import { projectTexts } from '../../texts/projects.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Empty, NoResults } from '../../ui/page-states.js';
import {
  OUTDATED_FILTERS,
  OUTDATED_ORDERS,
  outdatedFields,
  readOutdatedFilter,
  readOutdatedOrder,
} from './dependency-filter.js';
import { OutdatedTable } from './outdated-table.js';
import { UncheckedPackages } from './unchecked-packages.js';

const outdatedDocument = graphql(/* GraphQL */ `
  query ProjectOutdated(
    $id: ID!
    $first: Int!
    $after: String
    $filter: OutdatedFilter
    $orderBy: OutdatedOrderField!
  ) {
    node(id: $id) {
      id
      ... on Project {
        state
        analysisState
        problemCount
        manifests(first: 100) {
          nodes {
            id
            path
            ecosystem
          }
        }
        lastAnalysis {
          manifestCount
          lockedManifestCount
          uncheckedPackages {
            ...UncheckedPackages
          }
        }
        outdated(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {
          totalCount
          isTotalCountCapped
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            id
            ...OutdatedRow
          }
        }
      }
    }
  }
`);

const texts = projectTexts.outdated;

/** Direct dependencies that are behind: what is there, what the range allows, what is newest, and how far that is. */
export function OutdatedTab() {
  const { projectId = '' } = useParams();
  const address = useAddressState(OUTDATED_FILTERS);
  const orderBy = readOutdatedOrder(address);
  const { data, previousData, error, loading, refetch } = useQuery(outdatedDocument, {
    variables: {
      id: projectId,
      first: 100,
      after: address.after,
      filter: readOutdatedFilter(address),
      orderBy,
    },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const node = (data ?? previousData)?.node;
  const project = node !== null && node !== undefined && 'outdated' in node ? node : null;
  const connection = project?.outdated;
  const groups = project?.lastAnalysis?.uncheckedPackages ?? [];
  const manifests = project?.manifests.nodes ?? [];
  const unread = project === null ? null : whyUnread(project);
  return (
    <div className="stack">
      {unread === null && <UncheckedPackages groups={groups} />}
      <FilterBar
        address={address}
        fields={outdatedFields(
          ecosystemsAmong(manifests.map(({ ecosystem }) => ecosystem)),
          manifests.map(({ path }) => path),
        )}
        search={texts.search}
      >
        <NativeSelect
          aria-label={projectTexts.orders.label}
          value={orderBy}
          data={OUTDATED_ORDERS.map((value) => ({
            value,
            label: projectTexts.orders.said(texts.orders[value]),
          }))}
          onChange={({ currentTarget: { value } }) => address.set({ order: value === 'STEP' ? [] : [value] })}
        />
      </FilterBar>
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={
          <NothingOutdated address={address} why={unread ?? (groups.length === 0 ? null : texts.unchecked)} />
        }
      >
        <OutdatedTable packages={connection?.nodes ?? []} orderBy={orderBy} address={address} />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={texts.noun}
          />
        )}
      </ListFrame>
    </div>
  );
}

function NothingOutdated({ address, why }: { readonly address: AddressState; readonly why: string | null }) {
  if (address.hasFilters) return <NoResults title={texts.noResults} address={address} />;
  if (why !== null) return <Empty title={texts.unknown(why)}>{texts.unknownWhy}</Empty>;
  return <Empty title={texts.none}>{texts.noneWhy}</Empty>;
}
