import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { PlanState } from '../../generated/plans/graphql.js';
import { planTexts } from '../../texts/plans.js';
import { PlanStateMark } from '../../ui/plan-state.js';
import classes from './decision-panel.module.css';

const HEIGHT_PX = 64;

/** The decision at hand at the bottom of a narrow screen. What has the focus is scrolled clear of it. */
export function DecisionBar({
  state,
  approve,
  reject,
}: {
  readonly state: PlanState;
  /** Null where it cannot be. */
  readonly approve: (() => void) | null;
  readonly reject: (() => void) | null;
}) {
  useEffect(() => {
    const { style } = document.documentElement;
    style.scrollPaddingBottom = `${HEIGHT_PX}px`;
    return () => {
      style.scrollPaddingBottom = '';
    };
  }, []);
  return (
    <div className={classes.bar} role="group" aria-label={planTexts.decision.bar}>
      <PlanStateMark state={state} />
      <span className={classes.barActions}>
        {reject !== null && (
          <Button variant="default" onClick={reject}>
            {planTexts.reject.ask}
          </Button>
        )}
        {approve !== null && <Button onClick={approve}>{planTexts.approve.ask}</Button>}
      </span>
    </div>
  );
}
