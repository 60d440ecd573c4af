import { useState } from 'react';
import { Link } from 'react-router';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectOrderField, ProjectRowFragment } from '../../generated/projects/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import type { AddressState } from '../../lib/address-state.js';
import { knowledgeOfProject } from '../../lib/knowledge.js';
import { formatCount } from '../../lib/text.js';
import { projectTexts } from '../../texts/projects.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { KnownCounts } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import { ChosenProjects } from './chosen-projects.js';
import { placesOf } from './project-places.js';
import { ANALYSIS_STATES, PROJECT_STATES, splitPath } from './project-words.js';

graphql(/* GraphQL */ `
  fragment ProjectRow on Project {
    id
    path
    state
    reasons {
      code
      message
    }
    openFindings {
      malicious
      critical
      high
      medium
      low
      none
      total
    }
    health {
      overdueCount
      proposedPlanCount
      openMergeRequestCount
      outdatedCount
    }
    lastAnalysis {
      analyzedAt
      manifestCount
      lockedManifestCount
    }
    analysisState
    analysisError {
      message
    }
    problemCount
  }
`);

interface ProjectTableProps {
  readonly projects: readonly ProjectRowFragment[];
  readonly address: AddressState;
  readonly orderBy: ProjectOrderField;
}

type Row = ProjectRowFragment;

const texts = projectTexts.row;
const NONE: ReadonlySet<string> = new Set();

/** One project a row, with its health at a glance; each number leads to what it counts. */
export function ProjectTable({ projects, address, orderBy }: ProjectTableProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NONE);
  return (
    <>
      <ChosenProjects projects={projects.filter(({ id }) => chosen.has(id))} clear={() => setChosen(NONE)} />
      <DataTable
        label={projectTexts.title}
        columns={columnsOf(address, orderBy)}
        rows={projects}
        rowKey={({ id }) => id}
        selection={{
          chosen,
          change: setChosen,
          canChoose: ({ state }) => state !== 'UNAVAILABLE',
          label: ({ path }) => texts.choose(path),
        }}
      />
    </>
  );
}

function columnsOf(address: AddressState, orderBy: ProjectOrderField): readonly Column<Row>[] {
  const titles = projectTexts.columns;
  const order = (value: ProjectOrderField, direction: 'ascending' | 'descending') => ({
    isCurrent: orderBy === value,
    direction,
    choose: () => address.set({ order: value === 'RISK' ? [] : [value] }),
  });
  return [
    {
      key: 'path',
      title: titles.path,
      width: 'grow',
      order: order('PATH', 'ascending'),
      cell: (project) => <PathCell project={project} />,
    },
    {
      key: 'findings',
      title: titles.findings,
      order: order('RISK', 'descending'),
      cell: (project) => <FindingsCell project={project} />,
    },
    { key: 'work', title: titles.work, width: 'label', cell: (project) => <WorkCell project={project} /> },
    {
      key: 'outdated',
      title: titles.outdated,
      align: 'end',
      width: 'fit',
      cell: ({ id, health }) =>
        health.outdatedCount === 0 ? (
          <span className="quiet">0</span>
        ) : (
          <Link to={placesOf(id).outdated}>{formatCount(health.outdatedCount)}</Link>
        ),
    },
    {
      key: 'state',
      title: titles.state,
      width: 'name',
      order: order('LAST_ANALYZED', 'descending'),
      cell: (project) => <StateCell project={project} />,
    },
  ];
}

function PathCell({ project }: { readonly project: Row }) {
  const { group, name } = splitPath(project.path);
  return (
    <Link to={addressOf.project(project.id)}>
      <span className="quiet">{group}</span>
      <wbr />
      <strong>{name}</strong>
    </Link>
  );
}

function FindingsCell({ project }: { readonly project: Row }) {
  const { overdueCount } = project.health;
  const places = placesOf(project.id);
  const counts = <KnownCounts tally={project.openFindings} knowledge={knowledgeOfProject(project)} />;
  return (
    <div className="stack-tight">
      {project.openFindings.total === 0 ? counts : <Link to={places.findings}>{counts}</Link>}
      {overdueCount > 0 && (
        <StateMark tone="bad">
          <Link to={places.overdue}>{texts.overdue(overdueCount)}</Link>
        </StateMark>
      )}
    </div>
  );
}

function WorkCell({ project: { id, health } }: { readonly project: Row }) {
  const { proposedPlanCount, openMergeRequestCount } = health;
  const places = placesOf(id);
  if (proposedPlanCount + openMergeRequestCount === 0) return <span className="quiet">{texts.nothing}</span>;
  return (
    <div className="stack-tight">
      {proposedPlanCount > 0 && (
        <Link to={places.proposedPlans} className="nowrap">
          {texts.proposed(proposedPlanCount)}
        </Link>
      )}
      {openMergeRequestCount > 0 && (
        <Link to={places.openMergeRequests} className="nowrap">
          {texts.mergeRequests(openMergeRequestCount)}
        </Link>
      )}
    </div>
  );
}

function StateCell({ project }: { readonly project: Row }) {
  const { label, tone } = PROJECT_STATES[project.state];
  return (
    <div className="stack-tight">
      <StateMark tone={tone}>{label}</StateMark>
      {project.reasons.map((reason) => (
        <div key={reason.code} className="quiet small">
          {reason.message}
        </div>
      ))}
      <AnalysisLine project={project} />
      {project.problemCount > 0 && (
        <StateMark tone="warn">
          <Link to={placesOf(project.id).manifestProblems}>{texts.problems(project.problemCount)}</Link>
        </StateMark>
      )}
    </div>
  );
}

/** When it was read last, or what is in the way. */
function AnalysisLine({ project }: { readonly project: Row }) {
  const { analysisState, analysisError } = project;
  const at = project.lastAnalysis?.analyzedAt;
  if (analysisState === 'DONE' && at !== undefined) {
    return (
      <span className="quiet small">
        {texts.analyzed} <When at={at} />
      </span>
    );
  }
  const { label, tone } = ANALYSIS_STATES[analysisState];
  return (
    <div className="small">
      <StateMark tone={tone}>{texts.analysis(label)}</StateMark>
      {analysisState === 'FAILED' && analysisError?.message !== undefined && (
        <div className="quiet clamp" title={analysisError.message}>
          {analysisError.message}
        </div>
      )}
    </div>
  );
}
