import { Link } from 'react-router';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectNoticesFragment } from '../../generated/projects/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { countOf } from '../../lib/text.js';
import { problemOf } from '../../lib/problem.js';
import { Notice } from '../../ui/page-states.js';

graphql(/* GraphQL */ `
  fragment ProjectNotices on Project {
    id
    problemCount
    reasons {
      code
      message
    }
    analysisError {
      code
      message
    }
    lastAnalysis {
      registryProblem
    }
  }
`);

/** What limits the work on a project: nothing is silent. */
export function ProjectNotices({ project }: { readonly project: ProjectNoticesFragment }) {
  const { analysisError } = project;
  const registryProblem = project.lastAnalysis?.registryProblem;
  return (
    <>
      {project.reasons.length > 0 && (
        <Notice tone="warn" title="Backline opens no merge requests here.">
          {project.reasons.map((reason) => (
            <p key={reason.code}>{reason.message}</p>
          ))}
        </Notice>
      )}
      {analysisError !== null && analysisError !== undefined && (
        <Notice tone="bad" title="The last analysis failed.">
          <p>{analysisError.message}</p>
          <p>{problemOf(analysisError.code, analysisError.message).remedy} What was found before is kept.</p>
        </Notice>
      )}
      {registryProblem !== null && registryProblem !== undefined && (
        <Notice tone="warn" title="A registry did not answer, so some plans are missing.">
          {registryProblem}
        </Notice>
      )}
      {project.problemCount > 0 && (
        <Notice tone="warn" title={`${countOf(project.problemCount, 'problem')} in the manifests.`}>
          What could not be read is not analysed.{' '}
          <Link to={`${addressOf.project(project.id)}/manifests`}>See which</Link>
        </Notice>
      )}
    </>
  );
}
