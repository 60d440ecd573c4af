import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/findings/gql.js';
import type {
  FindingFilter,
  FindingGroupRowFragment,
  FindingGrouping,
} from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import type { AddressState } from '../../lib/address-state.js';
import { useListPlace } from '../../lib/list-place.js';
import { useNow } from '../../lib/use-now.js';
import { count } from '../../texts/language.js';
import { findingTexts } from '../../texts/findings.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { StateMark } from '../../ui/mark.js';
import { PackageName } from '../../ui/package-name.js';
import { PartialFailure } from '../../ui/page-states.js';
import { PathText } from '../../ui/path-text.js';
import { SeverityCounts, SeverityLabel } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import { findingsAddress, readFindingFilter } from './finding-filter.js';
import classes from './finding-groups.module.css';
import { contextVariables, FindingsBar } from './findings-bar.js';
import { NoFindings } from './findings-list.js';

const groupsDocument = graphql(/* GraphQL */ `
  query FindingGroupsPage(
    $first: Int!
    $after: String
    $by: FindingGrouping!
    $filter: FindingFilter
    $projectId: ID!
    $hasProject: Boolean!
    $isInProject: Boolean!
  ) {
    findingGroups(first: $first, after: $after, by: $by, filter: $filter) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...FindingGroupRow
      }
    }
    ...FindingsContext
    ...ProjectReading
  }

  fragment FindingGroupRow on FindingGroup {
    key
    counts {
      malicious
      critical
      high
      medium
      low
      none
      total
    }
    findingCount
    fixableCount
    projectCount
    maxRisk
    nextDueAt
    worstSeverity
    ecosystem
    packageName
    advisoryGroup {
      id
      primaryId
      summary
    }
    project {
      id
      path
    }
  }
`);

const ROWS = 50;
const columnTexts = findingTexts.columns;

interface FindingGroupsProps {
  readonly by: FindingGrouping;
  readonly address: AddressState;
  readonly projectId: string | null;
}

/** Findings by what they have in common, the worst first; each group leads to its findings, and to its campaign. */
export function FindingGroups({ by, address, projectId }: FindingGroupsProps) {
  const filter = readFindingFilter(address, projectId);
  const { data, previousData, error, loading, refetch } = useQuery(groupsDocument, {
    variables: { first: ROWS, after: address.after, by, filter, ...contextVariables(filter, projectId) },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const shown = data ?? previousData;
  const connection = shown?.findingGroups;
  const problem = error === undefined ? null : describeError(error);
  useListPlace(connection !== undefined);
  return (
    <div className="stack">
      <FindingsBar address={address} context={shown} isInProject={projectId !== null}>
        <ExportMenu noun="findings" filter={filter} isFiltered={address.hasFilters} />
      </FindingsBar>
      {data !== undefined && problem !== null && (
        <PartialFailure problem={problem} retry={() => void refetch()} />
      )}
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading}
        problem={data === undefined ? problem : null}
        retry={() => void refetch()}
        empty={<NoFindings address={address} projectId={projectId} data={shown} />}
      >
        <DataTable
          label={findingTexts.grouping[by]}
          rows={connection?.nodes ?? []}
          rowKey={(group) => group.key}
          columns={columnsOf(by, filter)}
        />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={findingTexts.groupNouns[by]}
          />
        )}
      </ListFrame>
    </div>
  );
}

function columnsOf(by: FindingGrouping, filter: FindingFilter): readonly Column<FindingGroupRowFragment>[] {
  return [
    {
      key: 'severity',
      title: columnTexts.severity,
      width: 'fit',
      cell: (group) => (
        <div>
          <SeverityLabel severity={group.worstSeverity} />
          <div className="quiet small" title={findingTexts.row.riskTitle}>
            {findingTexts.row.risk(group.maxRisk)}
          </div>
        </div>
      ),
    },
    {
      key: 'name',
      title: columnTexts[NAME_COLUMN[by]],
      width: 'grow',
      cell: (group) => <GroupName group={group} filter={filter} />,
    },
    {
      key: 'findings',
      title: columnTexts.findings,
      align: 'end',
      width: 'fit',
      cell: (group) => <Link to={addressOfGroup(group, filter)}>{count(group.findingCount)}</Link>,
    },
    {
      key: 'counts',
      title: columnTexts.counts,
      width: 'name',
      cell: (group) => <SeverityCounts tally={group.counts} />,
    },
    ...(by === 'PROJECT'
      ? []
      : [
          {
            key: 'projects',
            title: columnTexts.projects,
            align: 'end' as const,
            width: 'fit' as const,
            cell: (group: FindingGroupRowFragment) => (
              <Link to={`${addressOfGroup(group, filter)}&by=PROJECT`}>{count(group.projectCount)}</Link>
            ),
          },
        ]),
    {
      key: 'fixable',
      title: columnTexts.fixable,
      align: 'end',
      width: 'fit',
      cell: (group) =>
        group.fixableCount === 0 ? (
          count(0)
        ) : (
          <Link to={addressOfGroup(group, { ...filter, isFixable: true })}>{count(group.fixableCount)}</Link>
        ),
    },
    {
      key: 'due',
      title: columnTexts.nextDue,
      width: 'fit',
      cell: (group) => <NextDue at={group.nextDueAt ?? null} />,
    },
    ...(by === 'PROJECT'
      ? []
      : [
          {
            key: 'campaign',
            title: columnTexts.campaign,
            width: 'fit' as const,
            cell: (group: FindingGroupRowFragment) => <CampaignLink group={group} />,
          },
        ]),
  ];
}

const NAME_COLUMN = { ADVISORY: 'advisory', PACKAGE: 'package', PROJECT: 'project' } as const;

function GroupName({
  group,
  filter,
}: {
  readonly group: FindingGroupRowFragment;
  readonly filter: FindingFilter;
}) {
  const { advisoryGroup, project, packageName, ecosystem } = group;
  const to = addressOfGroup(group, filter);
  if (advisoryGroup !== null && advisoryGroup !== undefined) {
    return (
      <div>
        <Link to={to} className="clamp">
          {advisoryGroup.summary === '' ? advisoryGroup.primaryId : advisoryGroup.summary}
        </Link>
        <div className={classes.second}>
          <Link to={addressOf.advisory(advisoryGroup.primaryId)} className="mono">
            {advisoryGroup.primaryId}
          </Link>
        </div>
      </div>
    );
  }
  if (project !== null && project !== undefined) {
    return (
      <Link to={to}>
        <PathText path={project.path} />
      </Link>
    );
  }
  return (
    <div>
      <Link to={to} className="mono">
        <PackageName name={packageName ?? ''} />
      </Link>
      <div className="quiet small">{ecosystem}</div>
    </div>
  );
}

/** The findings of a group: the same filter, narrowed to what they have in common. */
function addressOfGroup(
  { advisoryGroup, packageName, ecosystem, project }: FindingGroupRowFragment,
  filter: FindingFilter,
): string {
  return findingsAddress({
    ...filter,
    ...(advisoryGroup == null ? {} : { advisory: advisoryGroup.primaryId }),
    ...(packageName == null ? {} : { packageName }),
    ...(ecosystem == null ? {} : { ecosystem: [ecosystem] }),
    ...(project == null ? {} : { projectId: project.id }),
  });
}

function CampaignLink({ group }: { readonly group: FindingGroupRowFragment }) {
  const { advisoryGroup, packageName, ecosystem } = group;
  const to =
    advisoryGroup != null
      ? addressOf.advisoryCampaign(advisoryGroup.primaryId)
      : addressOf.packageCampaign(ecosystem ?? '', packageName ?? '');
  return <Link to={to}>{columnTexts.campaign}</Link>;
}

function NextDue({ at }: { readonly at: string | null }) {
  const now = useNow();
  if (at !== null && Date.parse(at) < now) {
    return (
      <StateMark tone="bad">
        {findingTexts.row.overdue}, <When at={at} />
      </StateMark>
    );
  }
  return <When at={at} never={findingTexts.row.noDeadline} />;
}
