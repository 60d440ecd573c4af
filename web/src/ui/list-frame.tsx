import type { ReactNode } from 'react';
import type { Problem } from '../lib/problem.js';
import { Failure, LoadingRows } from './page-states.js';
import classes from './list-frame.module.css';

interface ListFrameProps {
  /** What has arrived; undefined while nothing has. */
  readonly count: number | undefined;
  readonly isLoading: boolean;
  readonly problem: Problem | null;
  readonly retry: () => void;
  readonly empty: ReactNode;
  readonly children: ReactNode;
}

/** The four states of a list: on its way, failed, empty, there. Earlier rows stay, dimmed, while new ones come. */
export function ListFrame({ count, isLoading, problem, retry, empty, children }: ListFrameProps) {
  if (count === undefined)
    return problem === null ? <LoadingRows /> : <Failure problem={problem} retry={retry} />;
  return (
    <div className={classes.frame} aria-busy={isLoading} data-busy={isLoading || undefined}>
      {problem !== null && <Failure problem={problem} retry={retry} />}
      {count === 0 ? empty : children}
    </div>
  );
}
