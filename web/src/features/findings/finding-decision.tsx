import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingDecisionFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { findingTexts } from '../../texts/findings.js';
import { Failure } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { DismissDialog } from './dismiss-dialog.js';
import { dismissedBy, findingActions } from './dismissal-words.js';
import { useReopenFindings } from './reopen-findings.js';

graphql(/* GraphQL */ `
  fragment FindingDecision on Finding {
    id
    state
    dismissal {
      reason
      comment
      by
      at
      until
    }
  }
`);

/** Whether somebody dismissed it, who, why and until when; and the way to dismiss it or open it again. */
export function FindingDecision({ finding }: { readonly finding: FindingDecisionFragment }) {
  const actions = findingActions(finding);
  const [isAsking, setAsking] = useState(false);
  const reopen = useReopenFindings();
  const { dismissal } = finding;
  return (
    <div className="stack-tight">
      {dismissal !== null && dismissal !== undefined && finding.state === 'DISMISSED' && (
        <Dismissed dismissal={dismissal} />
      )}
      <div className="row">
        {actions.canDismiss && (
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            Dismiss
          </Button>
        )}
        {actions.canReopen && (
          <Button
            variant="default"
            size="xs"
            loading={reopen.isBusy}
            onClick={() => void reopen.run({ input: { ids: [finding.id] } })}
          >
            Open again
          </Button>
        )}
      </div>
      {finding.state === 'FIXED' && <span className="quiet">It is fixed; nothing is left to decide.</span>}
      {reopen.problem !== null && <Failure problem={reopen.problem} />}
      <DismissDialog
        ids={isAsking ? [finding.id] : NONE}
        onClose={() => setAsking(false)}
        onDone={() => setAsking(false)}
      />
    </div>
  );
}

const NONE: readonly string[] = [];

function Dismissed({ dismissal }: { readonly dismissal: NonNullable<FindingDecisionFragment['dismissal']> }) {
  const { reason, comment, by, at, until } = dismissal;
  return (
    <div>
      <p>
        Dismissed by {dismissedBy(by)}, <When at={at} />.{' '}
        {until === null || until === undefined ? (
          'It stays so until somebody opens it again.'
        ) : (
          <>
            It is open again <When at={until} />.
          </>
        )}
      </p>
      <p>
        {findingTexts.reasons[reason]}.{comment !== null && comment !== undefined && ` ${comment}`}
      </p>
      {reason === 'POLICY' && (
        <p>
          <Link to={addressOf.policies}>See the policies</Link>
        </p>
      )}
    </div>
  );
}
