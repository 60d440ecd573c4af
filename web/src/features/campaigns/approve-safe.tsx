import { useState } from 'react';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/campaigns/gql.js';
import type { SafePlansFragment } from '../../generated/campaigns/graphql.js';
import type { ApprovalResult, PlanToApprove } from '../../lib/approve-words.js';
import { campaignTexts } from '../../texts/campaigns.js';
import { ApprovePlansDialog } from '../../ui/approve-plans-dialog.js';
import { MayButton } from '../../ui/may-button.js';
import { useApprovePlans } from './approve-plans.js';

graphql(/* GraphQL */ `
  fragment SafePlans on Campaign {
    id
    safePlans(first: 100) {
      totalCount
      nodes {
        id
        digest
        title
        kind
        project {
          id
          path
        }
      }
    }
  }
`);

const texts = campaignTexts.approve;

/**
 * Approves every safe plan of the campaign at once, a hundred at a time. The dialog names them and their projects as
 * they were when it was opened: what moves meanwhile is refused as stale and told.
 */
export function ApproveSafe({
  campaign,
  onApproved,
}: {
  readonly campaign: SafePlansFragment;
  readonly onApproved: () => void;
}) {
  const [asked, setAsked] = useState<readonly PlanToApprove[] | null>(null);
  const [results, setResults] = useState<readonly ApprovalResult[] | null>(null);
  const approve = useApprovePlans();
  const right = useMay('APPROVE');
  const { nodes, totalCount } = campaign.safePlans;

  function ask() {
    setResults(null);
    approve.dismiss();
    setAsked(nodes);
  }

  async function run() {
    const plans = (asked ?? []).map(({ id, digest }) => ({ id, digest }));
    const outcome = await approve.run({ input: { plans } });
    if (outcome.kind !== 'done') return;
    setResults(outcome.payload.results);
    onApproved();
  }

  return (
    <>
      {nodes.length === 0 ? (
        <span className="quiet">{texts.none}</span>
      ) : (
        <MayButton permission={right} onClick={ask}>
          {labelOf(nodes.length, totalCount)}
        </MayButton>
      )}
      <ApprovePlansDialog
        plans={asked}
        results={results}
        isBusy={approve.isBusy}
        problem={approve.problem}
        onConfirm={() => void run()}
        onClose={() => setAsked(null)}
      />
    </>
  );
}

function labelOf(shown: number, total: number): string {
  if (shown === 1 && total === 1) return texts.one;
  return total > shown ? texts.first(shown, total) : texts.all(total);
}
