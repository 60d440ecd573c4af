import { Link } from 'react-router';
import { graphql } from '../../generated/overview/gql.js';
import type { AttentionEntryFragment } from '../../generated/overview/graphql.js';
import { StateMark } from '../../ui/mark.js';
import { Notice } from '../../ui/page-states.js';
import { attentionStep } from './attention-address.js';
import classes from './attention-list.module.css';

graphql(/* GraphQL */ `
  fragment AttentionEntry on AttentionItem {
    code
    count
    message
  }
`);

/** What waits for a person, each line a link to where it is done. */
export function AttentionList({ entries }: { readonly entries: readonly AttentionEntryFragment[] }) {
  if (entries.length === 0) {
    return (
      <Notice tone="good" title="Nothing waits for you.">
        Backline works on by itself and says here when it needs a decision.
      </Notice>
    );
  }
  return (
    <ul className={`plain-list ${classes.list}`}>
      {entries.map((entry) => {
        const step = attentionStep(entry.code);
        return (
          <li key={entry.code}>
            <Link to={step.to} className={classes.entry}>
              <StateMark tone={step.tone}>{entry.message}</StateMark>
              <span className={classes.action}>{step.action}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
