import { ChevronDown, ChevronRight } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { isLockfile } from '../lib/lockfiles.js';
import { diffTexts } from '../texts/diff.js';
import classes from './diff-view.module.css';

/** Old and new one below the other, or beside each other. */
export type DiffLayout = 'unified' | 'split';

interface DiffViewProps {
  readonly path: string;
  readonly diff: string;
  readonly additions: number;
  readonly deletions: number;
  readonly layout: DiffLayout;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

const DiffLines = lazy(async () => ({ default: (await import('./diff-lines.js')).DiffLines }));

/** One file's exact change behind a heading that folds it; the lines are fetched when a diff is first opened. */
export function DiffView({ path, diff, additions, deletions, layout, isOpen, toggle }: DiffViewProps) {
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className={classes.file}>
      <h3 className={classes.heading}>
        <button type="button" className={classes.header} aria-expanded={isOpen} onClick={toggle}>
          <Chevron size={16} aria-hidden="true" />
          <span className={`mono ${classes.path}`}>{path}</span>
          {isLockfile(path) && (
            <span className="quiet small">
              {diffTexts.lockfile}
              {!isOpen && `, ${diffTexts.folded}`}
            </span>
          )}
          <Count text={diffTexts.plus(additions)} words={diffTexts.addedLines(additions)} kind="added" />
          <Count text={diffTexts.minus(deletions)} words={diffTexts.removedLines(deletions)} kind="removed" />
        </button>
      </h3>
      {isOpen && (
        <Suspense
          fallback={
            <p className={`quiet ${classes.waiting}`} role="status">
              {diffTexts.loading}
            </p>
          }
        >
          <DiffLines path={path} diff={diff} layout={layout} />
        </Suspense>
      )}
    </div>
  );
}

function Count({
  text,
  words,
  kind,
}: {
  readonly text: string;
  readonly words: string;
  readonly kind: 'added' | 'removed';
}) {
  return (
    <span className={classes.count} data-kind={kind} title={words}>
      <span className="mono" aria-hidden="true">
        {text}
      </span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
