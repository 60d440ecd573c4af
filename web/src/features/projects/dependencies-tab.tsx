import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import type { DependencyRowFragment } from '../../generated/projects/graphql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { ecosystemsAmong } from '../../lib/ecosystems.js';
import { projectTexts } from '../../texts/projects.js';
import { Copyable } from '../../ui/copyable.js';
import { DataTable } from '../../ui/data-table.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { PackageName } from '../../ui/package-name.js';
import { Empty, NoResults } from '../../ui/page-states.js';
import { PathGraph } from '../../ui/path-graph.js';
import { PathText } from '../../ui/path-text.js';
import { SeverityCounts } from '../../ui/severity.js';
import { DEPENDENCY_FILTERS, dependencyFields, readDependencyFilter } from './dependency-filter.js';
import { placesOf } from './project-places.js';

const dependenciesDocument = graphql(/* GraphQL */ `
  query ProjectDependencies($id: ID!, $first: Int!, $after: String, $filter: DependencyFilter) {
    node(id: $id) {
      id
      ... on Project {
        path
        manifests(first: 100) {
          nodes {
            id
            path
            isLocked
            ecosystem
          }
        }
        dependencies(first: $first, after: $after, filter: $filter) {
          totalCount
          isTotalCountCapped
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            id
            ...DependencyRow
          }
        }
      }
    }
  }

  fragment DependencyRow on Dependency {
    id
    name
    version
    ecosystem
    isDirect
    scope
    manifestPath
    paths
    purl
    openFindings {
      malicious
      critical
      high
      medium
      low
      none
      total
    }
  }
`);

const texts = projectTexts.dependencies;

/** Every dependency of the project, also those that are not vulnerable; a row opens to its paths. */
export function DependenciesTab() {
  const { projectId = '' } = useParams();
  const address = useAddressState(DEPENDENCY_FILTERS);
  const filter = readDependencyFilter(address);
  const { data, previousData, error, loading, refetch } = useQuery(dependenciesDocument, {
    variables: { id: projectId, first: 100, after: address.after, filter },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const node = (data ?? previousData)?.node;
  const project = node !== null && node !== undefined && 'dependencies' in node ? node : undefined;
  const connection = project?.dependencies;
  const manifests = project?.manifests.nodes ?? [];
  const ecosystems = ecosystemsAmong(manifests.map(({ ecosystem }) => ecosystem));
  const unlocked = new Set(manifests.filter((manifest) => !manifest.isLocked).map(({ path }) => path));
  return (
    <div className="stack">
      <FilterBar
        address={address}
        fields={dependencyFields(
          ecosystems,
          manifests.map(({ path }) => path),
        )}
        search={texts.search}
      >
        <ExportMenu
          noun="dependencies"
          filter={{ ...filter, projectId }}
          totalCount={connection?.totalCount}
          isTotalCountCapped={connection?.isTotalCountCapped}
          isFiltered={address.hasFilters}
        />
      </FilterBar>
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={<NoDependencies address={address} projectId={projectId} />}
      >
        <DependencyTable
          project={project?.path ?? ''}
          dependencies={connection?.nodes ?? []}
          unlocked={unlocked}
          showsEcosystem={ecosystems.length > 1}
          address={address}
        />
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

function NoDependencies({
  address,
  projectId,
}: {
  readonly address: AddressState;
  readonly projectId: string;
}) {
  if (address.hasFilters) return <NoResults title={texts.noResults} address={address} />;
  return (
    <Empty title={texts.none} action={<Link to={placesOf(projectId).manifests}>{texts.toManifests}</Link>}>
      {texts.noneWhy}
    </Empty>
  );
}

function DependencyTable({
  project,
  dependencies,
  unlocked,
  showsEcosystem,
  address,
}: {
  /** Its path, where the paths begin. */
  readonly project: string;
  readonly dependencies: readonly DependencyRowFragment[];
  /** Paths of manifests that lock no versions. */
  readonly unlocked: ReadonlySet<string>;
  readonly showsEcosystem: boolean;
  readonly address: AddressState;
}) {
  const open = address.one('dependency');
  return (
    <DataTable
      label={texts.label}
      rows={dependencies}
      rowKey={(dependency) => dependency.id}
      detail={{
        openKey: open === '' ? null : open,
        toggle: (key) => address.keep({ dependency: key === open ? [] : [key] }),
        label: (dependency) => texts.paths(`${dependency.name} ${dependency.version}`),
        render: (dependency) => (
          <div className="stack-tight">
            <PathGraph project={project} paths={dependency.paths} />
            <Copyable text={dependency.purl} label={texts.url} max={80} />
          </div>
        ),
      }}
      columns={[
        {
          key: 'name',
          title: texts.columns.name,
          width: 'grow',
          cell: ({ name, ecosystem }) => (
            <div>
              <span className="mono">
                <PackageName name={name} />
              </span>
              {showsEcosystem && <div className="quiet small">{ecosystem}</div>}
            </div>
          ),
        },
        {
          key: 'version',
          title: texts.columns.version,
          cell: ({ version }) => <span className="mono">{version}</span>,
        },
        {
          key: 'kind',
          title: texts.columns.kind,
          cell: ({ isDirect }) => texts.direct[isDirect ? 'true' : 'false'],
        },
        { key: 'scope', title: texts.columns.scope, cell: ({ scope }) => texts.scopes[scope] },
        {
          key: 'findings',
          title: texts.columns.findings,
          cell: ({ openFindings, manifestPath }) =>
            openFindings.total === 0 && unlocked.has(manifestPath) ? (
              <span className="quiet" title={texts.notLocked}>
                {texts.notKnown}
              </span>
            ) : (
              <SeverityCounts tally={openFindings} />
            ),
        },
        {
          key: 'manifest',
          title: texts.columns.manifest,
          cell: ({ manifestPath }) => (
            <span className="mono quiet">
              <PathText path={manifestPath} />
            </span>
          ),
        },
      ]}
    />
  );
}
