import { Link } from 'react-router';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectFactsFragment } from '../../generated/projects/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { formatDuration } from '../../lib/time.js';
import { shortHash } from '../../lib/text.js';
import { projectTexts } from '../../texts/projects.js';
import { Copyable } from '../../ui/copyable.js';
import { StateMark } from '../../ui/mark.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { When } from '../../ui/when.js';
import { accessLevelWord, ANALYSIS_STATES, PROJECT_STATES, WEBHOOK_STATES } from './project-words.js';

graphql(/* GraphQL */ `
  fragment ProjectFacts on Project {
    id
    state
    analysisState
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

const texts = projectTexts.facts;

/** The line below a project's title. */
export function ProjectFacts({ project }: { readonly project: ProjectFactsFragment }) {
  const state = PROJECT_STATES[project.state];
  const analysis = ANALYSIS_STATES[project.analysisState];
  const last = project.lastAnalysis;
  return (
    <>
      <StateMark tone={state.tone}>{state.label}</StateMark>
      <span className="row" style={{ gap: 4 }}>
        <StateMark tone={analysis.tone}>{texts.analysis(analysis.label)}</StateMark>
        {last !== null && last !== undefined && (
          <span
            className="quiet"
            title={texts.took(last.manifestCount, formatDuration(last.durationMs), last.gitlabRequests)}
          >
            <When at={last.analyzedAt} /> {texts.at}{' '}
            <Copyable text={last.commit} label={texts.commit} shown={shortHash(last.commit)} />
          </span>
        )}
      </span>
      {project.defaultBranch !== null && project.defaultBranch !== undefined && (
        <span>
          <span className="quiet">{texts.branch}</span> <span className="mono">{project.defaultBranch}</span>
        </span>
      )}
      <span>
        <span className="quiet">{texts.access}</span> {accessLevelWord(project.accessLevel ?? null)}
      </span>
      {project.webhook !== null && project.webhook !== undefined && <Webhook webhook={project.webhook} />}
      {project.isFork && <ForkOf origin={project.forkedFrom ?? null} />}
      <OutsideLink href={project.webUrl}>{texts.gitlab}</OutsideLink>
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
          {texts.lastEvent} <When at={webhook.lastEventAt} />
        </span>
      )}
    </span>
  );
}

function ForkOf({ origin }: { readonly origin: ProjectFactsFragment['forkedFrom'] | null }) {
  return (
    <span>
      <span className="quiet">{texts.forkOf}</span>{' '}
      {origin === null || origin === undefined ? (
        texts.forkOfUnknown
      ) : (
        <Link to={addressOf.project(origin.id)}>{origin.path}</Link>
      )}
    </span>
  );
}
