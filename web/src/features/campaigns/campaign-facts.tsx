import { Progress } from '@mantine/core';
import { Link } from 'react-router';
import { graphql } from '../../generated/campaigns/gql.js';
import type { CampaignFactsFragment } from '../../generated/campaigns/graphql.js';
import { formatCount } from '../../lib/text.js';
import { FINDING_STATES } from '../../ui/finding-state.js';
import { StateMark } from '../../ui/mark.js';
import { Facts, Section } from '../../ui/page.js';
import { PLAN_STATE_VALUES, PLAN_STATES } from '../../ui/plan-state.js';
import { campaignSentence, donePercent, mergeRequestSentence, unplannedSentence } from './campaign-words.js';

graphql(/* GraphQL */ `
  fragment CampaignFacts on Campaign {
    id
    kind
    packageName
    advisoryGroup {
      id
      primaryId
    }
    totals {
      findings {
        open
        inProgress
        fixed
        dismissed
      }
      projects
      openProjects
      planned
      unplanned {
        code
        count
      }
      plans {
        state
        count
      }
      mergeRequests {
        state
        count
      }
    }
  }
`);

/** How far a campaign is: a sentence, a bar, and the numbers, each a link to the list that it counts. */
export function CampaignFacts({ campaign }: { readonly campaign: CampaignFactsFragment }) {
  const { totals } = campaign;
  const percent = donePercent(totals.findings);
  const unplanned = unplannedSentence(totals.unplanned);
  return (
    <Section title="Progress">
      <div className="stack" aria-live="polite">
        <p>{campaignSentence(totals)}</p>
        <div className="stack-tight">
          <Progress value={percent} size={8} aria-label="Findings that are fixed or dismissed" />
          <span className="quiet small">{percent} % of the findings are fixed or dismissed.</span>
        </div>
        <Facts
          facts={[
            { label: 'Findings', value: <FindingNumbers campaign={campaign} /> },
            { label: 'Plans', value: <PlanNumbers campaign={campaign} /> },
            ...(unplanned === null ? [] : [{ label: 'Without a plan', value: unplanned }]),
            { label: 'Merge requests', value: mergeRequestSentence(totals.mergeRequests) ?? 'None yet' },
          ]}
        />
      </div>
    </Section>
  );
}

function FindingNumbers({ campaign }: { readonly campaign: CampaignFactsFragment }) {
  const { findings } = campaign.totals;
  const rows = [
    { state: 'OPEN', count: findings.open },
    { state: 'IN_PROGRESS', count: findings.inProgress },
    { state: 'FIXED', count: findings.fixed },
    { state: 'DISMISSED', count: findings.dismissed },
  ] as const;
  return (
    <span className="row">
      {rows
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => (
          <StateMark key={state} tone={FINDING_STATES[state].tone}>
            <Link to={`/findings?${filterOf(campaign, 'packageName')}&state=${state}`}>
              {formatCount(count)} {FINDING_STATES[state].label.toLowerCase()}
            </Link>
          </StateMark>
        ))}
    </span>
  );
}

function PlanNumbers({ campaign }: { readonly campaign: CampaignFactsFragment }) {
  const { plans } = campaign.totals;
  if (plans.every(({ count }) => count === 0)) return <span className="quiet">None yet</span>;
  return (
    <span className="row">
      {PLAN_STATE_VALUES.map((state) => {
        const count = plans.find((entry) => entry.state === state)?.count ?? 0;
        if (count === 0) return null;
        return (
          <StateMark key={state} tone={PLAN_STATES[state].tone}>
            <Link to={`/plans?${filterOf(campaign, 'package')}&state=${state}`}>
              {formatCount(count)} {PLAN_STATES[state].label.toLowerCase()}
            </Link>
          </StateMark>
        );
      })}
    </span>
  );
}

function filterOf(
  { kind, packageName, advisoryGroup }: CampaignFactsFragment,
  name: 'package' | 'packageName',
): string {
  return kind === 'PACKAGE'
    ? `${name}=${encodeURIComponent(packageName ?? '')}`
    : `advisory=${encodeURIComponent(advisoryGroup?.primaryId ?? '')}`;
}
