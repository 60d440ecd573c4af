import { graphql } from '../../generated/integrations/gql.js';
import type { CheckFragment } from '../../generated/integrations/graphql.js';
import { StateMark } from '../../ui/mark.js';
import { CHECK_STATES, showChecks } from './check-list.js';
import classes from './checks.module.css';
import { integrationTexts as texts } from '../../texts/integrations.js';

graphql(/* GraphQL */ `
  fragment Check on ConnectionCheck {
    name
    label
    state
    message
    remedy
    code
  }
`);

/** The checks of a connection, one a line, read out as they come. */
export function Checks({ checks }: { readonly checks: readonly CheckFragment[] }) {
  return (
    <ol className={`plain-list ${classes.checks}`} aria-label={texts.checks.title} aria-live="polite">
      {showChecks(checks).map((check) => {
        const state = CHECK_STATES[check.state];
        return (
          <li key={check.name} className={classes.check} data-state={check.state}>
            <div className={classes.head}>
              <span>{check.label}</span>
              <StateMark tone={state.tone}>{state.label}</StateMark>
            </div>
            {check.message !== '' && <p className="small quiet">{check.message}</p>}
            {check.remedy !== null && <p className={classes.remedy}>{check.remedy}</p>}
          </li>
        );
      })}
    </ol>
  );
}
