import { useQuery } from '@apollo/client/react';
import { SegmentedControl } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import type { ManifestRowFragment } from '../../generated/projects/graphql.js';
import { type AddressFilters, type AddressState, useAddressState } from '../../lib/address-state.js';
import { addressOf } from '../../lib/addresses.js';
import { knowledgeOfManifest, whyUnread } from '../../lib/knowledge.js';
import { formatCount } from '../../lib/text.js';
import { projectTexts } from '../../texts/projects.js';
import { DataTable } from '../../ui/data-table.js';
import { ListFrame } from '../../ui/list-frame.js';
import { StateMark } from '../../ui/mark.js';
import { Section } from '../../ui/page.js';
import { Empty, NoResults } from '../../ui/page-states.js';
import { Pager } from '../../ui/list-controls.js';
import { PathText } from '../../ui/path-text.js';
import { KnownCounts } from '../../ui/severity.js';
import { placesOf } from './project-places.js';

const manifestsDocument = graphql(/* GraphQL */ `
  query ProjectManifests($id: ID!, $first: Int!, $after: String, $filter: ManifestFilter) {
    node(id: $id) {
      id
      ... on Project {
        state
        analysisState
        problemCount
        lastAnalysis {
          manifestCount
          lockedManifestCount
        }
        manifests(first: $first, after: $after, filter: $filter) {
          totalCount
          isTotalCountCapped
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            id
            ...ManifestRow
          }
        }
      }
    }
  }

  fragment ManifestRow on Manifest {
    id
    path
    ecosystem
    format
    isLocked
    dependencyCount
    openFindings {
      malicious
      critical
      high
      medium
      low
      none
      total
    }
    problems {
      code
      path
      line
      message
    }
  }
`);

const texts = projectTexts.manifests;
const SHOWN = ['all', 'read', 'problems'] as const;

/** The files that declare or lock dependencies, and what could not be read of them, with its line and the reason. */
export function ManifestsTab() {
  const { projectId = '' } = useParams();
  const address = useAddressState(FILTERS);
  const show = address.many('show', SHOWN)[0] ?? 'all';
  const { data, previousData, error, loading, refetch } = useQuery(manifestsDocument, {
    variables: {
      id: projectId,
      first: 100,
      after: address.after,
      filter: show === 'all' ? {} : { withProblems: show === 'problems' },
    },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const node = (data ?? previousData)?.node;
  const project = node !== null && node !== undefined && 'manifests' in node ? node : undefined;
  const connection = project?.manifests;
  const manifests = connection?.nodes;
  return (
    <div className="stack">
      {(project?.problemCount ?? 0) > 0 && (
        <div className="row">
          <SegmentedControl
            size="sm"
            aria-label={texts.show.label}
            value={show}
            data={SHOWN.map((value) => ({ value, label: texts.show[value] }))}
            onChange={(value) => address.set({ show: value === 'all' ? [] : [value] })}
          />
        </div>
      )}
      <ListFrame
        count={manifests?.length}
        isLoading={loading}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={<NoManifests address={address} why={project === undefined ? null : whyUnread(project)} />}
      >
        <ManifestTable projectId={projectId} manifests={manifests ?? []} />
        {show !== 'read' && <Problems manifests={manifests ?? []} />}
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

const FILTERS: AddressFilters = { show: ['read', 'problems'] };

function NoManifests({ address, why }: { readonly address: AddressState; readonly why: string | null }) {
  if (address.hasFilters) return <NoResults title={texts.noResults} address={address} />;
  return <Empty title={why === null ? texts.none : texts.unknown(why)}>{texts.noneWhy}</Empty>;
}

function ManifestTable({
  projectId,
  manifests,
}: {
  readonly projectId: string;
  readonly manifests: readonly ManifestRowFragment[];
}) {
  const base = addressOf.project(projectId);
  return (
    <DataTable
      label={texts.label}
      rows={manifests}
      rowKey={(manifest) => manifest.id}
      columns={[
        {
          key: 'path',
          title: texts.columns.file,
          width: 'grow',
          cell: ({ path, problems }) => (
            <div className="stack-tight">
              <span className="mono">
                <PathText path={path} />
              </span>
              {problems.length > 0 && (
                <StateMark tone="warn">{projectTexts.row.problems(problems.length)}</StateMark>
              )}
            </div>
          ),
        },
        { key: 'ecosystem', title: texts.columns.ecosystem, cell: ({ ecosystem }) => ecosystem },
        { key: 'format', title: texts.columns.format, cell: ({ format }) => format },
        {
          key: 'locked',
          title: texts.columns.versions,
          width: 'name',
          cell: ({ isLocked }) =>
            isLocked ? (
              texts.locked
            ) : (
              <div>
                {texts.declared}
                <div className="quiet small">{texts.declaredWhy}</div>
              </div>
            ),
        },
        {
          key: 'dependencies',
          title: texts.columns.dependencies,
          align: 'end',
          width: 'fit',
          cell: ({ path, dependencyCount }) => (
            <Link to={`${base}/dependencies?manifestPath=${encodeURIComponent(path)}`}>
              {formatCount(dependencyCount)}
            </Link>
          ),
        },
        {
          key: 'findings',
          title: texts.columns.findings,
          cell: (manifest) => {
            const counts = (
              <KnownCounts tally={manifest.openFindings} knowledge={knowledgeOfManifest(manifest)} />
            );
            if (manifest.openFindings.total === 0) return counts;
            const place = `&manifestPath=${encodeURIComponent(manifest.path)}`;
            return <Link to={`${placesOf(projectId).findings}${place}`}>{counts}</Link>;
          },
        },
      ]}
    />
  );
}

/** What was skipped: where, and why. */
function Problems({ manifests }: { readonly manifests: readonly ManifestRowFragment[] }) {
  const rows = manifests.flatMap(({ id, problems }) =>
    problems.map((problem, index) => ({ key: `${id} ${index}`, problem })),
  );
  if (rows.length === 0) return null;
  return (
    <Section title={texts.problemsLabel} note={texts.problemsNote}>
      <DataTable
        label={texts.problemsLabel}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'where',
            title: texts.columns.line,
            width: 'name',
            cell: ({ problem: { path, line } }) => (
              <span className="mono">
                <PathText path={path} />
                {line !== null && line !== undefined && `:${line}`}
              </span>
            ),
          },
          {
            key: 'why',
            title: texts.columns.why,
            width: 'grow',
            cell: ({ problem }) => <StateMark tone="warn">{problem.message}</StateMark>,
          },
        ]}
      />
    </Section>
  );
}
