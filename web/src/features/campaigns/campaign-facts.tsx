import { Progress } from '@mantine/core';
import { Link } from 'react-router';
import { graphql } from '../../generated/campaigns/gql.js';
import type { CampaignFactsFragment } from '../../generated/campaigns/graphql.js';
import { campaignTexts } from '../../texts/campaigns.js';
import { FINDING_STATES } from '../../ui/finding-state.js';
import { StateMark } from '../../ui/mark.js';
import { Facts, Section } from '../../ui/page.js';
import { PLAN_STATE_VALUES, PLAN_STATES } from '../../ui/plan-state.js';
import { CampaignProgress } from './campaign-progress.js';
import {
  campaignSentence,
  donePercent,
  findingsOf,
  mergeRequestSentence,
  unplannedSentence,
} from './campaign-words.js';

graphql(/* GraphQL */ `
  fragment CampaignFacts on Campaign {
    id
    ...CampaignProgress
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

const texts = campaignTexts.facts;

/** How far a campaign is: a sentence, a bar, and the numbers, each a link to the list that it counts. */
export function CampaignFacts({ campaign }: { readonly campaign: CampaignFactsFragment }) {
  const { totals } = campaign;
  const percent = donePercent(totals.findings);
  const unplanned = unplannedSentence(totals.unplanned);
  return (
    <Section title={texts.title}>
      <div className="stack" aria-live="polite">
        <p>{campaignSentence(totals)}</p>
        <div className="stack-tight">
          <Progress value={percent} size={8} aria-label={texts.bar} />
          <span className="quiet small">{texts.percent(percent)}</span>
        </div>
        <Facts
          facts={[
            { label: texts.way, value: <CampaignProgress campaign={campaign} /> },
            { label: texts.findings, value: <FindingNumbers campaign={campaign} /> },
            { label: texts.plans, value: <PlanNumbers campaign={campaign} /> },
            ...(unplanned === null ? [] : [{ label: texts.unplanned, value: unplanned }]),
            { label: texts.mergeRequests, value: mergeRequestSentence(totals.mergeRequests) ?? texts.none },
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
            <Link to={`${findingsOf(campaign)}&state=${state}`}>
              {texts.counted(count, FINDING_STATES[state].label)}
            </Link>
          </StateMark>
        ))}
    </span>
  );
}

function PlanNumbers({ campaign }: { readonly campaign: CampaignFactsFragment }) {
  const { plans } = campaign.totals;
  if (plans.every(({ count }) => count === 0)) return <span className="quiet">{texts.none}</span>;
  return (
    <span className="row">
      {PLAN_STATE_VALUES.map((state) => {
        const count = plans.find((entry) => entry.state === state)?.count ?? 0;
        if (count === 0) return null;
        return (
          <StateMark key={state} tone={PLAN_STATES[state].tone}>
            <Link to={`/plans?${planFilterOf(campaign)}&state=${state}`}>
              {texts.counted(count, PLAN_STATES[state].label)}
            </Link>
          </StateMark>
        );
      })}
    </span>
  );
}

function planFilterOf({ kind, packageName, advisoryGroup }: CampaignFactsFragment): string {
  return kind === 'PACKAGE'
    ? `package=${encodeURIComponent(packageName ?? '')}`
    : `advisory=${encodeURIComponent(advisoryGroup?.primaryId ?? '')}`;
}
