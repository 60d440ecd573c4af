import { Link } from 'react-router';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectFactsFragment } from '../../generated/projects/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { knowledgeOfProject } from '../../lib/knowledge.js';
import { formatDuration } from '../../lib/time.js';
import { countOf, shortHash } from '../../lib/text.js';
import { Copyable } from '../../ui/copyable.js';
import { StateMark } from '../../ui/mark.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { KnownCounts } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import { accessLevelWord, ANALYSIS_STATES, PROJECT_STATES, WEBHOOK_STATES } from './project-words.js';

graphql(/* GraphQL */ `
  fragment ProjectFacts on Project {
    id
    state
    analysisState
    problemCount
    webUrl
    defaultBranch
    accessLevel
    isFork
    forkedFrom {
      id
      path
    }
    webhook {
      state
      problem
      lastEventAt
    }
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
      analyzedAt
      commit
      durationMs
      manifestCount
      lockedManifestCount
      gitlabRequests
    }
  }
`);

/** The line below a project's title. */
export function ProjectFacts({ project }: { readonly project: ProjectFactsFragment }) {
  const state = PROJECT_STATES[project.state];
  const analysis = ANALYSIS_STATES[project.analysisState];
  const last = project.lastAnalysis;
  const knowledge = knowledgeOfProject(project);
  return (
    <>
      <StateMark tone={state.tone}>{state.label}</StateMark>
      <KnownCounts
        tally={project.openFindings}
        knowledge={knowledge}
        none="No open findings"
        unknown="Open findings not known"
      />
      <span>{countOf(project.dependencyCount, 'dependency', 'dependencies')}</span>
      <span className="row" style={{ gap: 4 }}>
        <StateMark tone={analysis.tone}>Analysis: {analysis.label.toLowerCase()}</StateMark>
        {last !== null && last !== undefined && (
          <span
            className="quiet"
            title={`${countOf(last.manifestCount, 'manifest')} in ${formatDuration(last.durationMs)}, ${countOf(last.gitlabRequests, 'request')} to GitLab`}
          >
            <When at={last.analyzedAt} /> at{' '}
            <Copyable text={last.commit} label="commit" shown={shortHash(last.commit)} />
          </span>
        )}
      </span>
      {project.defaultBranch !== null && project.defaultBranch !== undefined && (
        <span>
          <span className="quiet">Branch</span> <span className="mono">{project.defaultBranch}</span>
        </span>
      )}
      <span>
        <span className="quiet">Access</span> {accessLevelWord(project.accessLevel ?? null)}
      </span>
      {project.webhook !== null && project.webhook !== undefined && <Webhook webhook={project.webhook} />}
      {project.isFork && <ForkOf origin={project.forkedFrom ?? null} />}
      <OutsideLink href={project.webUrl}>GitLab</OutsideLink>
    </>
  );
}

function Webhook({ webhook }: { readonly webhook: NonNullable<ProjectFactsFragment['webhook']> }) {
  const { label, tone } = WEBHOOK_STATES[webhook.state];
  return (
    <span className="row" style={{ gap: 4 }} title={webhook.problem ?? undefined}>
      <StateMark tone={tone}>{label}</StateMark>
      {webhook.lastEventAt !== null && webhook.lastEventAt !== undefined && (
        <span className="quiet">
          last event <When at={webhook.lastEventAt} />
        </span>
      )}
    </span>
  );
}

function ForkOf({ origin }: { readonly origin: ProjectFactsFragment['forkedFrom'] | null }) {
  return (
    <span>
      <span className="quiet">Fork of</span>{' '}
      {origin === null || origin === undefined ? (
        'a project that is not in the catalogue'
      ) : (
        <Link to={addressOf.project(origin.id)}>{origin.path}</Link>
      )}
    </span>
  );
}
