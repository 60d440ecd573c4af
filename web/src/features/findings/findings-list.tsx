import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingRowFragment } from '../../generated/findings/graphql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { SEVERITIES, severityWord } from '../../lib/severity.js';
import { FINDING_STATES } from '../../ui/finding-state.js';
import { AddressChip, ChoiceFilter, ClearFilters, Pager, SearchField } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Empty } from '../../ui/page-states.js';
import {
  defaultsOf,
  FINDING_FILTERS,
  readFindingFilter,
  readFindingOrder,
  STATES,
} from './finding-filter.js';
import { ChosenFindings } from './chosen-findings.js';
import { findingActions } from './dismissal-words.js';
import { FindingTable } from './finding-table.js';
import { NoProjectFindings } from './no-project-findings.js';

const findingsDocument = graphql(/* GraphQL */ `
  query FindingsPage($first: Int!, $after: String, $filter: FindingFilter, $orderBy: FindingOrder!) {
    findings(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...FindingRow
      }
    }
  }
`);

const NO_FINDINGS: readonly FindingRowFragment[] = [];
const NONE: ReadonlySet<string> = new Set();

/** Findings with their filters; of one project when it is given. */
export function FindingsList({ projectId }: { readonly projectId: string | null }) {
  const address = useAddressState(FINDING_FILTERS, defaultsOf(projectId));
  const { data, previousData, error, loading, refetch } = useQuery(findingsDocument, {
    variables: {
      first: 50,
      after: address.after,
      filter: readFindingFilter(address, projectId),
      orderBy: readFindingOrder(address.one('order')),
    },
    fetchPolicy: 'cache-and-network',
  });
  const connection = (data ?? previousData)?.findings;
  const findings = connection?.nodes ?? NO_FINDINGS;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NONE);
  return (
    <div className="stack">
      <Filters address={address} />
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={<NoFindings address={address} projectId={projectId} />}
      >
        <ChosenFindings
          findings={findings.filter((finding) => chosen.has(finding.id) && canDecide(finding))}
          clear={() => setChosen(NONE)}
        />
        <FindingTable
          findings={findings}
          address={address}
          showsProject={projectId === null}
          selection={{
            chosen,
            change: setChosen,
            canChoose: canDecide,
            label: (finding) =>
              `Choose ${finding.packageName} ${finding.version}, ${finding.advisoryGroup.primaryId}, of ${finding.project.path}`,
          }}
        />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={['finding', 'findings']}
          />
        )}
      </ListFrame>
    </div>
  );
}

function canDecide(finding: FindingRowFragment): boolean {
  const { canDismiss, canReopen } = findingActions(finding);
  return canDismiss || canReopen;
}

function Filters({ address }: { readonly address: AddressState }) {
  return (
    <div className="row" role="search">
      <SearchField address={address} label="Package or advisory" />
      <ChoiceFilter
        address={address}
        name="severity"
        label="Severity"
        options={SEVERITIES.map((value) => ({ value, label: severityWord(value) }))}
      />
      <ChoiceFilter
        address={address}
        name="state"
        label="State"
        options={STATES.map((value) => ({ value, label: FINDING_STATES[value].label }))}
      />
      <ChoiceFilter
        address={address}
        name="fix"
        label="Fix"
        options={[
          { value: 'with', label: 'With a fix' },
          { value: 'without', label: 'Without a fix' },
        ]}
      />
      <ChoiceFilter
        address={address}
        name="ecosystem"
        label="Ecosystem"
        options={ECOSYSTEMS.map((value) => ({ value, label: value }))}
      />
      <AddressChip address={address} name="advisory" label="Advisory" />
      <AddressChip address={address} name="package" label="Package" />
      <AddressChip address={address} name="manifest" label="Manifest" />
      <ClearFilters address={address} />
    </div>
  );
}

function NoFindings({
  address,
  projectId,
}: {
  readonly address: AddressState;
  readonly projectId: string | null;
}) {
  if (address.hasFilters) {
    return <Empty title="No finding fits these filters.">Take a filter away to see more.</Empty>;
  }
  if (projectId !== null) return <NoProjectFindings projectId={projectId} />;
  return (
    <Empty title="Nothing was found.">
      Either no package is vulnerable, or nothing was analysed yet, or no advisories were imported.
    </Empty>
  );
}
