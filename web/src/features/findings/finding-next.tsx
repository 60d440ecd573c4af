import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingNextFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { findingTexts } from '../../texts/findings.js';
import { announce } from '../../ui/announce.js';
import { MayButton } from '../../ui/may-button.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Section } from '../../ui/page.js';
import { Failure } from '../../ui/page-states.js';
import { UnfixedFacts } from '../../ui/unfixed-facts.js';
import { When } from '../../ui/when.js';
import { DismissDialog } from './dismiss-dialog.js';
import { dismissedBy, findingActions } from './dismissal-words.js';
import { nextStep } from './finding-words.js';
import { useReopenFindings } from './reopen-findings.js';

graphql(/* GraphQL */ `
  fragment FindingNext on Finding {
    id
    state
    fixedAt
    fixedVersions
    dismissal {
      reason
      comment
      by
      at
      until
    }
    remediationPlan {
      id
      state
      title
      failure {
        message
      }
      mergeRequest {
        id
        iid
        webUrl
        statusText
      }
    }
    unfixedReason {
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
`);

const texts = findingTexts.next;
const NONE: readonly string[] = [];

/** What happens next with a finding in one sentence, and what a person can do about it. */
export function FindingNext({ finding }: { readonly finding: FindingNextFragment }) {
  const { canDismiss, canReopen } = findingActions(finding);
  const [isAsking, setAsking] = useState(false);
  const section = useRef<HTMLDivElement>(null);
  const reopen = useReopenFindings();
  const right = useMay('APPROVE');
  const done = (text: string) => {
    announce(text);
    setTimeout(() => section.current?.focus({ preventScroll: true }), 150);
  };

  async function openAgain() {
    const outcome = await reopen.run({ input: { ids: [finding.id] } });
    if (outcome.kind === 'done') done(texts.isReopened);
  }

  return (
    <Section title={findingTexts.page.next}>
      <div ref={section} tabIndex={-1} className="stack">
        <Sentence finding={finding} />
        <div className="row">
          {canDismiss && (
            <MayButton permission={right} variant="default" size="xs" onClick={() => setAsking(true)}>
              {texts.dismiss}
            </MayButton>
          )}
          {canReopen && (
            <MayButton
              permission={right}
              variant="default"
              size="xs"
              loading={reopen.isBusy}
              onClick={() => void openAgain()}
            >
              {texts.reopen}
            </MayButton>
          )}
        </div>
        {reopen.problem !== null && <Failure problem={reopen.problem} />}
      </div>
      <DismissDialog
        ids={isAsking ? [finding.id] : NONE}
        onClose={() => setAsking(false)}
        onDone={() => {
          setAsking(false);
          done(texts.isDismissed);
        }}
      />
    </Section>
  );
}

function Sentence({ finding }: { readonly finding: FindingNextFragment }) {
  const { state, dismissal, remediationPlan: plan, unfixedReason } = finding;
  if (state === 'FIXED') {
    return (
      <p>
        {texts.fixed} <When at={finding.fixedAt} never="" />.
      </p>
    );
  }
  if (state === 'DISMISSED' && dismissal !== null && dismissal !== undefined)
    return <Dismissed dismissal={dismissal} />;
  if (plan !== null && plan !== undefined) return <Planned plan={plan} />;
  if (unfixedReason !== null && unfixedReason !== undefined) return <UnfixedFacts reason={unfixedReason} />;
  return <p>{finding.fixedVersions.length === 0 ? texts.noVersion : texts.notYet}</p>;
}

function Planned({ plan }: { readonly plan: NonNullable<FindingNextFragment['remediationPlan']> }) {
  const { mergeRequest } = plan;
  return (
    <div className="stack-tight">
      <p>
        {nextStep(plan.state)} <Link to={addressOf.plan(plan.id)}>{plan.title}</Link>.
      </p>
      {plan.state === 'FAILED' && plan.failure !== null && plan.failure !== undefined && (
        <p>{plan.failure.message}</p>
      )}
      {mergeRequest !== null && mergeRequest !== undefined && (
        <p>
          <OutsideLink href={mergeRequest.webUrl}>{texts.mergeRequest(mergeRequest.iid)}</OutsideLink>{' '}
          <span className="quiet">{mergeRequest.statusText}</span>
        </p>
      )}
    </div>
  );
}

function Dismissed({ dismissal }: { readonly dismissal: NonNullable<FindingNextFragment['dismissal']> }) {
  const { reason, comment, by, at, until } = dismissal;
  return (
    <div className="stack-tight">
      <p>
        {texts.dismissed(dismissedBy(by))} <When at={at} />.{' '}
        {until === null || until === undefined ? (
          texts.stays
        ) : (
          <>
            {texts.openAgain} <When at={until} />.
          </>
        )}
      </p>
      <p>
        {findingTexts.reasons[reason]}.{comment !== null && comment !== undefined && ` ${comment}`}
      </p>
      {reason === 'POLICY' && (
        <p>
          <Link to={addressOf.policies}>{texts.seePolicies}</Link>
        </p>
      )}
    </div>
  );
}
