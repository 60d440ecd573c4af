import { Link } from 'react-router';
import { graphql } from '../../generated/findings/gql.js';
import type { ProjectReadingFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { knowledgeOfProject } from '../../lib/knowledge.js';
import { findingTexts } from '../../texts/findings.js';
import { Empty } from '../../ui/page-states.js';

const texts = findingTexts.empty;

graphql(/* GraphQL */ `
  fragment ProjectReading on Query {
    reading: node(id: $projectId) @include(if: $isInProject) {
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
    advisoryStatus @include(if: $isInProject) {
      total
    }
  }
`);

/** What it means that a project's list of findings is empty: clean, clean as far as it is locked, or not known. */
export function NoProjectFindings({
  projectId,
  data,
}: {
  readonly projectId: string;
  readonly data: ProjectReadingFragment | undefined;
}) {
  if (data === undefined) return <Empty title={texts.notKnown}>{texts.notAnswered}</Empty>;
  const project = data.reading;
  if (project === null || project === undefined || !('analysisState' in project)) return null;
  if (data.advisoryStatus?.total === 0) {
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
