import type { ReactNode } from 'react';
import type { DecisionFragment } from '../../generated/plans/graphql.js';
import { problemOf } from '../../lib/problem.js';
import { planTexts } from '../../texts/plans.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Notice } from '../../ui/page-states.js';

const texts = planTexts.decision;

/** Where the plan stands, and what that means, in one or two sentences. */
export function DecisionText({ plan }: { readonly plan: DecisionFragment }): ReactNode {
  const { mergeRequest } = plan;
  if (mergeRequest !== null && mergeRequest !== undefined && plan.state !== 'PROPOSED') {
    return (
      <div aria-live="polite">
        <p>
          <strong>
            <OutsideLink href={mergeRequest.webUrl}>
              {texts.mergeRequest[mergeRequest.state](mergeRequest.iid)}
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
        {texts.willOpen} <strong>{plan.project.path}</strong>. {texts.exactly}
      </p>
    );
  }
  if (plan.state === 'FAILED') {
    const problem = problemOf(
      plan.failure?.code ?? 'INTERNAL',
      plan.failure?.message ?? plan.stateReason ?? texts.failed,
    );
    return (
      <Notice tone="bad" title={problem.message}>
        {problem.remedy ?? texts.failedNext}
      </Notice>
    );
  }
  if (plan.state === 'APPROVED' || plan.state === 'OPENING')
    return <p role="status">{plan.state === 'APPROVED' ? texts.waits : texts.opening}</p>;
  if (plan.state === 'REJECTED') {
    return (
      <>
        {plan.stateReason !== null && plan.stateReason !== undefined && (
          <p>
            <span className="quiet">{texts.reason}</span> {plan.stateReason}
          </p>
        )}
        <p>{texts.states.REJECTED}</p>
      </>
    );
  }
  return <p>{plan.stateReason ?? texts.states[plan.state]}</p>;
}
