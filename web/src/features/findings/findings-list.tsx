import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingRowFragment, ProjectReadingFragment } from '../../generated/findings/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { useListPlace } from '../../lib/list-place.js';
import { findingTexts } from '../../texts/findings.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { Empty, ExpiredIntegration, NoResults, PartialFailure } from '../../ui/page-states.js';
import { type Chosen, withRows } from './chosen.js';
import { ChosenFindings } from './chosen-findings.js';
import { readFindingFilter, readFindingOrder } from './finding-filter.js';
import { findingActions } from './dismissal-words.js';
import { FindingTable } from './finding-table.js';
import { contextVariables, FindingsBar } from './findings-bar.js';
import { NoProjectFindings } from './no-project-findings.js';

const findingsDocument = graphql(/* GraphQL */ `
  query FindingsPage(
    $first: Int!
    $after: String
    $filter: FindingFilter
    $orderBy: FindingOrderField!
    $projectId: ID!
    $hasProject: Boolean!
    $isInProject: Boolean!
  ) {
    findings(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...FindingRow
      }
    }
    ...FindingsContext
    ...ProjectReading
  }
`);

const NO_FINDINGS: readonly FindingRowFragment[] = [];
const NOTHING: Chosen = new Map();
const ROWS = 100;

interface FindingsListProps {
  readonly address: AddressState;
  /** Of one project's tab; null for all projects. */
  readonly projectId: string | null;
}

/** Findings one by one, to be chosen and decided. */
export function FindingsList({ address, projectId }: FindingsListProps) {
  const filter = readFindingFilter(address, projectId);
  const orderBy = readFindingOrder(address.one('order'));
  const { data, previousData, error, loading, refetch } = useQuery(findingsDocument, {
    variables: {
      first: ROWS,
      after: address.after,
      filter,
      orderBy,
      ...contextVariables(filter, projectId),
    },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const shown = data ?? previousData;
  const connection = shown?.findings;
  const findings = connection?.nodes ?? NO_FINDINGS;
  const [chosen, setChosen] = useChosen(filter);
  useListPlace(connection !== undefined);
  const problem = error === undefined ? null : describeError(error);
  return (
    <div className="stack">
      <FindingsBar address={address} context={shown} isInProject={projectId !== null}>
        <ExportMenu
          noun="findings"
          filter={filter}
          orderBy={orderBy}
          totalCount={connection?.totalCount}
          isTotalCountCapped={connection?.isTotalCountCapped}
          isFiltered={address.hasFilters}
        />
      </FindingsBar>
      {projectId === null &&
        shown?.integrations.nodes.map((integration) => (
          <ExpiredIntegration key={integration.id} integration={integration} />
        ))}
      {data !== undefined && problem !== null && (
        <PartialFailure problem={problem} retry={() => void refetch()} />
      )}
      {connection !== undefined && (
        <ChosenFindings
          chosen={chosen}
          change={setChosen}
          totalCount={connection.totalCount}
          filter={filter}
          orderBy={orderBy}
        />
      )}
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={data === undefined ? problem : null}
        retry={() => void refetch()}
        empty={<NoFindings address={address} projectId={projectId} data={shown} />}
      >
        <FindingTable
          findings={findings}
          address={address}
          order={orderBy}
          showsProject={projectId === null}
          selection={{
            chosen: new Set(chosen.keys()),
            change: (ids) => setChosen(withRows(chosen, findings, ids)),
            canChoose: canDecide,
            label: ({ packageName, version, advisoryGroup, project }) =>
              findingTexts.row.choose(`${packageName} ${version}`, advisoryGroup.primaryId, project.path),
          }}
        />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={findingTexts.noun}
          />
        )}
      </ListFrame>
    </div>
  );
}

/** What is chosen, as long as the filter is the same. */
function useChosen(filter: object): readonly [Chosen, (chosen: Chosen) => void] {
  const key = JSON.stringify(filter);
  const [state, setState] = useState({ key, chosen: NOTHING });
  return [state.key === key ? state.chosen : NOTHING, (chosen) => setState({ key, chosen })];
}

function canDecide(finding: FindingRowFragment): boolean {
  const { canDismiss, canReopen } = findingActions(finding);
  return canDismiss || canReopen;
}

/** Why there are no findings: the filters, or nothing that was found. */
export function NoFindings({
  address,
  projectId,
  data,
}: FindingsListProps & { readonly data: ProjectReadingFragment | undefined }) {
  const texts = findingTexts.empty;
  if (address.hasFilters) return <NoResults title={texts.noResults} address={address} />;
  if (projectId !== null) return <NoProjectFindings projectId={projectId} data={data} />;
  return (
    <Empty title={texts.title} action={<Link to="/projects">{texts.toProjects}</Link>}>
      {texts.why}
    </Empty>
  );
}
