import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { graphql } from '../../generated/overview/gql.js';
import type { OverviewNumbersFragment } from '../../generated/overview/graphql.js';
import { severityWord, tallyEntries } from '../../lib/severity.js';
import { formatCount } from '../../lib/text.js';
import { SeverityShape } from '../../ui/mark.js';
import classes from './number-grid.module.css';

graphql(/* GraphQL */ `
  fragment OverviewNumbers on Overview {
    openFindings {
      malicious
      critical
      high
      medium
      low
      none
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
      succeeded
      cancelled
    }
  }
`);

/** The numbers of the moment. Each one leads to the list that it counts. */
export function NumberGrid({ numbers }: { readonly numbers: OverviewNumbersFragment }) {
  const { openFindings, jobs } = numbers;
  return (
    <div className={classes.grid}>
      <Figure
        to="/findings?state=OPEN"
        value={openFindings.total}
        label={['open finding', 'open findings']}
        isWide
      >
        <div className={classes.severities}>
          {tallyEntries(openFindings).map(({ severity, count }) => (
            <Link
              key={severity}
              to={`/findings?state=OPEN&severity=${severity}`}
              className={classes.severity}
            >
              <SeverityShape severity={severity} />
              <span>
                {formatCount(count)} {severityWord(severity).toLowerCase()}
              </span>
            </Link>
          ))}
        </div>
      </Figure>
      <Figure
        to="/plans?state=PROPOSED"
        value={numbers.proposedPlans}
        label={['plan to review', 'plans to review']}
      />
      <Figure
        to="/merge-requests?state=OPENED"
        value={numbers.openMergeRequests}
        label={['open merge request', 'open merge requests']}
      />
      <Figure
        to="/merge-requests?state=MERGED"
        value={numbers.mergedMergeRequests}
        label={['merge request merged', 'merge requests merged']}
      />
      <Figure
        to="/findings?state=FIXED"
        value={numbers.fixedFindings}
        label={['finding fixed', 'findings fixed']}
      />
      <Figure
        to="/projects?findings=open"
        value={numbers.affectedProjectCount}
        label={['project with open findings', 'projects with open findings']}
        isMinor
      />
      <Figure to="/projects" value={numbers.projectCount} label={['project', 'projects']} isMinor>
        <span className="quiet small">{formatCount(numbers.analyzedProjectCount)} of them analysed</span>
      </Figure>
      <Figure
        to="/jobs?state=RUNNING&state=QUEUED"
        value={jobs.running + jobs.queued}
        label={['job at work', 'jobs at work']}
        isMinor
      >
        <span className="quiet small">
          {formatCount(jobs.running)} running, {formatCount(jobs.queued)} waiting
        </span>
      </Figure>
      <Figure to="/jobs?state=FAILED" value={jobs.failed} label={['job failed', 'jobs failed']} isMinor />
    </div>
  );
}

interface FigureProps {
  readonly to: string;
  readonly value: number;
  /** For one and for more. */
  readonly label: readonly [string, string];
  readonly isWide?: boolean;
  /** How the work goes, rather than what came of it: smaller. */
  readonly isMinor?: boolean;
  readonly children?: ReactNode;
}

function Figure({ to, value, label, isWide, isMinor, children }: FigureProps) {
  return (
    <div className={classes.figure} data-wide={isWide || undefined} data-minor={isMinor || undefined}>
      <Link to={to} className={classes.link}>
        <span className={classes.value}>{formatCount(value)}</span>{' '}
        <span className={classes.label}>{value === 1 ? label[0] : label[1]}</span>
      </Link>
      {children}
    </div>
  );
}
