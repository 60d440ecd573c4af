import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { graphql } from '../../generated/findings/gql.js';
import { addressOf } from '../../lib/addresses.js';
import { knowledgeOfProject } from '../../lib/knowledge.js';
import { Empty, LoadingRows } from '../../ui/page-states.js';

const readingDocument = graphql(/* GraphQL */ `
  query ProjectReading($id: ID!) {
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
      }
    }
    advisoryStatus {
      total
    }
  }
`);

/** What it means that a project's list of findings is empty: clean, clean as far as it is locked, or not known. */
export function NoProjectFindings({ projectId }: { readonly projectId: string }) {
  const { data, error } = useQuery(readingDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
  });
  if (data === undefined) {
    if (error === undefined) return <LoadingRows rows={1} />;
    return <Empty title="Not known.">The server did not say how much of the project was read.</Empty>;
  }
  const project = data.node;
  if (project === null || project === undefined || !('analysisState' in project)) return null;
  if (data.advisoryStatus.total === 0) {
    return (
      <Empty title="Not known." action={<Link to="/advisories">Import advisories</Link>}>
        Without advisories nothing can be found.
      </Empty>
    );
  }
  const knowledge = knowledgeOfProject(project);
  const manifests = <Link to={`${addressOf.project(projectId)}/manifests`}>See the manifests</Link>;
  if (knowledge.kind === 'unknown') {
    return (
      <Empty title={`Not known: ${knowledge.why}.`} action={manifests}>
        What was not read, or locks no version, cannot be matched with advisories.
      </Empty>
    );
  }
  if (knowledge.kind === 'locked') {
    return (
      <Empty title="No open findings of what is locked." action={manifests}>
        {knowledge.why}: what they bring in is not known.
      </Empty>
    );
  }
  return <Empty title="No open findings.">No locked version is in an advisory.</Empty>;
}
