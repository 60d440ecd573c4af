import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectHealthFragment } from '../../generated/projects/graphql.js';
import { knowledgeOfProject } from '../../lib/knowledge.js';
import { formatCount } from '../../lib/text.js';
import { projectTexts } from '../../texts/projects.js';
import { KnownCounts } from '../../ui/severity.js';
import classes from './project-health.module.css';
import { placesOf } from './project-places.js';

graphql(/* GraphQL */ `
  fragment ProjectHealth on Project {
    id
    state
    analysisState
    problemCount
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
    lastAnalysis {
      manifestCount
      lockedManifestCount
    }
    health {
      overdueCount
      proposedPlanCount
      openMergeRequestCount
      outdatedCount
    }
  }
`);

const texts = projectTexts.health;

/** How the project is, number by number; each leads to what it counts. */
export function ProjectHealth({ project }: { readonly project: ProjectHealthFragment }) {
  const { health } = project;
  const places = placesOf(project.id);
  return (
    <ul className={`plain-list ${classes.strip}`} aria-label={texts.label}>
      <Cell label={texts.findings} to={places.findings}>
        <KnownCounts
          tally={project.openFindings}
          knowledge={knowledgeOfProject(project)}
          none={texts.none}
          unknown={texts.unknown}
        />
      </Cell>
      <Cell label={texts.overdue} to={places.overdue} isBad={health.overdueCount > 0}>
        {formatCount(health.overdueCount)}
      </Cell>
      <Cell label={texts.plans} to={places.proposedPlans}>
        {formatCount(health.proposedPlanCount)}
      </Cell>
      <Cell label={texts.mergeRequests} to={places.openMergeRequests}>
        {formatCount(health.openMergeRequestCount)}
      </Cell>
      <Cell label={texts.outdated} to={places.outdated}>
        {formatCount(health.outdatedCount)}
      </Cell>
      <Cell label={texts.manifests} to={places.manifestProblems} isBad={project.problemCount > 0}>
        {formatCount(project.problemCount)}
      </Cell>
      <Cell label={texts.dependencies} to={places.dependencies}>
        {formatCount(project.dependencyCount)}
      </Cell>
    </ul>
  );
}

function Cell({
  label,
  to,
  isBad = false,
  children,
}: {
  readonly label: string;
  readonly to: string;
  readonly isBad?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <Link to={to} className={classes.cell}>
        <span className="quiet small">{label}</span>
        <span className={classes.value} data-bad={isBad || undefined}>
          {children}
        </span>
      </Link>
    </li>
  );
}
