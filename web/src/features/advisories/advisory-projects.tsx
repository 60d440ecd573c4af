import { Link } from 'react-router';
import { graphql } from '../../generated/advisories/gql.js';
import type { AdvisoryProjectsFragment } from '../../generated/advisories/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { advisoryTexts } from '../../texts/advisories.js';
import { count } from '../../texts/language.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { Empty } from '../../ui/page-states.js';
import { PathText } from '../../ui/path-text.js';
import { SeverityCounts } from '../../ui/severity.js';
import { When } from '../../ui/when.js';

graphql(/* GraphQL */ `
  fragment AdvisoryProjects on Query {
    campaign(input: { advisory: $advisoryId }) {
      id
      openFindings
      openProjects
    }
    findingGroups(by: PROJECT, first: 20, filter: { advisory: $advisoryId, state: [OPEN, IN_PROGRESS] }) {
      nodes {
        key
        findingCount
        fixableCount
        nextDueAt
        counts {
          malicious
          critical
          high
          medium
          low
          none
          total
        }
        project {
          id
          path
        }
      }
    }
  }
`);

type Group = AdvisoryProjectsFragment['findingGroups']['nodes'][number];

const texts = advisoryTexts.page;
const columnTexts = advisoryTexts.columns;

/** The projects that have it open: how many findings, how many of them with a plan, and by when. */
export function AdvisoryProjects({
  advisoryId,
  projects: { campaign, findingGroups },
}: {
  readonly advisoryId: string;
  readonly projects: AdvisoryProjectsFragment;
}) {
  const all = `/findings?advisory=${encodeURIComponent(advisoryId)}`;
  const open = `${all}&state=OPEN&state=IN_PROGRESS`;
  const openProjects = campaign?.openProjects ?? 0;
  const { nodes } = findingGroups;
  return (
    <Section title={texts.foundIn} note={<Link to={all}>{texts.allFindings}</Link>}>
      {openProjects === 0 ? (
        <Empty title={texts.none}>{texts.noneWhy}</Empty>
      ) : (
        <p>
          <Link to={open}>{texts.open(campaign?.openFindings ?? 0, openProjects)}</Link>
        </p>
      )}
      {nodes.length > 0 && (
        <DataTable
          label={texts.foundIn}
          rows={nodes}
          rowKey={(group) => group.key}
          columns={columnsOf(open)}
        />
      )}
      {nodes.length > 0 && openProjects > nodes.length && (
        <p>
          <Link to={`${open}&by=PROJECT`}>{texts.moreProjects(openProjects - nodes.length)}</Link>
        </p>
      )}
    </Section>
  );
}

function columnsOf(open: string): readonly Column<Group>[] {
  const ofProject = ({ project }: Group) => `${open}&projectId=${encodeURIComponent(project?.id ?? '')}`;
  return [
    {
      key: 'project',
      title: columnTexts.project,
      width: 'grow',
      cell: ({ project }) =>
        project === null || project === undefined ? null : (
          <Link to={addressOf.project(project.id)}>
            <PathText path={project.path} />
          </Link>
        ),
    },
    {
      key: 'findings',
      title: columnTexts.inProject,
      align: 'end',
      width: 'fit',
      cell: (group) => <Link to={ofProject(group)}>{count(group.findingCount)}</Link>,
    },
    {
      key: 'counts',
      title: columnTexts.counts,
      width: 'name',
      cell: (group) => <SeverityCounts tally={group.counts} />,
    },
    {
      key: 'fixable',
      title: columnTexts.fixable,
      align: 'end',
      width: 'fit',
      cell: (group) => <Link to={`${ofProject(group)}&isFixable=true`}>{count(group.fixableCount)}</Link>,
    },
    {
      key: 'due',
      title: columnTexts.nextDue,
      width: 'fit',
      cell: (group) => <When at={group.nextDueAt} never={texts.noDeadline} />,
    },
  ];
}
