import { Link } from 'react-router';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanAlternativesFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
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

/** Other plans that close one of the same findings; not there where there are none. */
export function PlanAlternatives({ plan }: { readonly plan: PlanAlternativesFragment }) {
  if (plan.alternatives.length === 0) return null;
  return (
    <Section
      title="Other plans for the same findings"
      note="Each closes at least one finding that this one closes. Compare before you approve both."
    >
      <DataTable
        label="Other plans for the same findings"
        rows={plan.alternatives}
        rowKey={(other) => other.id}
        columns={[
          {
            key: 'title',
            title: 'Plan',
            width: 'grow',
            cell: (other) => <Link to={addressOf.plan(other.id)}>{other.title}</Link>,
          },
          { key: 'kind', title: 'Kind', width: 'fit', cell: (other) => <PlanKindWord kind={other.kind} /> },
          { key: 'risk', title: 'Risk', width: 'fit', cell: (other) => <RiskMark level={other.riskLevel} /> },
          {
            key: 'fixes',
            title: 'Fixes',
            cell: (other) => <SeverityCounts tally={other.fixedCounts} none="No finding" />,
          },
          { key: 'state', title: 'State', cell: (other) => <PlanStateMark state={other.state} /> },
        ]}
      />
    </Section>
  );
}
