import { Link } from 'react-router';
import { graphql } from '../../generated/overview/gql.js';
import type { SeverityNumbersFragment } from '../../generated/overview/graphql.js';
import { countIn, SEVERITIES, type Severity, severityWord } from '../../lib/severity.js';
import { formatCount } from '../../lib/text.js';
import { overviewTexts } from '../../texts/overview.js';
import { SeverityLabel } from '../../ui/severity.js';
import type { DayRange, FindingLinks } from './finding-links.js';
import { fixTime } from './fix-time.js';
import classes from './severity-numbers.module.css';

graphql(/* GraphQL */ `
  fragment SeverityNumbers on Insights {
    days {
      day
      open {
        malicious
        critical
        high
        medium
        low
        none
        total
      }
    }
    sla {
      overdue {
        malicious
        critical
        high
        medium
        low
        none
        total
      }
      dueSoon {
        malicious
        critical
        high
        medium
        low
        none
        total
      }
    }
    timeToRemediate {
      severity
      fixed
      medianSeconds
    }
  }
`);

const texts = overviewTexts.severities;

interface SeverityNumbersProps {
  readonly numbers: SeverityNumbersFragment;
  readonly links: FindingLinks;
  readonly range: DayRange;
  readonly rangeWords: string;
}

/** What is open now, past and near its SLA, and how long fixing takes, by severity; each number is a link. */
export function SeverityNumbers(props: SeverityNumbersProps) {
  const { numbers } = props;
  const open = numbers.days.at(-1)?.open;
  const rows = SEVERITIES.filter(
    (severity) =>
      USUAL.has(severity) ||
      (open !== undefined && countIn(open, severity) > 0) ||
      numbers.timeToRemediate.some((time) => time.severity === severity && time.fixed > 0),
  );
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{texts.severity}</th>
          <th scope="col">{texts.open}</th>
          <th scope="col">{texts.overdue}</th>
          <th scope="col">{texts.dueSoon}</th>
          <th scope="col">{texts.median}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((severity) => (
          <Row key={severity} {...props} severity={severity} />
        ))}
      </tbody>
      <tfoot>
        <Row {...props} severity={null} />
      </tfoot>
    </table>
  );
}

/** Those that have a row even when nothing of them is open. */
const USUAL: ReadonlySet<Severity> = new Set(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']);

function Row({
  numbers,
  links,
  range,
  rangeWords,
  severity,
}: SeverityNumbersProps & { readonly severity: Severity | null }) {
  const what = severity === null ? texts.all : severityWord(severity);
  const open = numbers.days.at(-1)?.open;
  const time = numbers.timeToRemediate.find((each) => (each.severity ?? null) === severity);
  const number = (words: keyof typeof texts.link, value: number, to: string) =>
    value === 0 ? (
      <span className="quiet">0</span>
    ) : (
      <Link to={to} className={classes.number} aria-label={texts.link[words](value, what)}>
        {formatCount(value)}
      </Link>
    );
  return (
    <tr>
      <th scope="row">{severity === null ? what : <SeverityLabel severity={severity} />}</th>
      <td>{number('open', open === undefined ? 0 : countIn(open, severity), links.open(severity))}</td>
      <td>{number('overdue', countIn(numbers.sla.overdue, severity), links.sla('OVERDUE', severity))}</td>
      <td>{number('dueSoon', countIn(numbers.sla.dueSoon, severity), links.sla('DUE_SOON', severity))}</td>
      <td>
        {time === undefined || time.medianSeconds === null || time.medianSeconds === undefined ? (
          <span className="quiet">{texts.noMedian}</span>
        ) : (
          <>
            <span className="nowrap">{fixTime(time.medianSeconds)}</span>{' '}
            <Link
              to={links.fixed(range, severity)}
              className={`small ${classes.number}`}
              aria-label={texts.link.fixed(time.fixed, what)}
              title={texts.ofLong(time.fixed, rangeWords)}
            >
              {texts.of(time.fixed)}
            </Link>
          </>
        )}
      </td>
    </tr>
  );
}
