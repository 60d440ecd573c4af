import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import type { DependencyFilter, DependencyRowFragment } from '../../generated/projects/graphql.js';
import { type AddressFilters, type AddressState, useAddressState } from '../../lib/address-state.js';
import { ECOSYSTEMS, ecosystemsAmong } from '../../lib/ecosystems.js';
import { sentenceCase } from '../../lib/text.js';
import { Copyable } from '../../ui/copyable.js';
import { DataTable } from '../../ui/data-table.js';
import { DependencyPaths } from '../../ui/dependency-paths.js';
import { AddressChip, ChoiceFilter, ClearFilters, Pager, SearchField } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { PackageName } from '../../ui/package-name.js';
import { Empty } from '../../ui/page-states.js';
import { PathText } from '../../ui/path-text.js';
import { SeverityCounts } from '../../ui/severity.js';

const dependenciesDocument = graphql(/* GraphQL */ `
  query ProjectDependencies($id: ID!, $first: Int!, $after: String, $filter: DependencyFilter) {
    node(id: $id) {
      id
      ... on Project {
        manifests {
          id
          path
          isLocked
          ecosystem
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

const FILTERS: AddressFilters = {
  search: 'text',
  manifest: 'text',
  kind: ['direct', 'transitive'],
  vulnerable: ['yes'],
  ecosystem: ECOSYSTEMS,
};

/** Every dependency of the project, also those that are not vulnerable; a row opens to its paths. */
export function DependenciesTab() {
  const { projectId = '' } = useParams();
  const address = useAddressState(FILTERS);
  const { data, previousData, error, loading, refetch } = useQuery(dependenciesDocument, {
    variables: { id: projectId, first: 50, after: address.after, filter: readDependencyFilter(address) },
    fetchPolicy: 'cache-and-network',
  });
  const node = (data ?? previousData)?.node;
  const connection =
    node !== null && node !== undefined && 'dependencies' in node ? node.dependencies : undefined;
  const manifests = node !== null && node !== undefined && 'manifests' in node ? node.manifests : [];
  const ecosystems = ecosystemsAmong(manifests.map(({ ecosystem }) => ecosystem));
  const unlocked = new Set(manifests.filter((manifest) => !manifest.isLocked).map(({ path }) => path));
  return (
    <div className="stack">
      <Filters address={address} ecosystems={ecosystems} />
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={
          <Empty
            title={address.hasFilters ? 'No dependency fits these filters.' : 'No dependencies were found.'}
          >
            {address.hasFilters
              ? 'Take a filter away to see more.'
              : 'The project declares none, or its manifests could not be read. The tab Manifests says which.'}
          </Empty>
        }
      >
        <DependencyTable
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
            noun={['dependency', 'dependencies']}
          />
        )}
      </ListFrame>
    </div>
  );
}

/** The filter that the address asks for. */
export function readDependencyFilter(address: Pick<AddressState, 'one' | 'many'>): DependencyFilter {
  const filter: DependencyFilter = {};
  const kinds = address.many('kind', ['direct', 'transitive'] as const);
  const ecosystem = address.many('ecosystem', ECOSYSTEMS);
  if (ecosystem.length > 0) filter.ecosystem = [...ecosystem];
  if (address.one('search') !== '') filter.search = address.one('search');
  if (address.one('manifest') !== '') filter.manifestPath = address.one('manifest');
  if (kinds.length === 1) filter.isDirect = kinds[0] === 'direct';
  if (address.one('vulnerable') === 'yes') filter.isVulnerable = true;
  return filter;
}

function Filters({
  address,
  ecosystems,
}: {
  readonly address: AddressState;
  readonly ecosystems: readonly string[];
}) {
  return (
    <div className="row" role="search">
      <SearchField address={address} label="Package" />
      <ChoiceFilter
        address={address}
        name="kind"
        label="Kind"
        options={[
          { value: 'direct', label: 'Direct' },
          { value: 'transitive', label: 'Transitive' },
        ]}
      />
      <ChoiceFilter
        address={address}
        name="vulnerable"
        label="Vulnerable"
        options={[{ value: 'yes', label: 'Only vulnerable' }]}
      />
      {ecosystems.length > 1 && (
        <ChoiceFilter
          address={address}
          name="ecosystem"
          label="Ecosystem"
          options={ecosystems.map((value) => ({ value, label: value }))}
        />
      )}
      <AddressChip address={address} name="manifest" label="Manifest" />
      <ClearFilters address={address} />
    </div>
  );
}

function DependencyTable({
  dependencies,
  unlocked,
  showsEcosystem,
  address,
}: {
  readonly dependencies: readonly DependencyRowFragment[];
  /** Paths of manifests that lock no versions. */
  readonly unlocked: ReadonlySet<string>;
  readonly showsEcosystem: boolean;
  readonly address: AddressState;
}) {
  const open = address.one('dependency');
  return (
    <DataTable
      label="Dependencies"
      rows={dependencies}
      rowKey={(dependency) => dependency.id}
      detail={{
        openKey: open === '' ? null : open,
        toggle: (key) => address.keep({ dependency: key === open ? [] : [key] }),
        label: (dependency) => `Paths to ${dependency.name} ${dependency.version}`,
        render: (dependency) => (
          <div className="stack-tight">
            <DependencyPaths paths={dependency.paths} />
            <Copyable text={dependency.purl} label="package URL" max={80} />
          </div>
        ),
      }}
      columns={[
        {
          key: 'name',
          title: 'Package',
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
        { key: 'version', title: 'Version', cell: ({ version }) => <span className="mono">{version}</span> },
        { key: 'kind', title: 'Kind', cell: ({ isDirect }) => (isDirect ? 'Direct' : 'Transitive') },
        { key: 'scope', title: 'Scope', cell: ({ scope }) => sentenceCase(scope) },
        {
          key: 'findings',
          title: 'Open findings',
          cell: ({ openFindings, manifestPath }) =>
            openFindings.total === 0 && unlocked.has(manifestPath) ? (
              <span className="quiet" title="Its manifest locks no versions.">
                Not known
              </span>
            ) : (
              <SeverityCounts tally={openFindings} />
            ),
        },
        {
          key: 'manifest',
          title: 'Manifest',
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
