import { Link } from 'react-router';
import { graphql } from '../../generated/overview/gql.js';
import { overviewTexts } from '../../texts/overview.js';
import { StateMark } from '../../ui/mark.js';
import { Notice } from '../../ui/page-states.js';
import { type AttentionLine } from './attention-lines.js';
import classes from './attention-list.module.css';

graphql(/* GraphQL */ `
  fragment AttentionEntry on AttentionItem {
    code
    count
    message
  }
`);

const texts = overviewTexts.attention;

/** What waits for a person, each line a link to where it is done. */
export function AttentionList({ lines }: { readonly lines: readonly AttentionLine[] }) {
  if (lines.length === 0) {
    return (
      <Notice tone="good" title={texts.none}>
        {texts.noneNext}
      </Notice>
    );
  }
  return (
    <ul className={`plain-list ${classes.list}`} aria-label={texts.title}>
      {lines.map((line) => (
        <li key={line.code}>
          <Link to={line.to} className={classes.entry}>
            <span className={classes.what}>
              <StateMark tone={line.tone}>{line.message}</StateMark>
              {line.why !== null && <span className={classes.why}>{line.why}</span>}
            </span>
            <span className={classes.action}>{line.action}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
