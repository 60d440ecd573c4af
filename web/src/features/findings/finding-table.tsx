import { Link } from 'react-router';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingRowFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import type { AddressState } from '../../lib/address-state.js';
import { exactTime, relativeTime } from '../../lib/time.js';
import { useNow } from '../../lib/use-now.js';
import { PackageName } from '../../ui/package-name.js';
import { PathText } from '../../ui/path-text.js';
import { type Column, DataTable, type Selection } from '../../ui/data-table.js';
import { FindingStateMark } from '../../ui/finding-state.js';
import { StateMark } from '../../ui/mark.js';
import { PLAN_KINDS } from '../../ui/plan-state.js';
import { SeverityLabel } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import { FindingDetail } from './finding-detail.js';
import { describeFix, isOverdue } from './finding-words.js';

graphql(/* GraphQL */ `
  fragment FindingRow on Finding {
    id
    ecosystem
    packageName
    version
    isDirect
    manifestPath
    severity
    score
    risk {
      score
    }
    state
    firstSeenAt
    fixedAt
    dueAt
    fixedVersions
    project {
      id
      path
    }
    advisoryGroup {
      id
      primaryId
      summary
    }
    remediationPlan {
      id
      state
      title
    }
    unfixedReason {
      code
      offeredBy {
        id
        kind
      }
    }
    ...FindingDetail
  }
`);

interface FindingTableProps {
  readonly findings: readonly FindingRowFragment[];
  readonly address: AddressState;
  readonly showsProject: boolean;
  readonly selection: Selection<FindingRowFragment>;
}

/** One finding a row; a row opens to show why, how it comes in, and what is done about it. */
export function FindingTable({ findings, address, showsProject, selection }: FindingTableProps) {
  const open = address.one('finding');
  const order = address.one('order');
  const columns: Column<FindingRowFragment>[] = [
    {
      key: 'severity',
      title: 'Severity',
      width: 'fit',
      order: {
        isCurrent: order !== 'FIRST_SEEN' && order !== 'RISK',
        direction: 'descending',
        choose: () => address.set({ order: [] }),
      },
      cell: (finding) => <SeverityLabel severity={finding.severity} score={finding.score ?? null} />,
    },
    {
      key: 'risk',
      title: 'Risk',
      width: 'fit',
      order: {
        isCurrent: order === 'RISK',
        direction: 'descending',
        choose: () => address.set({ order: ['RISK'] }),
      },
      cell: (finding) => (
        <span title="From 0 to 100. Its parts stand in the details.">{finding.risk.score}</span>
      ),
    },
    { key: 'package', title: 'Package', width: 'name', cell: (finding) => <PackageCell finding={finding} /> },
    ...(showsProject
      ? [
          {
            key: 'project',
            title: 'Project',
            width: 'name' as const,
            cell: (finding: FindingRowFragment) => (
              <Link to={addressOf.project(finding.project.id)}>
                <PathText path={finding.project.path} />
              </Link>
            ),
          },
        ]
      : []),
    {
      key: 'advisory',
      title: 'Advisory',
      width: 'grow',
      cell: (finding) => <AdvisoryCell finding={finding} />,
    },
    { key: 'fix', title: 'Fix', cell: (finding) => <FixCell finding={finding} /> },
    {
      key: 'state',
      title: 'State',
      width: 'fit',
      cell: (finding) => <FindingStateMark state={finding.state} />,
    },
    {
      key: 'seen',
      title: 'First seen',
      width: 'fit',
      order: {
        isCurrent: order === 'FIRST_SEEN',
        direction: 'descending',
        choose: () => address.set({ order: ['FIRST_SEEN'] }),
      },
      cell: (finding) => <SeenCell finding={finding} />,
    },
  ];
  return (
    <DataTable
      label="Findings"
      columns={columns}
      rows={findings}
      rowKey={(finding) => finding.id}
      selection={selection}
      detail={{
        openKey: open === '' ? null : open,
        toggle: (key) => address.keep({ finding: key === open ? [] : [key] }),
        label: (finding) => `Details of ${finding.packageName} ${finding.version}`,
        render: (finding) => <FindingDetail finding={finding} />,
      }}
    />
  );
}

function PackageCell({ finding }: { readonly finding: FindingRowFragment }) {
  return (
    <div>
      <span className="mono">
        <PackageName name={finding.packageName} /> <span className="nowrap">{finding.version}</span>
      </span>
      <div className="quiet small">
        {finding.ecosystem}, {finding.isDirect ? 'direct' : 'transitive'}, in{' '}
        <PathText path={finding.manifestPath} />
      </div>
    </div>
  );
}

function AdvisoryCell({ finding }: { readonly finding: FindingRowFragment }) {
  const { primaryId, summary } = finding.advisoryGroup;
  return (
    <div>
      <div>{summary}</div>
      <Link to={addressOf.advisory(primaryId)} className="mono">
        {primaryId}
      </Link>
    </div>
  );
}

function FixCell({ finding }: { readonly finding: FindingRowFragment }) {
  const fix = describeFix(finding);
  if (fix.kind === 'plan') return <Link to={addressOf.plan(fix.planId)}>{fix.label}</Link>;
  if (fix.kind === 'done') {
    return (
      <span className="quiet">
        Fixed <When at={fix.at} never="" />
      </span>
    );
  }
  const offer = fix.kind === 'reason' ? finding.unfixedReason?.offeredBy : null;
  if (offer !== null && offer !== undefined && finding.state !== 'DISMISSED') {
    return <Link to={addressOf.plan(offer.id)}>{PLAN_KINDS[offer.kind].label} plan</Link>;
  }
  return <span className={fix.kind === 'unknown' ? 'quiet' : undefined}>{fix.label}</span>;
}

function SeenCell({ finding }: { readonly finding: FindingRowFragment }) {
  const now = useNow();
  return (
    <div>
      <When at={finding.firstSeenAt} />
      {isOverdue(finding, now) && (
        <div title={exactTime(finding.dueAt ?? '')}>
          <StateMark tone="bad">Overdue</StateMark>
        </div>
      )}
      {!isOverdue(finding, now) &&
        finding.dueAt !== null &&
        finding.dueAt !== undefined &&
        finding.state === 'OPEN' && (
          <div className="quiet small" title={exactTime(finding.dueAt)}>
            due {relativeTime(finding.dueAt, now)}
          </div>
        )}
    </div>
  );
}
