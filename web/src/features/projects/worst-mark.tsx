import { severityWord, type SeverityTally, tallyEntries } from '../../lib/severity.js';
import { formatCount } from '../../lib/text.js';
import { SeverityShape } from '../../ui/mark.js';

/** The worst severity that is open, and how many are; nothing where none is. */
export function WorstMark({ tally }: { readonly tally: SeverityTally }) {
  const [worst] = tallyEntries(tally);
  if (worst === undefined) return null;
  return (
    <span
      className="row nowrap"
      style={{ gap: 4 }}
      title={`${formatCount(worst.count)} ${severityWord(worst.severity)}`}
    >
      <SeverityShape severity={worst.severity} />
      <span className="small">{formatCount(worst.count)}</span>
      <span className="visually-hidden">{severityWord(worst.severity)}</span>
    </span>
  );
}
