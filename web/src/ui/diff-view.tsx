import { Button } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type DiffLine, parseDiff } from '../lib/diff.js';
import { countOf, formatCount } from '../lib/text.js';
import classes from './diff-view.module.css';

const LINES_AT_FIRST = 300;

interface DiffViewProps {
  readonly path: string;
  readonly diff: string;
  readonly additions: number;
  readonly deletions: number;
  readonly isOpenAtFirst: boolean;
}

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = {
  added: '+',
  removed: '−',
  context: '',
  hunk: '',
  note: '',
};

/** One file's exact change: unified, numbered on both sides, signs beside the colours. Long ones are cut until asked for. */
export function DiffView({ path, diff, additions, deletions, isOpenAtFirst }: DiffViewProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const [showsAll, setShowsAll] = useState(false);
  const lines = useMemo(() => (isOpen ? parseDiff(diff) : []), [isOpen, diff]);
  const shown = showsAll ? lines : lines.slice(0, LINES_AT_FIRST);
  return (
    <div className={classes.file}>
      <button
        type="button"
        className={classes.header}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? (
          <ChevronDown size={16} aria-hidden="true" />
        ) : (
          <ChevronRight size={16} aria-hidden="true" />
        )}
        <span className={`mono ${classes.path}`}>{path}</span>
        <span className={`mono ${classes.addedCount}`}>+{formatCount(additions)}</span>
        <span className={`mono ${classes.removedCount}`}>−{formatCount(deletions)}</span>
      </button>
      {isOpen && (
        <div className={classes.body} role="region" aria-label={`Diff of ${path}`} tabIndex={0}>
          <table className={classes.lines}>
            <tbody>
              {shown.map((line, index) => (
                <Line key={index} line={line} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isOpen && shown.length < lines.length && (
        <div className={classes.more}>
          <Button variant="default" size="xs" onClick={() => setShowsAll(true)}>
            Show all {countOf(lines.length, 'line')}
          </Button>
          <span className="quiet small">{countOf(lines.length - shown.length, 'line')} not shown.</span>
        </div>
      )}
    </div>
  );
}

function Line({ line }: { readonly line: DiffLine }) {
  if (line.kind === 'hunk' || line.kind === 'note') {
    return (
      <tr className={classes.line} data-kind={line.kind}>
        <td colSpan={4} className={classes.text}>
          {line.text}
        </td>
      </tr>
    );
  }
  return (
    <tr className={classes.line} data-kind={line.kind}>
      <td className={classes.number}>{line.oldNumber}</td>
      <td className={classes.number}>{line.newNumber}</td>
      <td className={classes.sign}>
        {SIGNS[line.kind]}
        {line.kind !== 'context' && <span className="visually-hidden">{line.kind}</span>}
      </td>
      <td className={classes.text}>{line.text}</td>
    </tr>
  );
}
