import type { ReactNode } from 'react';
import type { DecisionFragment } from '../../generated/plans/graphql.js';
import { problemOf } from '../../lib/problem.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Notice } from '../../ui/page-states.js';

/** Where the plan stands, and what that means, in one or two sentences. */
export function DecisionText({ plan }: { readonly plan: DecisionFragment }): ReactNode {
  const { mergeRequest } = plan;
  if (mergeRequest !== null && mergeRequest !== undefined && plan.state !== 'PROPOSED') {
    return (
      <div aria-live="polite">
        <p>
          <strong>
            <OutsideLink href={mergeRequest.webUrl}>
              Merge request !{mergeRequest.iid} {stateWord(mergeRequest.state)}
            </OutsideLink>
          </strong>
        </p>
        <p>{mergeRequest.statusText}</p>
      </div>
    );
  }
  if (plan.state === 'PROPOSED') {
    return (
      <p>
        Approving opens one branch, one commit and one merge request in <strong>{plan.project.path}</strong>.
        Exactly the edits on this page, nothing else.
      </p>
    );
  }
  if (plan.state === 'FAILED') {
    const problem = problemOf(
      plan.failure?.code ?? 'INTERNAL',
      plan.failure?.message ?? plan.stateReason ?? 'Opening the merge request failed.',
    );
    return (
      <Notice tone="bad" title={problem.message}>
        {problem.remedy ?? 'Nothing is half done. It can be retried.'}
      </Notice>
    );
  }
  if (plan.state === 'APPROVED' || plan.state === 'OPENING') {
    return <p>Approved. Backline is opening the merge request.</p>;
  }
  if (plan.state === 'REJECTED') {
    return (
      <>
        {plan.stateReason !== null && plan.stateReason !== undefined && (
          <p>
            <span className="quiet">Reason</span> {plan.stateReason}
          </p>
        )}
        <p>{SENTENCES.REJECTED}</p>
      </>
    );
  }
  return <p>{plan.stateReason ?? SENTENCES[plan.state]}</p>;
}

const SENTENCES = {
  OPEN: 'The merge request is open.',
  MERGED: 'It is merged.',
  CLOSED: 'The merge request was closed. The same change is not proposed again.',
  REJECTED: 'This change set is not proposed again; another target version is.',
  SUPERSEDED: 'A newer plan has taken the place of this one.',
} as const;

function stateWord(state: 'OPENED' | 'MERGED' | 'CLOSED' | 'LOCKED'): string {
  if (state === 'OPENED') return 'is open';
  if (state === 'MERGED') return 'is merged';
  return state === 'CLOSED' ? 'is closed' : 'is locked';
}
