import { type Severity, type SeverityTally, severityWord, tallyEntries } from '../lib/severity.js';
import { formatCount } from '../lib/text.js';
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
        <span className="quiet" title="CVSS score, from 0 to 10">
          {score.toFixed(1)}
        </span>
      )}
    </span>
  );
}

/** Counts by severity, worst first: shape and number, the word for those who hover or listen. */
export function SeverityCounts({
  tally,
  none = 'None',
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
