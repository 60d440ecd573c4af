import type { ReactNode } from 'react';
import type { Problem } from '../lib/problem.js';
import { Failure, LoadingRows, PartialFailure } from './page-states.js';
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

/** The states of a list: on its way, failed, failed in part, empty, there. Earlier rows stay, dimmed, while new ones come. */
export function ListFrame({ count, isLoading, problem, retry, empty, children }: ListFrameProps) {
  if (count === undefined)
    return problem === null ? <LoadingRows /> : <Failure problem={problem} retry={retry} />;
  return (
    <div className={classes.frame} aria-busy={isLoading} data-busy={isLoading || undefined}>
      {problem !== null && <Trouble problem={problem} retry={retry} />}
      {count === 0 ? empty : children}
    </div>
  );
}

/** Above rows that are there: an answer that lacks something, or none at all to the last question. */
function Trouble({ problem, retry }: { readonly problem: Problem; readonly retry: () => void }) {
  return problem.code === null ? (
    <Failure problem={problem} retry={retry} />
  ) : (
    <PartialFailure problem={problem} retry={retry} />
  );
}
