import { Link } from 'react-router';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectNoticesFragment } from '../../generated/projects/graphql.js';
import { problemOf } from '../../lib/problem.js';
import { projectTexts } from '../../texts/projects.js';
import { Notice } from '../../ui/page-states.js';
import { placesOf } from './project-places.js';

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

const texts = projectTexts.notices;

/** What limits the work on a project: nothing is silent. */
export function ProjectNotices({ project }: { readonly project: ProjectNoticesFragment }) {
  const { analysisError } = project;
  const registryProblem = project.lastAnalysis?.registryProblem;
  return (
    <>
      {project.reasons.length > 0 && (
        <Notice tone="warn" title={texts.noMergeRequests}>
          {project.reasons.map((reason) => (
            <p key={reason.code}>
              {reason.message} {projectTexts.remedies[reason.code]}
            </p>
          ))}
        </Notice>
      )}
      {analysisError !== null && analysisError !== undefined && (
        <Notice tone="bad" title={texts.failed}>
          <p>{analysisError.message}</p>
          <p>
            {problemOf(analysisError.code, analysisError.message).remedy} {texts.kept}
          </p>
        </Notice>
      )}
      {registryProblem !== null && registryProblem !== undefined && (
        <Notice tone="warn" title={texts.registry}>
          {registryProblem}
        </Notice>
      )}
      {project.problemCount > 0 && (
        <Notice tone="warn" title={texts.problems(project.problemCount)}>
          {texts.notAnalyzed} <Link to={placesOf(project.id).manifestProblems}>{texts.which}</Link>
        </Notice>
      )}
    </>
  );
}
