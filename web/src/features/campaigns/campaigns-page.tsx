import { useQuery } from '@apollo/client/react';
import { SegmentedControl } from '@mantine/core';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/campaigns/gql.js';
import type { CampaignRowFragment } from '../../generated/campaigns/graphql.js';
import { type AddressFilters, type AddressState, useAddressState } from '../../lib/address-state.js';
import { addressOf } from '../../lib/addresses.js';
import { formatCount } from '../../lib/text.js';
import { campaignTexts } from '../../texts/campaigns.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { FilterBar } from '../../ui/filter-bar.js';
import type { FilterField } from '../../ui/filter-field.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { PackageName } from '../../ui/package-name.js';
import { Page } from '../../ui/page.js';
import { Empty, NoResults } from '../../ui/page-states.js';
import { SeverityLabel } from '../../ui/severity.js';
import { CampaignProgress } from './campaign-progress.js';
import { campaignTitle, findingsOf } from './campaign-words.js';

const campaignsDocument = graphql(/* GraphQL */ `
  query CampaignsPage($first: Int!, $after: String, $kind: CampaignKind!, $search: String) {
    campaigns(first: $first, after: $after, filter: { kind: $kind, search: $search }) {
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
    ...CampaignProgress
  }
`);

const KINDS = ['ADVISORY', 'PACKAGE'] as const;
const FILTERS: AddressFilters = { search: 'text' };
const texts = campaignTexts.columns;

/** Vulnerabilities or packages across all projects; what concerns most now is first. */
export function CampaignsPage() {
  const address = useAddressState(FILTERS);
  const kind = address.many('kind', KINDS)[0] ?? 'ADVISORY';
  const search = address.one('search');
  const { data, previousData, error, loading, refetch } = useQuery(campaignsDocument, {
    variables: { first: 50, after: address.after, kind, search: search === '' ? null : search },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
    pollInterval: 15_000,
  });
  const connection = (data ?? previousData)?.campaigns;
  return (
    <Page title={campaignTexts.title} facts={<span className="quiet">{campaignTexts.about}</span>}>
      <div className="stack">
        <FilterBar address={address} fields={NO_FIELDS} search={campaignTexts.search[kind]}>
          <SegmentedControl
            size="sm"
            aria-label={campaignTexts.kind}
            value={kind}
            data={KINDS.map((value) => ({ value, label: campaignTexts.kinds[value] }))}
            onChange={(value) => address.set({ kind: value === 'ADVISORY' ? [] : [value] })}
          />
        </FilterBar>
        <ListFrame
          count={connection?.nodes.length}
          isLoading={loading}
          problem={error === undefined ? null : describeError(error)}
          retry={() => void refetch()}
          empty={<NoCampaigns address={address} />}
        >
          <DataTable
            label={campaignTexts.title}
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
              noun={campaignTexts.noun}
            />
          )}
        </ListFrame>
      </div>
    </Page>
  );
}

const NO_FIELDS: readonly FilterField[] = [];

function NoCampaigns({ address }: { readonly address: AddressState }) {
  const { empty } = campaignTexts;
  if (address.hasFilters) return <NoResults title={empty.noResults} address={address} />;
  return (
    <Empty title={empty.title} action={<Link to="/projects">{empty.toProjects}</Link>}>
      {empty.why}
    </Empty>
  );
}

function columnsOf(kind: 'ADVISORY' | 'PACKAGE'): readonly Column<CampaignRowFragment>[] {
  const what: readonly Column<CampaignRowFragment>[] =
    kind === 'ADVISORY' ? ADVISORY_COLUMNS : PACKAGE_COLUMNS;
  return [
    ...what,
    {
      key: 'projects',
      title: texts.projects,
      width: 'fit',
      align: 'end',
      cell: (row) => <Link to={addressOf.campaign(row.id)}>{formatCount(row.openProjects)}</Link>,
    },
    {
      key: 'findings',
      title: texts.findings,
      width: 'fit',
      align: 'end',
      cell: (row) => (
        <Link to={`${findingsOf(row)}&state=OPEN&state=IN_PROGRESS`}>{formatCount(row.openFindings)}</Link>
      ),
    },
    {
      key: 'progress',
      title: texts.progress,
      width: 'grow',
      cell: (row) => <CampaignProgress campaign={row} />,
    },
  ];
}

const ADVISORY_COLUMNS: readonly Column<CampaignRowFragment>[] = [
  {
    key: 'severity',
    title: texts.severity,
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
    title: texts.vulnerability,
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
    title: texts.package,
    width: 'grow',
    cell: (row) => (
      <Link to={addressOf.campaign(row.id)} className="mono">
        <PackageName name={row.packageName ?? ''} />
      </Link>
    ),
  },
  { key: 'ecosystem', title: texts.ecosystem, width: 'fit', cell: (row) => row.ecosystem },
];
