import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanUnfixedFragment } from '../../generated/plans/graphql.js';
import { planPartTexts } from '../../texts/plan-parts.js';
import { Section } from '../../ui/page.js';
import { UnfixedFacts } from '../../ui/unfixed-facts.js';
import { FindingLines } from './finding-lines.js';
import { findingsIn } from './plan-words.js';

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
  }
`);

const texts = planPartTexts.unfixed;

const AT_FIRST = 8;

/** What the plan does not fix, and for each finding why not. */
export function PlanUnfixed({ plan }: { readonly plan: PlanUnfixedFragment }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? plan.unfixed : plan.unfixed.slice(0, AT_FIRST);
  if (plan.unfixed.length === 0) {
    return (
      <Section title={texts.title}>
        <p className="quiet">{texts.none}</p>
      </Section>
    );
  }
  return (
    <Section title={texts.titleWhy} note={findingsIn(plan.unfixed.map(({ finding }) => finding))}>
      <FindingLines
        findings={shown.map((entry) => entry.finding)}
        more={(index) => {
          const reason = shown[index]?.reason;
          return reason === undefined ? null : <UnfixedFacts reason={reason} />;
        }}
      />
      {shown.length < plan.unfixed.length && (
        <div>
          <Button variant="default" size="xs" onClick={() => setShowsAll(true)}>
            {planPartTexts.showAll(plan.unfixed.length)}
          </Button>
        </div>
      )}
    </Section>
  );
}
