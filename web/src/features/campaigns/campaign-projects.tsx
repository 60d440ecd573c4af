import { Link } from 'react-router';
import { graphql } from '../../generated/campaigns/gql.js';
import type { CampaignProjectRowFragment } from '../../generated/campaigns/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { campaignTexts } from '../../texts/campaigns.js';
import { RiskMark } from '../../ui/breaking-risk.js';
import { DataTable } from '../../ui/data-table.js';
import { FindingStateMark } from '../../ui/finding-state.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { PathText } from '../../ui/path-text.js';
import { PlanKindWord, PlanStateMark } from '../../ui/plan-state.js';
import { UnfixedFacts } from '../../ui/unfixed-facts.js';

graphql(/* GraphQL */ `
  fragment CampaignProjectRow on CampaignProject {
    state
    project {
      id
      path
    }
    findings {
      open
      inProgress
      fixed
      dismissed
    }
    remediationPlan {
      id
      title
      kind
      state
      riskLevel
      mergeRequest {
        id
        iid
        webUrl
        statusText
      }
    }
    unfixedReason {
      code
      message
      by
      range
      needed
      freedBy
      oldEnoughAt
      status
      tool
      until
      offeredBy {
        id
        title
        kind
        state
      }
    }
  }
`);

const texts = campaignTexts.rows;

type Row = CampaignProjectRowFragment;

/** One project a row: how far it is, the plan that closes it with its merge request, or why there is none. */
export function CampaignProjects({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <DataTable
      label={campaignTexts.page.projects}
      rows={rows}
      rowKey={(row) => row.project.id}
      columns={[
        {
          key: 'project',
          title: texts.project,
          width: 'name',
          cell: (row) => (
            <Link to={addressOf.project(row.project.id)}>
              <PathText path={row.project.path} />
            </Link>
          ),
        },
        { key: 'state', title: texts.state, width: 'fit', cell: (row) => <StateCell row={row} /> },
        {
          key: 'plan',
          title: texts.plan,
          width: 'grow',
          cell: (row) => <FixCell row={row} />,
        },
        {
          key: 'risk',
          title: texts.risk,
          width: 'fit',
          cell: (row) =>
            row.remediationPlan === null || row.remediationPlan === undefined ? null : (
              <RiskMark level={row.remediationPlan.riskLevel} />
            ),
        },
        { key: 'merge', title: texts.merge, width: 'label', cell: (row) => <MergeCell row={row} /> },
      ]}
    />
  );
}

function StateCell({ row }: { readonly row: Row }) {
  const { open, inProgress } = row.findings;
  return (
    <div>
      <FindingStateMark state={row.state} />
      {open + inProgress > 0 && <div className="quiet small">{texts.open(open + inProgress)}</div>}
    </div>
  );
}

function FixCell({ row }: { readonly row: Row }) {
  const plan = row.remediationPlan;
  const reason = row.unfixedReason;
  const hasReason = reason !== null && reason !== undefined;
  if (plan === null || plan === undefined) {
    if (hasReason) return <UnfixedFacts reason={reason} />;
    return <span className="quiet">{row.state === 'OPEN' ? texts.noPlan : texts.nothing}</span>;
  }
  return (
    <div className="stack-tight">
      <div>
        <Link to={addressOf.plan(plan.id)}>{plan.title}</Link>
      </div>
      <div className="row small">
        <PlanKindWord kind={plan.kind} />
        <PlanStateMark state={plan.state} />
      </div>
      {hasReason && reason.offeredBy?.id !== plan.id && <UnfixedFacts reason={reason} />}
    </div>
  );
}

function MergeCell({ row }: { readonly row: Row }) {
  const request = row.remediationPlan?.mergeRequest;
  if (request === null || request === undefined) return <span className="quiet">{texts.noMerge}</span>;
  return (
    <div>
      <OutsideLink href={request.webUrl}>!{request.iid}</OutsideLink>
      <div className="quiet small">{request.statusText}</div>
    </div>
  );
}
