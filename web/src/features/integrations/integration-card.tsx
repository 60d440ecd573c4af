import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationCardFragment } from '../../generated/integrations/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { StateMark } from '../../ui/mark.js';
import { Facts } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { expiryWords, INTEGRATION_STATES, projectWords } from './integration-words.js';
import classes from './integrations-page.module.css';

graphql(/* GraphQL */ `
  fragment IntegrationCard on Integration {
    id
    name
    baseUrl
    state
    stateReason
    account {
      username
    }
    token {
      expiresAt
      daysLeft
    }
    lastSyncedAt
    projectCount
    writableProjectCount
  }
`);

/** One connected GitLab. */
export function IntegrationCard({ integration }: { readonly integration: IntegrationCardFragment }) {
  const state = INTEGRATION_STATES[integration.state];
  const expiry = expiryWords(integration.token ?? null, integration.state);
  return (
    <article className={classes.card} aria-label={integration.name}>
      <div className={classes.head}>
        <Link to={addressOf.integration(integration.id)} className={classes.name}>
          {integration.name}
        </Link>
        <StateMark tone={state.tone}>{state.label}</StateMark>
      </div>
      {integration.stateReason !== null && integration.stateReason !== undefined && (
        <p>{integration.stateReason}</p>
      )}
      <Facts
        facts={[
          { label: 'Address', value: <span className="mono">{integration.baseUrl}</span> },
          {
            label: 'Account',
            value:
              integration.account === null || integration.account === undefined
                ? 'Not known'
                : `@${integration.account.username}`,
          },
          { label: 'Token', value: <StateMark tone={expiry.tone}>{expiry.text}</StateMark> },
          { label: 'Last sync', value: <When at={integration.lastSyncedAt} /> },
          {
            label: 'Projects',
            value: (
              <Link to={`/projects?integration=${encodeURIComponent(integration.id)}`}>
                {projectWords(integration.projectCount, integration.writableProjectCount)}
              </Link>
            ),
          },
        ]}
      />
    </article>
  );
}

/** The kind that is not connected yet. */
export function NotConnectedCard() {
  return (
    <article className={classes.card} aria-label="GitLab">
      <div className={classes.head}>
        <span className={classes.name}>GitLab</span>
        <StateMark tone="off">Not connected</StateMark>
      </div>
      <p className="quiet">
        gitlab.com or self-managed. Backline reads every project that the token is a member of, and writes
        nothing before a person approves it.
      </p>
      <div className={classes.foot}>
        <Button component={Link} to={addressOf.connectGitLab}>
          Connect GitLab
        </Button>
      </div>
    </article>
  );
}
