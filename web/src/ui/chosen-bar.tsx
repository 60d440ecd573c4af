import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { countOf } from '../lib/text.js';
import { uiTexts } from '../texts/ui.js';
import classes from './chosen-bar.module.css';

/** How many rows are chosen, and what can be done with them; not there while none is. */
export function ChosenBar({
  count,
  noun,
  clear,
  children,
}: {
  readonly count: number;
  readonly noun: readonly [string, string];
  readonly clear: () => void;
  readonly children: ReactNode;
}) {
  if (count === 0) return null;
  return (
    <div className={classes.bar} role="group" aria-label={uiTexts.chosen.group(noun[1])}>
      <span role="status">{uiTexts.chosen.count(countOf(count, noun[0], noun[1]))}</span>
      {children}
      <Button variant="subtle" size="xs" onClick={clear}>
        {uiTexts.chosen.none}
      </Button>
    </div>
  );
}
