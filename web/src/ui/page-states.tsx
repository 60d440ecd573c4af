import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../lib/problem.js';
import classes from './page-states.module.css';

/** Nothing to list: says why, and what to do next. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={classes.box}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className="quiet">{children}</div>}
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** Something failed: what, what to do, and trying again. Read out at once. */
export function Failure({ problem, retry }: { readonly problem: Problem; readonly retry?: () => void }) {
  return (
    <div className={classes.notice} data-tone="bad" role="alert">
      <p className={classes.title}>{problem.message}</p>
      {problem.remedy !== null && <p>{problem.remedy}</p>}
      {retry !== undefined && (
        <div className={classes.action}>
          <Button variant="default" size="xs" onClick={retry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}

/** A sentence that must not be overlooked, in its tone. */
export function Notice({
  tone,
  title,
  children,
}: {
  readonly tone: 'good' | 'warn' | 'bad' | 'quiet';
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.text}>{children}</div>}
    </div>
  );
}

/** Rows that are on their way. */
export function LoadingRows({ rows = 8 }: { readonly rows?: number }) {
  return (
    <div className={classes.loading} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.loadingRow}>
          <Skeleton height={12} width={`${28 + ((index * 17) % 24)}%`} />
          <Skeleton height={12} width="12%" />
          <Skeleton height={12} width="18%" />
        </div>
      ))}
    </div>
  );
}

/** A page that is on its way: its title's place and some rows. */
export function LoadingPage() {
  return (
    <div className="stack" style={{ gap: 20 }}>
      <Skeleton height={20} width={180} mt={4} />
      <LoadingRows />
    </div>
  );
}
