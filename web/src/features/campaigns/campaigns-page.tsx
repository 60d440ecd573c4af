import { useQuery } from '@apollo/client/react';
import { SegmentedControl } from '@mantine/core';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/campaigns/gql.js';
import type { CampaignRowFragment } from '../../generated/campaigns/graphql.js';
import { type AddressFilters, useAddressState } from '../../lib/address-state.js';
import { addressOf } from '../../lib/addresses.js';
import { formatCount } from '../../lib/text.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { PackageName } from '../../ui/package-name.js';
import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/page-states.js';
import { SeverityLabel } from '../../ui/severity.js';
import { campaignTitle } from './campaign-words.js';

const campaignsDocument = graphql(/* GraphQL */ `
  query CampaignsPage($first: Int!, $after: String, $kind: CampaignKind!) {
    campaigns(first: $first, after: $after, kind: $kind) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...CampaignRow
      }
    }
  }

  fragment CampaignRow on Campaign {
    id
    kind
    openFindings
    openProjects
    ecosystem
    packageName
    advisoryGroup {
      id
      primaryId
      summary
      severity
      score
    }
  }
`);

const KINDS = ['ADVISORY', 'PACKAGE'] as const;
const FILTERS: AddressFilters = { kind: KINDS };

/** Vulnerabilities or packages across all projects; what concerns most now is first. */
export function CampaignsPage() {
  const address = useAddressState(FILTERS);
  const kind = address.many('kind', KINDS)[0] ?? 'ADVISORY';
  const { data, error, loading, refetch } = useQuery(campaignsDocument, {
    variables: { first: 50, after: address.after, kind },
    fetchPolicy: 'cache-and-network',
    pollInterval: 15_000,
  });
  const connection = data?.campaigns;
  return (
    <Page
      title="Campaigns"
      facts={
        <span className="quiet">
          One vulnerability or one package across all projects: who is concerned, who has a fix, and how far
          it is.
        </span>
      }
    >
      <div className="stack">
        <div className="row">
          <SegmentedControl
            size="sm"
            aria-label="Campaigns of"
            value={kind}
            data={[
              { value: 'ADVISORY', label: 'Vulnerabilities' },
              { value: 'PACKAGE', label: 'Packages' },
            ]}
            onChange={(value) => address.set({ kind: value === 'ADVISORY' ? [] : [value] })}
          />
        </div>
        <ListFrame
          count={connection?.nodes.length}
          isLoading={loading}
          problem={error === undefined ? null : describeError(error)}
          retry={() => void refetch()}
          empty={
            <Empty title="Nothing is open.">
              A campaign is there as soon as a project has an open finding.
            </Empty>
          }
        >
          <DataTable
            label="Campaigns"
            rows={connection?.nodes ?? []}
            rowKey={(row) => row.id}
            columns={columnsOf(kind)}
          />
          {connection !== undefined && (
            <Pager
              address={address}
              shownCount={connection.nodes.length}
              totalCount={connection.totalCount}
              isTotalCountCapped={connection.isTotalCountCapped}
              pageInfo={connection.pageInfo}
              noun={['campaign', 'campaigns']}
            />
          )}
        </ListFrame>
      </div>
    </Page>
  );
}

function columnsOf(kind: 'ADVISORY' | 'PACKAGE'): readonly Column<CampaignRowFragment>[] {
  const what: readonly Column<CampaignRowFragment>[] =
    kind === 'ADVISORY' ? ADVISORY_COLUMNS : PACKAGE_COLUMNS;
  return [
    ...what,
    {
      key: 'projects',
      title: 'Projects concerned',
      width: 'fit',
      align: 'end',
      cell: (row) => formatCount(row.openProjects),
    },
    {
      key: 'findings',
      title: 'Open findings',
      width: 'fit',
      align: 'end',
      cell: (row) => formatCount(row.openFindings),
    },
  ];
}

const ADVISORY_COLUMNS: readonly Column<CampaignRowFragment>[] = [
  {
    key: 'severity',
    title: 'Severity',
    width: 'fit',
    cell: (row) => (
      <SeverityLabel
        severity={row.advisoryGroup?.severity ?? 'NONE'}
        score={row.advisoryGroup?.score ?? null}
      />
    ),
  },
  {
    key: 'title',
    title: 'Vulnerability',
    width: 'grow',
    cell: (row) => (
      <div>
        <Link to={addressOf.campaign(row.id)}>{campaignTitle(row)}</Link>
        <div className="quiet mono">{row.advisoryGroup?.primaryId}</div>
      </div>
    ),
  },
];

const PACKAGE_COLUMNS: readonly Column<CampaignRowFragment>[] = [
  {
    key: 'title',
    title: 'Package',
    width: 'grow',
    cell: (row) => (
      <Link to={addressOf.campaign(row.id)} className="mono">
        <PackageName name={row.packageName ?? ''} />
      </Link>
    ),
  },
  { key: 'ecosystem', title: 'Ecosystem', width: 'fit', cell: (row) => row.ecosystem },
];
