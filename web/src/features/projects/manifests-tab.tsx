import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import type { ManifestRowFragment } from '../../generated/projects/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { knowledgeOfManifest, whyUnread } from '../../lib/knowledge.js';
import { formatCount } from '../../lib/text.js';
import { DataTable } from '../../ui/data-table.js';
import { ListFrame } from '../../ui/list-frame.js';
import { StateMark } from '../../ui/mark.js';
import { Empty } from '../../ui/page-states.js';
import { KnownCounts } from '../../ui/severity.js';

const manifestsDocument = graphql(/* GraphQL */ `
  query ProjectManifests($id: ID!) {
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
        manifests {
          id
          ...ManifestRow
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

/** The files that declare or lock dependencies, and what could not be read of them. */
export function ManifestsTab() {
  const { projectId = '' } = useParams();
  const { data, error, loading, refetch } = useQuery(manifestsDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
  });
  const node = data?.node;
  const manifests = node !== null && node !== undefined && 'manifests' in node ? node.manifests : undefined;
  const unread = node !== null && node !== undefined && 'manifests' in node ? whyUnread(node) : null;
  return (
    <ListFrame
      count={manifests?.length}
      isLoading={loading}
      problem={error === undefined ? null : describeError(error)}
      retry={() => void refetch()}
      empty={
        <Empty title={unread === null ? 'No manifests were found.' : `Not known: ${unread}.`}>
          Backline looks for the files of the ecosystems that it knows, at any depth of the repository.
        </Empty>
      }
    >
      <ManifestTable projectId={projectId} manifests={manifests ?? []} />
    </ListFrame>
  );
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
      label="Manifests"
      rows={manifests}
      rowKey={(manifest) => manifest.id}
      columns={[
        { key: 'path', title: 'File', width: 'grow', cell: (manifest) => <FileCell manifest={manifest} /> },
        { key: 'ecosystem', title: 'Ecosystem', cell: ({ ecosystem }) => ecosystem },
        { key: 'format', title: 'Format', cell: ({ format }) => format },
        {
          key: 'locked',
          title: 'Versions',
          cell: ({ isLocked }) => (isLocked ? 'Locked' : <span className="quiet">Declared only</span>),
        },
        {
          key: 'dependencies',
          title: 'Dependencies',
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
          title: 'Open findings',
          cell: (manifest) => (
            <KnownCounts tally={manifest.openFindings} knowledge={knowledgeOfManifest(manifest)} />
          ),
        },
      ]}
    />
  );
}

function FileCell({ manifest }: { readonly manifest: ManifestRowFragment }) {
  return (
    <div className="stack-tight">
      <span className="mono">{manifest.path}</span>
      {manifest.problems.map((problem, index) => (
        <div key={index}>
          <StateMark tone="warn">
            <span className="mono">
              {problem.path}
              {problem.line !== null && problem.line !== undefined && `:${problem.line}`}
            </span>{' '}
            {problem.message}
          </StateMark>
        </div>
      ))}
    </div>
  );
}
