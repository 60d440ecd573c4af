import { Link } from 'react-router';
import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationFactsFragment } from '../../generated/integrations/graphql.js';
import { StateMark } from '../../ui/mark.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Facts } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { expiryWords, TOKEN_KINDS } from './integration-words.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

graphql(/* GraphQL */ `
  fragment IntegrationFacts on Integration {
    id
    state
    gitlabVersion
    createdAt
    lastSyncedAt
    lastVerifiedAt
    projectCount
    writableProjectCount
    account {
      name
      username
      webUrl
      isBot
      isAdmin
    }
    token {
      name
      kind
      scopes
      expiresAt
      daysLeft
    }
  }
`);

/** Whose token, its end and scopes, and when it was last used. */
export function IntegrationFacts({ integration }: { readonly integration: IntegrationFactsFragment }) {
  const { account } = integration;
  // What was known of a token that is gone says nothing about now.
  const isGone = integration.state === 'DISCONNECTED';
  const token = isGone ? null : integration.token;
  const expiry = expiryWords(token ?? null, integration.state);
  return (
    <Facts
      facts={[
        {
          label: texts.facts.account,
          value:
            account === null || account === undefined ? (
              texts.facts.notKnown
            ) : (
              <>
                <OutsideLink href={account.webUrl}>
                  {account.name} (@{account.username})
                </OutsideLink>{' '}
                <span className="quiet">{accountKind(account)}</span>
              </>
            ),
        },
        {
          label: texts.facts.token,
          value: <TokenName token={token ?? null} isGone={isGone} />,
        },
        { label: texts.facts.expiry, value: <StateMark tone={expiry.tone}>{expiry.text}</StateMark> },
        {
          label: texts.facts.scopes,
          value:
            token === null || token === undefined ? (
              texts.facts.none
            ) : (
              <span className="mono">{token.scopes.join(', ')}</span>
            ),
        },
        { label: texts.facts.gitlab, value: integration.gitlabVersion ?? texts.facts.versionNotKnown },
        {
          label: texts.facts.projects,
          value: (
            <Link to={`/projects?integrationId=${encodeURIComponent(integration.id)}`}>
              {texts.facts.projectCounts(integration.projectCount, integration.writableProjectCount)}
            </Link>
          ),
        },
        { label: texts.facts.lastSync, value: <When at={integration.lastSyncedAt} /> },
        { label: texts.facts.lastVerified, value: <When at={integration.lastVerifiedAt} /> },
        { label: texts.facts.connected, value: <When at={integration.createdAt} /> },
      ]}
    />
  );
}

function accountKind({ isBot, isAdmin }: { readonly isBot: boolean; readonly isAdmin: boolean }): string {
  if (isBot) return isAdmin ? texts.facts.botAdministrator : texts.facts.bot;
  return isAdmin ? texts.facts.personAdministrator : texts.facts.person;
}

function TokenName({
  token,
  isGone,
}: {
  readonly token: IntegrationFactsFragment['token'] | null;
  readonly isGone: boolean;
}) {
  const kind = token?.kind ?? null;
  if (kind === 'OAUTH') return <>{TOKEN_KINDS.OAUTH}</>;
  return (
    <>
      {token?.name ?? <span className="quiet">{isGone ? texts.facts.none : texts.facts.withoutName}</span>}
      {kind !== null && <span className="quiet"> {TOKEN_KINDS[kind]}</span>}
    </>
  );
}
