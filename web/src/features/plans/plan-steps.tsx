import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { planTexts } from '../../texts/plans.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import classes from './plan-page.module.css';
import type { PlaceInList } from './plan-trail.js';

const texts = planTexts.trail;

/** Where the plan stands in the list one came from, and the next and the previous. Has the focus after each step. */
export function PlanSteps({ planId, place }: { readonly planId: string; readonly place: PlaceInList }) {
  const navigate = useNavigate();
  const element = useRef<HTMLElement>(null);
  const { previous, next } = place;
  const go = (to: string | null) => {
    if (to === null) return;
    markStep();
    void navigate(to);
  };
  useShortcuts([
    ...['j', 'n'].map((keys) => ({
      keys,
      label: planTexts.keys.next,
      run: () => go(next),
    })),
    ...['k', 'p'].map((keys) => ({
      keys,
      label: planTexts.keys.previous,
      run: () => go(previous),
    })),
  ]);
  useEffect(() => {
    if (hasStepped) element.current?.focus();
    hasStepped = false;
  }, [planId]);
  return (
    <nav ref={element} tabIndex={-1} className={classes.steps} aria-label={texts.label}>
      <span className="quiet small">{place.position}</span>
      <Step to={previous} words={texts.previous} />
      <Step to={next} words={texts.next} />
    </nav>
  );
}

/** Set by a step, read by the page that it leads to: who came otherwise keeps the focus where it is. */
let hasStepped = false;

/** The focus goes to the steps of the page that comes next. */
export function markStep(): void {
  hasStepped = true;
}

function Step({ to, words }: { readonly to: string | null; readonly words: string }) {
  if (to === null)
    return (
      <Button variant="default" size="xs" disabled>
        {words}
      </Button>
    );
  return (
    <Button component={Link} to={to} variant="default" size="xs" onClick={markStep}>
      {words}
    </Button>
  );
}
