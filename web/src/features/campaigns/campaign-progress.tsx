import { Progress } from '@mantine/core';
import { Link } from 'react-router';
import { graphql } from '../../generated/campaigns/gql.js';
import type { CampaignProgressFragment } from '../../generated/campaigns/graphql.js';
import { campaignTexts } from '../../texts/campaigns.js';
import { campaignTitle, findingsOf } from './campaign-words.js';

graphql(/* GraphQL */ `
  fragment CampaignProgress on Campaign {
    id
    kind
    ecosystem
    packageName
    advisoryGroup {
      id
      primaryId
      summary
    }
    progress {
      found
      planned
      approved
      opened
      merged
      fixed
    }
  }
`);

const texts = campaignTexts.progress;

/** How far the findings of a campaign have come: a bar of what is fixed, and each number with its list. */
export function CampaignProgress({ campaign }: { readonly campaign: CampaignProgressFragment }) {
  const { progress } = campaign;
  const { found, fixed } = progress;
  return (
    <div className="stack-tight" style={{ minWidth: 'min(160px, 100%)' }}>
      <Progress
        value={found === 0 ? 0 : (fixed / found) * 100}
        size={4}
        aria-label={texts.label(campaignTitle(campaign))}
      />
      <span className="row small" style={{ gap: '0 12px' }} title={texts.note}>
        {STEPS.filter(({ count }) => progress[count] > 0).map(({ count, filter }) => (
          <Link
            key={count}
            to={`${findingsOf(campaign)}&${filter}`}
            className="nowrap"
            style={{ display: 'inline-block', lineHeight: '24px' }}
          >
            {texts[count](progress[count])}
          </Link>
        ))}
      </span>
    </div>
  );
}

const ALL = 'state=OPEN&state=IN_PROGRESS&state=FIXED';

/** Each step with the filter that lists the same findings. */
const STEPS = [
  { count: 'found', filter: ALL },
  { count: 'planned', filter: `${ALL}&stage=PLANNED` },
  { count: 'approved', filter: `${ALL}&stage=APPROVED` },
  { count: 'opened', filter: `${ALL}&stage=OPENED` },
  { count: 'merged', filter: `${ALL}&stage=MERGED` },
  { count: 'fixed', filter: 'state=FIXED' },
] as const;
