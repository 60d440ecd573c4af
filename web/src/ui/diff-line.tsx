import { memo } from 'react';
import type { DiffLine } from '../lib/diff.js';
import { changedPart, type SplitRow, type UnifiedRow } from '../lib/diff-rows.js';
import { diffTexts } from '../texts/diff.js';
import classes from './diff-view.module.css';

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = {
  added: '+',
  removed: '−',
  context: '',
  hunk: '',
  note: '',
};

/** So many characters of a line are shown: minified files have lines of megabytes. */
const LONGEST = 1_000;

/** A line with both numbers, its sign, and what is new in it marked. */
export const UnifiedLine = memo(function UnifiedLine({
  row: { line, partner },
}: {
  readonly row: UnifiedRow;
}) {
  if (line.kind === 'hunk' || line.kind === 'note') return <WholeLine line={line} />;
  return (
    <div className={classes.line} data-kind={line.kind}>
      <LineNumber value={line.oldNumber} />
      <LineNumber value={line.newNumber} />
      <Sign kind={line.kind} />
      <Code text={line.text} partner={partner} />
    </div>
  );
});

/** Old and new beside each other; an empty side where there is nothing. */
export const SplitLine = memo(function SplitLine({ row }: { readonly row: SplitRow }) {
  if (row.kind === 'whole') return <WholeLine line={row.line} />;
  const isContext = row.old === row.new;
  return (
    <div className={classes.line} data-split>
      <Side line={row.old} number={row.old?.oldNumber ?? null} partner={isContext ? null : row.new} />
      <Side line={row.new} number={row.new?.newNumber ?? null} partner={isContext ? null : row.old} />
    </div>
  );
});

function Side({
  line,
  number,
  partner,
}: {
  readonly line: DiffLine | null;
  readonly number: number | null;
  readonly partner: DiffLine | null;
}) {
  if (line === null) return <div className={classes.side} data-kind="none" />;
  return (
    <div className={classes.side} data-kind={line.kind}>
      <LineNumber value={number} />
      <Sign kind={line.kind} />
      <Code text={line.text} partner={partner?.text ?? null} />
    </div>
  );
}

function WholeLine({ line }: { readonly line: DiffLine }) {
  return (
    <div className={classes.line} data-kind={line.kind}>
      <span className={classes.text}>{line.text.slice(0, LONGEST)}</span>
    </div>
  );
}

/** Drawn from an attribute, so that neither copying nor the browser's search takes it for code. */
function LineNumber({ value }: { readonly value: number | null }) {
  return <span className={classes.number} data-number={value ?? ''} aria-hidden="true" />;
}

function Sign({ kind }: { readonly kind: DiffLine['kind'] }) {
  if (kind === 'context') return <span className={classes.sign} />;
  return (
    <span className={classes.sign}>
      <span aria-hidden="true">{SIGNS[kind]}</span>
      <span className="visually-hidden">{kind === 'added' ? diffTexts.added : diffTexts.removed}</span>
    </span>
  );
}

function Code({ text, partner }: { readonly text: string; readonly partner: string | null }) {
  if (text.length > LONGEST) {
    return (
      <span className={classes.text}>
        {text.slice(0, LONGEST)}
        <span className={classes.cut}>{diffTexts.cut(text.length - LONGEST)}</span>
      </span>
    );
  }
  const [before, changed, after] = changedPart(text, partner);
  return (
    <span className={classes.text}>
      {before}
      {changed !== '' && <span className={classes.changed}>{changed}</span>}
      {after}
    </span>
  );
}
