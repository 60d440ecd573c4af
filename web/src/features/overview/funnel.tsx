import { Link } from 'react-router';
import { graphql } from '../../generated/overview/gql.js';
import type { FunnelNumbersFragment } from '../../generated/overview/graphql.js';
import { formatCount } from '../../lib/text.js';
import { overviewTexts } from '../../texts/overview.js';
import { type DayRange, type FindingLinks, type Stage, STAGES } from './finding-links.js';
import classes from './funnel.module.css';

graphql(/* GraphQL */ `
  fragment FunnelNumbers on Insights {
    funnel {
      found
      planned
      approved
      opened
      merged
    }
  }
`);

const texts = overviewTexts.funnel;

/** How far the findings of a time came: each stage as a bar, its count a link to those that came so far. */
export function Funnel({
  numbers: { funnel },
  links,
  range,
}: {
  readonly numbers: FunnelNumbersFragment;
  readonly links: FindingLinks;
  readonly range: DayRange;
}) {
  const counts: Readonly<Record<Stage, number>> = {
    FOUND: funnel.found,
    PLANNED: funnel.planned,
    APPROVED: funnel.approved,
    OPENED: funnel.opened,
    MERGED: funnel.merged,
  };
  return (
    <ol className={`plain-list ${classes.funnel}`} aria-label={texts.title}>
      {STAGES.map((stage) => {
        const percent = funnel.found === 0 ? 0 : Math.round((counts[stage] / funnel.found) * 100);
        return (
          <li key={stage} className={classes.stage}>
            <span>{texts.stages[stage]}</span>
            <span className={classes.track} aria-hidden="true">
              <span className={classes.bar} style={{ width: `${percent}%` }} />
            </span>
            {counts[stage] === 0 ? (
              <span className={classes.count}>0</span>
            ) : (
              <Link
                to={links.stage(range, stage)}
                className={classes.count}
                aria-label={`${formatCount(counts[stage])} ${texts.stages[stage]}`}
              >
                {formatCount(counts[stage])}
              </Link>
            )}
            <span className={classes.percent}>{funnel.found === 0 ? '' : texts.percent(percent)}</span>
          </li>
        );
      })}
    </ol>
  );
}
