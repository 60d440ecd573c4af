import { Link } from 'react-router';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectOrder, ProjectRowFragment } from '../../generated/projects/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import type { AddressState } from '../../lib/address-state.js';
import { knowledgeOfProject } from '../../lib/knowledge.js';
import { countOf, formatCount } from '../../lib/text.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { KnownCounts } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
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
  readonly orderBy: ProjectOrder;
}

/** One project a row. Three headings order the list. */
export function ProjectTable({ projects, address, orderBy }: ProjectTableProps) {
  const order = (value: ProjectOrder, direction: 'ascending' | 'descending') => ({
    isCurrent: orderBy === value,
    direction,
    choose: () => address.set({ order: value === 'RISK' ? [] : [value] }),
  });
  const columns: Column<ProjectRowFragment>[] = [
    {
      key: 'path',
      title: 'Project',
      width: 'grow',
      order: order('PATH', 'ascending'),
      cell: (project) => <PathCell project={project} />,
    },
    { key: 'state', title: 'State', cell: (project) => <StateCell project={project} /> },
    {
      key: 'findings',
      title: 'Open findings',
      order: order('RISK', 'descending'),
      cell: (project) => <KnownCounts tally={project.openFindings} knowledge={knowledgeOfProject(project)} />,
    },
    {
      key: 'dependencies',
      title: 'Dependencies',
      align: 'end',
      width: 'fit',
      cell: (project) => formatCount(project.dependencyCount),
    },
    { key: 'analysis', title: 'Analysis', cell: (project) => <AnalysisCell project={project} /> },
    {
      key: 'analyzed',
      title: 'Last analysed',
      width: 'fit',
      order: order('LAST_ANALYZED', 'descending'),
      cell: (project) => <When at={project.lastAnalysis?.analyzedAt} />,
    },
  ];
  return <DataTable label="Projects" columns={columns} rows={projects} rowKey={(project) => project.id} />;
}

function PathCell({ project }: { readonly project: ProjectRowFragment }) {
  const { group, name } = splitPath(project.path);
  return (
    <Link to={addressOf.project(project.id)}>
      <span className="quiet">{group}</span>
      <strong>{name}</strong>
    </Link>
  );
}

function StateCell({ project }: { readonly project: ProjectRowFragment }) {
  const { label, tone } = PROJECT_STATES[project.state];
  return (
    <div>
      <StateMark tone={tone}>{label}</StateMark>
      {project.reasons.map((reason) => (
        <div key={reason.code} className="quiet small">
          {reason.message}
        </div>
      ))}
    </div>
  );
}

function AnalysisCell({ project }: { readonly project: ProjectRowFragment }) {
  const { label, tone } = ANALYSIS_STATES[project.analysisState];
  return (
    <div>
      <StateMark tone={tone}>{label}</StateMark>
      {project.analysisState === 'FAILED' && project.analysisError?.message !== undefined && (
        <div className="quiet small clamp" title={project.analysisError.message}>
          {project.analysisError.message}
        </div>
      )}
      {project.problemCount > 0 && (
        <div className="small">
          <Link to={`${addressOf.project(project.id)}/manifests`}>
            {countOf(project.problemCount, 'problem')}
          </Link>
        </div>
      )}
    </div>
  );
}
