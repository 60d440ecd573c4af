import { useState } from 'react';
import { Link } from 'react-router';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanRowFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { formatCount } from '../../lib/text.js';
import { planTexts } from '../../texts/plans.js';
import { RiskMark } from '../../ui/breaking-risk.js';
import { type Column, DataTable, type Selection } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { PathText } from '../../ui/path-text.js';
import { PLAN_STATES, PlanKindWord } from '../../ui/plan-state.js';
import { useRowKeys } from '../../ui/row-keys.js';
import { SeverityCounts } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import { PlanLook } from './plan-look.js';
import { addressInList } from './plan-trail.js';

graphql(/* GraphQL */ `
  fragment PlanRow on RemediationPlan {
    id
    title
    kind
    state
    stateReason
    digest
    riskLevel
    changeCount
    createdAt
    fixedCounts {
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
    mergeRequest {
      id
      iid
    }
    failure {
      message
    }
  }
`);

const texts = planTexts.columns;

/** One plan a row; what it changes opens below it. Its link knows the list, so that one can go on to the next from there. */
export function PlanTable({
  plans,
  list,
  showsProject,
  selection,
}: {
  readonly plans: readonly PlanRowFragment[];
  readonly list: string;
  readonly showsProject: boolean;
  readonly selection: Selection<PlanRowFragment>;
}) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  useRowKeys(planTexts.keys);
  return (
    <DataTable
      label={planTexts.title}
      columns={columnsOf(list).filter(({ key }) => showsProject || key !== 'project')}
      rows={plans}
      rowKey={(plan) => plan.id}
      selection={selection}
      detail={{
        openKey,
        toggle: (key) => setOpenKey(key === openKey ? null : key),
        label: (plan) => planTexts.preview(plan.title),
        render: (plan) => <PlanLook planId={plan.id} to={addressInList(plan.id, list)} />,
      }}
    />
  );
}

function columnsOf(list: string): readonly Column<PlanRowFragment>[] {
  return [
    {
      key: 'title',
      title: texts.title,
      width: 'grow',
      cell: (plan) => (
        <Link to={addressInList(plan.id, list)} data-row>
          {plan.title}
        </Link>
      ),
    },
    {
      key: 'project',
      title: texts.project,
      width: 'name',
      cell: (plan) => (
        <Link to={addressOf.project(plan.project.id)}>
          <PathText path={plan.project.path} />
        </Link>
      ),
    },
    { key: 'kind', title: texts.kind, width: 'fit', cell: (plan) => <PlanKindWord kind={plan.kind} /> },
    { key: 'risk', title: texts.risk, width: 'fit', cell: (plan) => <RiskMark level={plan.riskLevel} /> },
    {
      key: 'fixes',
      title: texts.fixes,
      cell: (plan) => <SeverityCounts tally={plan.fixedCounts} none={planTexts.fixesNone} />,
    },
    { key: 'changes', title: texts.changes, width: 'fit', cell: (plan) => formatCount(plan.changeCount) },
    { key: 'state', title: texts.state, width: 'label', cell: (plan) => <StateCell plan={plan} /> },
    { key: 'created', title: texts.made, width: 'fit', cell: (plan) => <When at={plan.createdAt} /> },
  ];
}

function StateCell({ plan }: { readonly plan: PlanRowFragment }) {
  const { label, tone } = PLAN_STATES[plan.state];
  const why = plan.failure?.message ?? plan.stateReason ?? null;
  const { mergeRequest } = plan;
  return (
    <div>
      <StateMark tone={tone}>
        {mergeRequest === null || mergeRequest === undefined ? label : `${label} !${mergeRequest.iid}`}
      </StateMark>
      {why !== null && (
        <div className="quiet small clamp" title={why}>
          {why}
        </div>
      )}
    </div>
  );
}
