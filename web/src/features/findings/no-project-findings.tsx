import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { graphql } from '../../generated/findings/gql.js';
import { addressOf } from '../../lib/addresses.js';
import { knowledgeOfProject } from '../../lib/knowledge.js';
import { findingTexts } from '../../texts/findings.js';
import { Empty, LoadingRows } from '../../ui/page-states.js';

const texts = findingTexts.empty;

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
    return <Empty title={texts.notKnown}>{texts.notAnswered}</Empty>;
  }
  const project = data.node;
  if (project === null || project === undefined || !('analysisState' in project)) return null;
  if (data.advisoryStatus.total === 0) {
    return (
      <Empty title={texts.notKnown} action={<Link to="/advisories">{texts.importAdvisories}</Link>}>
        {texts.withoutAdvisories}
      </Empty>
    );
  }
  const knowledge = knowledgeOfProject(project);
  const manifests = <Link to={`${addressOf.project(projectId)}/manifests`}>{texts.seeManifests}</Link>;
  if (knowledge.kind === 'unknown') {
    return (
      <Empty title={texts.notKnownBecause(knowledge.why)} action={manifests}>
        {texts.unread}
      </Empty>
    );
  }
  if (knowledge.kind === 'locked') {
    return (
      <Empty title={texts.noneOfLocked} action={manifests}>
        {texts.rest(knowledge.why)}
      </Empty>
    );
  }
  return <Empty title={texts.none}>{texts.noneWhy}</Empty>;
}
