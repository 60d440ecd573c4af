import { Link } from 'react-router';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanAlternativesFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { planPartTexts } from '../../texts/plan-parts.js';
import { planTexts } from '../../texts/plans.js';
import { RiskMark } from '../../ui/breaking-risk.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { PlanKindWord, PlanStateMark } from '../../ui/plan-state.js';
import { SeverityCounts } from '../../ui/severity.js';

graphql(/* GraphQL */ `
  fragment PlanAlternatives on RemediationPlan {
    id
    alternatives {
      id
      title
      kind
      state
      riskLevel
      fixedCounts {
        malicious
        critical
        high
        medium
        low
        none
        total
      }
    }
  }
`);

const texts = planPartTexts.alternatives;

/** Other plans that close one of the same findings; not there where there are none. */
export function PlanAlternatives({ plan }: { readonly plan: PlanAlternativesFragment }) {
  if (plan.alternatives.length === 0) return null;
  return (
    <Section title={texts.title} note={texts.note}>
      <DataTable
        label={texts.title}
        rows={plan.alternatives}
        rowKey={(other) => other.id}
        columns={[
          {
            key: 'title',
            title: texts.plan,
            width: 'grow',
            cell: (other) => <Link to={addressOf.plan(other.id)}>{other.title}</Link>,
          },
          {
            key: 'kind',
            title: texts.kind,
            width: 'fit',
            cell: (other) => <PlanKindWord kind={other.kind} />,
          },
          {
            key: 'risk',
            title: texts.risk,
            width: 'fit',
            cell: (other) => <RiskMark level={other.riskLevel} />,
          },
          {
            key: 'fixes',
            title: texts.fixes,
            cell: (other) => <SeverityCounts tally={other.fixedCounts} none={planTexts.fixesNone} />,
          },
          { key: 'state', title: texts.state, cell: (other) => <PlanStateMark state={other.state} /> },
        ]}
      />
    </Section>
  );
}
