import { lazy, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { TrendNumbersFragment } from '../../generated/overview/graphql.js';
import { countIn, SEVERITIES, type Severity, severityWord } from '../../lib/severity.js';
import { formatCount } from '../../lib/text.js';
import { dayWords } from '../../lib/time.js';
import { overviewTexts } from '../../texts/overview.js';
import { SeverityLabel } from '../../ui/severity.js';
import type { FindingLinks } from './finding-links.js';
import { colorOf, PatternPatch, patternOf, SeverityPatterns } from './severity-patterns.js';
import classes from './trend.module.css';
import { Trend } from './trend.js';

const OpenChart = lazy(() => import('./open-chart.js'));
const texts = overviewTexts.trend.open;

interface OpenTrendProps {
  readonly numbers: Pick<TrendNumbersFragment, 'days'>;
  readonly links: FindingLinks;
  readonly today: string;
}

/** Open findings by severity over time. */
export function OpenTrend({ numbers: { days }, links, today }: OpenTrendProps) {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);
  const found = days.findIndex(({ day }) => day === chosen);
  const active = found < 0 ? days.length - 1 : found;
  const point = days[active];
  if (point === undefined) return null;
  const present = SEVERITIES.filter((severity) => days.some(({ open }) => countIn(open, severity) > 0));
  const severities = present.length > 0 ? present : USUAL;
  return (
    <>
      <SeverityPatterns severities={severities} />
      <Trend
        name="open"
        title={texts.title}
        note={texts.note(days[0]?.open.total ?? 0, days.at(-1)?.open.total ?? 0)}
        count={days.length}
        active={active}
        onActive={(index) => setChosen(days[index]?.day ?? null)}
        sliderLabel={texts.slider}
        words={[
          texts.at(dayWords(point.day), point.open.total),
          ...severities.map((each) => `${severityWord(each)} ${formatCount(countIn(point.open, each))}`),
        ].join(', ')}
        legend={severities.map((severity) => (
          <span key={severity} className={classes.legendEntry}>
            <PatternPatch fill={`url(#${patternOf(severity)})`} stroke={colorOf(severity)} />
            {severityWord(severity)}
          </span>
        ))}
        chart={
          <OpenChart
            days={days}
            severities={severities}
            active={active}
            onActive={(index) => setChosen(days[index]?.day ?? null)}
            onChoose={(index) => void navigate(links.openAt(days[index]?.day ?? today, today, null))}
          />
        }
        readout={
          <>
            <Link to={links.openAt(point.day, today, null)}>
              {texts.at(dayWords(point.day), point.open.total)}
            </Link>
            {severities
              .filter((severity) => countIn(point.open, severity) > 0)
              .map((severity) => (
                <Link key={severity} to={links.openAt(point.day, today, severity)}>
                  {severityWord(severity)} {formatCount(countIn(point.open, severity))}
                </Link>
              ))}
          </>
        }
        table={<OpenTable days={days} severities={severities} links={links} today={today} />}
      />
    </>
  );
}

const USUAL: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

function OpenTable({
  days,
  severities,
  links,
  today,
}: Pick<TrendNumbersFragment, 'days'> &
  Pick<OpenTrendProps, 'links' | 'today'> & { readonly severities: readonly Severity[] }) {
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{texts.title}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.day}</th>
          {severities.map((severity) => (
            <th key={severity} scope="col">
              <SeverityLabel severity={severity} />
            </th>
          ))}
          <th scope="col">{texts.total}</th>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map(({ day, open }) => (
          <tr key={day}>
            <th scope="row">{dayWords(day)}</th>
            {[...severities, null].map((severity) => (
              <td key={severity ?? 'all'}>
                {countIn(open, severity) === 0 ? (
                  <span className="quiet">0</span>
                ) : (
                  <Link to={links.openAt(day, today, severity)}>{formatCount(countIn(open, severity))}</Link>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
