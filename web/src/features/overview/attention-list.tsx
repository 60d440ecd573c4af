import { Link } from 'react-router';
import { graphql } from '../../generated/overview/gql.js';
import { StateMark } from '../../ui/mark.js';
import { Notice } from '../../ui/page-states.js';
import { type AttentionLine } from './attention-address.js';
import classes from './attention-list.module.css';

graphql(/* GraphQL */ `
  fragment AttentionEntry on AttentionItem {
    code
    count
    message
  }
`);

/** What waits for a person, each line a link to where it is done. */
export function AttentionList({ lines }: { readonly lines: readonly AttentionLine[] }) {
  if (lines.length === 0) {
    return (
      <Notice tone="good" title="Nothing waits for you.">
        Backline works on by itself and says here when it needs a decision.
      </Notice>
    );
  }
  return (
    <ul className={`plain-list ${classes.list}`}>
      {lines.map((line) => (
        <li key={line.to + line.message}>
          <Link to={line.to} className={classes.entry}>
            <StateMark tone={line.tone}>{line.message}</StateMark>
            <span className={classes.action}>{line.action}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
