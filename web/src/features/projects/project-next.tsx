import { Link } from 'react-router';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectNextFragment } from '../../generated/projects/graphql.js';
import { exactTime } from '../../lib/time.js';
import { useNow } from '../../lib/use-now.js';
import { projectTexts } from '../../texts/projects.js';
import { nextSentence } from './next-sentence.js';
import { placesOf } from './project-places.js';

graphql(/* GraphQL */ `
  fragment ProjectNext on Project {
    id
    state
    analysisState
    health {
      nextLookAt
    }
  }
`);

/** What Backline will do here next, and when, in one or two sentences. */
export function ProjectNext({ project }: { readonly project: ProjectNextFragment }) {
  const now = useNow();
  const { nextLookAt } = project.health;
  return (
    <p
      className="quiet"
      title={nextLookAt === null || nextLookAt === undefined ? undefined : exactTime(nextLookAt)}
    >
      {nextSentence({ ...project, nextLookAt: nextLookAt ?? null }, now)}{' '}
      <Link to={placesOf(project.id).jobs}>{projectTexts.next.jobs}</Link>
    </p>
  );
}
