import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { countOf } from '../lib/text.js';
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
    <div className={classes.bar} role="group" aria-label={`Chosen ${noun[1]}`}>
      <span role="status">{countOf(count, noun[0], noun[1])} chosen</span>
      {children}
      <Button variant="subtle" size="xs" onClick={clear}>
        Choose none
      </Button>
    </div>
  );
}
