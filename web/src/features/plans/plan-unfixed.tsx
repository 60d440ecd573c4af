import { graphql } from '../../generated/plans/gql.js';
import type { PlanUnfixedFragment } from '../../generated/plans/graphql.js';
import { countOf } from '../../lib/text.js';
import { Section } from '../../ui/page.js';
import { UnfixedFacts } from '../../ui/unfixed-facts.js';
import { FindingLines } from './finding-lines.js';
import { unfixedWord } from './plan-words.js';

graphql(/* GraphQL */ `
  fragment PlanUnfixed on RemediationPlan {
    id
    unfixed {
      finding {
        ...ProofFinding
      }
      reason {
        code
        message
        by
        range
        needed
        freedBy
        oldEnoughAt
        status
      }
    }
  }
`);

/** What the plan does not fix, and for each finding why not. */
export function PlanUnfixed({ plan }: { readonly plan: PlanUnfixedFragment }) {
  if (plan.unfixed.length === 0) {
    return (
      <Section title="Not fixed">
        <p className="quiet">Nothing is left out.</p>
      </Section>
    );
  }
  return (
    <Section title="Not fixed, and why" note={countOf(plan.unfixed.length, 'finding')}>
      <FindingLines
        findings={plan.unfixed.map((entry) => entry.finding)}
        more={(index) => {
          const reason = plan.unfixed[index]?.reason;
          return reason === undefined ? null : (
            <UnfixedFacts word={unfixedWord(reason.code)} reason={reason} />
          );
        }}
      />
    </Section>
  );
}
