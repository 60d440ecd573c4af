import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationCardFragment } from '../../generated/integrations/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { StateMark } from '../../ui/mark.js';
import { Facts } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { expiryWords, INTEGRATION_STATES } from './integration-words.js';
import classes from './integrations-page.module.css';
import { integrationTexts as texts } from '../../texts/integrations.js';

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
          { label: texts.facts.address, value: <span className="mono">{integration.baseUrl}</span> },
          {
            label: texts.facts.account,
            value:
              integration.account === null || integration.account === undefined
                ? texts.facts.notKnown
                : `@${integration.account.username}`,
          },
          { label: texts.facts.token, value: <StateMark tone={expiry.tone}>{expiry.text}</StateMark> },
          { label: texts.facts.lastSync, value: <When at={integration.lastSyncedAt} /> },
          {
            label: texts.facts.projects,
            value: (
              <Link to={`/projects?integrationId=${encodeURIComponent(integration.id)}`}>
                {texts.facts.projectCounts(integration.projectCount, integration.writableProjectCount)}
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
    <article className={classes.card} aria-label={texts.hub.gitlab}>
      <div className={classes.head}>
        <span className={classes.name}>{texts.hub.gitlab}</span>
        <StateMark tone="off">{texts.hub.notConnected}</StateMark>
      </div>
      <p className="quiet">{texts.hub.about}</p>
      <div className={classes.foot}>
        <Button component={Link} to={addressOf.connectGitLab}>
          {texts.hub.connect}
        </Button>
      </div>
    </article>
  );
}
