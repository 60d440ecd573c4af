import { type Severity, type SeverityTally, severityWord, tallyEntries } from '../lib/severity.js';
import type { Knowledge } from '../lib/knowledge.js';
import { formatCount } from '../lib/text.js';
import { uiTexts } from '../texts/ui.js';
import { SeverityShape } from './mark.js';
import classes from './severity.module.css';

/** A severity in its shape, colour and word, with the score where there is one. */
export function SeverityLabel({
  severity,
  score,
}: {
  readonly severity: Severity;
  readonly score?: number | null;
}) {
  return (
    <span className={classes.label}>
      <SeverityShape severity={severity} />
      <span>{severityWord(severity)}</span>
      {score !== null && score !== undefined && (
        <span className="quiet" title={uiTexts.score}>
          {score.toFixed(1)}
        </span>
      )}
    </span>
  );
}

/** Counts by severity, worst first: shape and number, the word for those who hover or listen. */
export function SeverityCounts({
  tally,
  none = uiTexts.none,
}: {
  readonly tally: SeverityTally;
  readonly none?: string;
}) {
  const entries = tallyEntries(tally);
  if (entries.length === 0) return <span className="quiet">{none}</span>;
  return (
    <span className={classes.counts}>
      {entries.map(({ severity, count }) => (
        <span
          key={severity}
          className={classes.label}
          title={`${formatCount(count)} ${severityWord(severity)}`}
        >
          <SeverityShape severity={severity} />
          <span>{formatCount(count)}</span>
          <span className="visually-hidden">{severityWord(severity)}</span>
        </span>
      ))}
    </span>
  );
}

/** Open findings with how far the number may be believed: never "none" of what was not read. */
export function KnownCounts({
  tally,
  knowledge,
  none = uiTexts.none,
  unknown = uiTexts.notKnown,
}: {
  readonly tally: SeverityTally;
  readonly knowledge: Knowledge;
  readonly none?: string;
  readonly unknown?: string;
}) {
  if (knowledge.kind === 'whole') return <SeverityCounts tally={tally} none={none} />;
  const counts =
    knowledge.kind === 'locked' ? (
      <SeverityCounts tally={tally} none={uiTexts.ofLocked(none)} />
    ) : (
      <SeverityCounts tally={tally} none={unknown} />
    );
  if (knowledge.kind === 'locked' && tally.total === 0)
    return <span title={`${knowledge.why}.`}>{counts}</span>;
  return (
    <span className={classes.known}>
      {counts}
      <span className="quiet small">{tally.total > 0 ? uiTexts.atLeast(knowledge.why) : knowledge.why}</span>
    </span>
  );
}
