import { Link } from 'react-router';
import { graphql } from '../../generated/overview/gql.js';
import type { WorkNumbersFragment } from '../../generated/overview/graphql.js';
import { overviewTexts } from '../../texts/overview.js';
import classes from './work-numbers.module.css';

graphql(/* GraphQL */ `
  fragment WorkNumbers on Overview {
    openFindings {
      total
    }
    affectedProjectCount
    analyzedProjectCount
    projectCount
    proposedPlans
    openMergeRequests
    mergedMergeRequests
    fixedFindings
    jobs {
      queued
      running
      failed
    }
  }
`);

const texts = overviewTexts.work;

/** How the work stands, in small numbers; each leads to the list that it counts. */
export function WorkNumbers({ numbers }: { readonly numbers: WorkNumbersFragment }) {
  const { jobs } = numbers;
  const lines = [
    ['/plans?state=PROPOSED', texts.plans(numbers.proposedPlans)],
    ['/merge-requests?view=table&state=OPENED&state=LOCKED', texts.open(numbers.openMergeRequests)],
    ['/merge-requests?view=table&state=MERGED', texts.merged(numbers.mergedMergeRequests)],
    ['/findings?state=FIXED', texts.fixed(numbers.fixedFindings)],
    ['/projects?withOpenFindings=true', texts.affected(numbers.affectedProjectCount)],
    ['/projects', texts.projects(numbers.projectCount), texts.analysed(numbers.analyzedProjectCount)],
    ['/jobs?state=RUNNING&state=QUEUED', texts.jobs(jobs.running + jobs.queued)],
    ['/jobs?state=FAILED', texts.failedJobs(jobs.failed)],
  ] as const;
  return (
    <ul className={`plain-list ${classes.list}`}>
      {lines.map(([to, words, more]) => (
        <li key={to}>
          <Link to={to} className={classes.number}>
            {words}
          </Link>
          {more !== undefined && <span className="quiet small"> {more}</span>}
        </li>
      ))}
    </ul>
  );
}
