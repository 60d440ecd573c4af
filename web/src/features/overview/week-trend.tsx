import { lazy, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { graphql } from '../../generated/overview/gql.js';
import type { TrendNumbersFragment } from '../../generated/overview/graphql.js';
import { formatCount } from '../../lib/text.js';
import { dayWords } from '../../lib/time.js';
import { overviewTexts } from '../../texts/overview.js';
import { type FindingLinks, weekRange } from './finding-links.js';
import { fixTime } from './fix-time.js';
import { PatternPatch } from './severity-patterns.js';
import classes from './trend.module.css';
import { Trend } from './trend.js';

graphql(/* GraphQL */ `
  fragment TrendNumbers on Insights {
    since
    until
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
    weeks {
      week
      found {
        total
      }
      fixed {
        total
      }
      medianSeconds
    }
  }
`);

const WeeksChart = lazy(() => import('./weeks-chart.js'));
const texts = overviewTexts.trend.weeks;

interface WeekTrendProps {
  readonly numbers: Pick<TrendNumbersFragment, 'weeks'>;
  readonly links: FindingLinks;
}

/** What was found and what was fixed, week by week. */
export function WeekTrend({ numbers: { weeks }, links }: WeekTrendProps) {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);
  const index = weeks.findIndex(({ week }) => week === chosen);
  const active = index < 0 ? weeks.length - 1 : index;
  const point = weeks[active];
  if (point === undefined) return null;
  const onActive = (at: number) => setChosen(weeks[at]?.week ?? null);
  return (
    <Trend
      name="weeks"
      title={texts.title}
      note={texts.note(
        weeks.reduce((sum, { found }) => sum + found.total, 0),
        weeks.reduce((sum, { fixed }) => sum + fixed.total, 0),
      )}
      count={weeks.length}
      active={active}
      onActive={onActive}
      sliderLabel={texts.slider}
      words={texts.words(dayWords(point.week), point.found.total, point.fixed.total)}
      legend={<Legend />}
      chart={
        <WeeksChart
          weeks={weeks}
          active={active}
          onActive={onActive}
          onChoose={(at, what) => {
            const week = weeks[at]?.week;
            if (week !== undefined) void navigate(links[what](weekRange(week)));
          }}
        />
      }
      readout={<Readout point={point} links={links} />}
      table={<WeekTable weeks={weeks} links={links} />}
    />
  );
}

function Legend() {
  return (
    <>
      <span className={classes.legendEntry}>
        <PatternPatch fill="var(--ground)" stroke="var(--text-quiet)" />
        {texts.found}
      </span>
      <span className={classes.legendEntry}>
        <PatternPatch fill="var(--good)" stroke="var(--good)" />
        {texts.fixed}
      </span>
    </>
  );
}

function Readout({
  point,
  links,
}: Pick<WeekTrendProps, 'links'> & { readonly point: TrendNumbersFragment['weeks'][number] }) {
  const range = weekRange(point.week);
  return (
    <>
      <span>{texts.at(dayWords(point.week))}</span>
      <Link to={links.found(range)}>{texts.foundLink(point.found.total)}</Link>
      <Link to={links.fixed(range)}>{texts.fixedLink(point.fixed.total)}</Link>
      {point.medianSeconds !== null && point.medianSeconds !== undefined && (
        <span className="quiet">{texts.medianOf(fixTime(point.medianSeconds))}</span>
      )}
    </>
  );
}

function WeekTable({ weeks, links }: Pick<TrendNumbersFragment, 'weeks'> & Pick<WeekTrendProps, 'links'>) {
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{texts.title}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.week}</th>
          <th scope="col">{texts.found}</th>
          <th scope="col">{texts.fixed}</th>
          <th scope="col">{texts.median}</th>
        </tr>
      </thead>
      <tbody>
        {weeks.toReversed().map(({ week, found, fixed, medianSeconds }) => (
          <tr key={week}>
            <th scope="row">{dayWords(week)}</th>
            <td>
              <CountLink count={found.total} to={links.found(weekRange(week))} />
            </td>
            <td>
              <CountLink count={fixed.total} to={links.fixed(weekRange(week))} />
            </td>
            <td>
              {medianSeconds === null || medianSeconds === undefined ? (
                <span className="quiet">–</span>
              ) : (
                fixTime(medianSeconds)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CountLink({ count, to }: { readonly count: number; readonly to: string }) {
  return count === 0 ? <span className="quiet">0</span> : <Link to={to}>{formatCount(count)}</Link>;
}
