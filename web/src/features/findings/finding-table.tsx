import { Link } from 'react-router';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingOrderField, FindingRowFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import type { AddressState } from '../../lib/address-state.js';
import { useNow } from '../../lib/use-now.js';
import { findingTexts } from '../../texts/findings.js';
import { type Column, DataTable, type Selection } from '../../ui/data-table.js';
import { FindingStateMark } from '../../ui/finding-state.js';
import { StateMark } from '../../ui/mark.js';
import { PackageName } from '../../ui/package-name.js';
import { PathText } from '../../ui/path-text.js';
import { PLAN_KINDS } from '../../ui/plan-state.js';
import { SeverityLabel } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import { describeFix, isOverdue } from './finding-words.js';

graphql(/* GraphQL */ `
  fragment FindingRow on Finding {
    ...FindingChoice
    ecosystem
    isDirect
    manifestPath
    severity
    score
    risk {
      score
    }
    firstSeenAt
    fixedAt
    dueAt
    fixedVersions
    dismissal {
      until
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
  }
`);

const columnTexts = findingTexts.columns;
const texts = findingTexts.row;

interface FindingTableProps {
  readonly findings: readonly FindingRowFragment[];
  readonly address: AddressState;
  readonly order: FindingOrderField;
  readonly showsProject: boolean;
  readonly selection: Selection<FindingRowFragment>;
}

/** One finding a row: what is vulnerable, by when it should be fixed, and what is done about it. The name leads to its page. */
export function FindingTable({ findings, address, order, showsProject, selection }: FindingTableProps) {
  const orderedBy = (value: FindingOrderField, direction: 'ascending' | 'descending') => ({
    isCurrent: order === value,
    direction,
    choose: () => address.set({ order: value === 'SEVERITY' ? [] : [value] }),
  });
  const project: Column<FindingRowFragment> = {
    key: 'project',
    title: columnTexts.project,
    width: 'name',
    order: orderedBy('PROJECT', 'ascending'),
    cell: (finding) => (
      <Link to={addressOf.project(finding.project.id)}>
        <PathText path={finding.project.path} />
      </Link>
    ),
  };
  const columns: Column<FindingRowFragment>[] = [
    {
      key: 'severity',
      title: columnTexts.severity,
      width: 'fit',
      order: orderedBy('SEVERITY', 'descending'),
      cell: (finding) => <SeverityCell finding={finding} />,
    },
    {
      key: 'package',
      title: columnTexts.package,
      width: 'name',
      cell: (finding) => <PackageCell finding={finding} />,
    },
    {
      key: 'advisory',
      title: columnTexts.advisory,
      width: 'grow',
      cell: (finding) => <AdvisoryCell finding={finding} />,
    },
    ...(showsProject ? [project] : []),
    {
      key: 'due',
      title: columnTexts.due,
      width: 'fit',
      order: orderedBy('DUE', 'ascending'),
      cell: (finding) => <DueCell finding={finding} />,
    },
    {
      key: 'state',
      title: columnTexts.state,
      width: 'label',
      cell: (finding) => <StateCell finding={finding} />,
    },
  ];
  return (
    <DataTable
      label={findingTexts.title}
      columns={columns}
      rows={findings}
      rowKey={(finding) => finding.id}
      selection={selection}
    />
  );
}

function SeverityCell({ finding }: { readonly finding: FindingRowFragment }) {
  return (
    <div>
      <SeverityLabel severity={finding.severity} score={finding.score ?? null} />
      <div className="quiet small" title={texts.riskTitle}>
        {texts.risk(finding.risk.score)}
      </div>
    </div>
  );
}

function PackageCell({ finding }: { readonly finding: FindingRowFragment }) {
  const [fixed] = finding.fixedVersions;
  return (
    <div>
      <Link to={addressOf.finding(finding.id)} state={{ fromList: true }} className="mono">
        <PackageName name={finding.packageName} /> <span className="nowrap">{finding.version}</span>
      </Link>
      <div className="small">
        {fixed === undefined ? <span className="quiet">{texts.noFixedVersion}</span> : texts.fixedIn(fixed)}
      </div>
      <div className="quiet small">
        {texts.place(finding.ecosystem, finding.isDirect)}
        <PathText path={finding.manifestPath} />
      </div>
    </div>
  );
}

function AdvisoryCell({ finding }: { readonly finding: FindingRowFragment }) {
  const { primaryId, summary } = finding.advisoryGroup;
  return (
    <div>
      <div className="clamp">{summary}</div>
      <Link to={addressOf.advisory(primaryId)} className="mono">
        {primaryId}
      </Link>
    </div>
  );
}

function DueCell({ finding }: { readonly finding: FindingRowFragment }) {
  return (
    <div>
      <Due finding={finding} />
      <div className="quiet small">
        {texts.seen} <When at={finding.firstSeenAt} />
      </div>
    </div>
  );
}

function Due({ finding }: { readonly finding: FindingRowFragment }) {
  const now = useNow();
  if (finding.state === 'FIXED') {
    return (
      <span className="quiet">
        {texts.fixed} <When at={finding.fixedAt} never="" />
      </span>
    );
  }
  if (finding.state === 'DISMISSED') {
    const until = finding.dismissal?.until;
    if (until === null || until === undefined) return <span className="quiet">{texts.untilReopened}</span>;
    return (
      <span className="quiet">
        {texts.openAgain} <When at={until} />
      </span>
    );
  }
  if (isOverdue(finding, now)) {
    return (
      <StateMark tone="bad">
        {texts.overdue}, <When at={finding.dueAt} />
      </StateMark>
    );
  }
  return <When at={finding.dueAt} never={texts.noDeadline} />;
}

function StateCell({ finding }: { readonly finding: FindingRowFragment }) {
  return (
    <div>
      <FindingStateMark state={finding.state} />
      <div className="small">
        <Fix finding={finding} />
      </div>
    </div>
  );
}

function Fix({ finding }: { readonly finding: FindingRowFragment }) {
  const fix = describeFix(finding);
  if (fix.kind === 'done' || finding.state === 'DISMISSED') return null;
  if (fix.kind === 'plan') return <Link to={addressOf.plan(fix.planId)}>{fix.label}</Link>;
  const offer = fix.kind === 'reason' ? finding.unfixedReason?.offeredBy : null;
  if (offer !== null && offer !== undefined) {
    return (
      <Link to={addressOf.plan(offer.id)}>{findingTexts.fix.offered(PLAN_KINDS[offer.kind].label)}</Link>
    );
  }
  return <span className="quiet">{fix.label}</span>;
}
