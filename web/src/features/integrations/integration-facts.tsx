import { Link } from 'react-router';
import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationFactsFragment } from '../../generated/integrations/graphql.js';
import { StateMark } from '../../ui/mark.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Facts } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { expiryWords, projectWords, TOKEN_KINDS } from './integration-words.js';

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
          label: 'Account',
          value:
            account === null || account === undefined ? (
              'Not known'
            ) : (
              <>
                <OutsideLink href={account.webUrl}>
                  {account.name} (@{account.username})
                </OutsideLink>{' '}
                <span className="quiet">
                  {account.isBot ? 'A bot' : 'A person'}
                  {account.isAdmin && ', an administrator'}
                </span>
              </>
            ),
        },
        {
          label: 'Token',
          value: <TokenName token={token ?? null} isGone={isGone} />,
        },
        { label: 'Expiry', value: <StateMark tone={expiry.tone}>{expiry.text}</StateMark> },
        {
          label: 'Scopes',
          value:
            token === null || token === undefined ? (
              'None'
            ) : (
              <span className="mono">{token.scopes.join(', ')}</span>
            ),
        },
        { label: 'GitLab', value: integration.gitlabVersion ?? 'Version not known' },
        {
          label: 'Projects',
          value: (
            <Link to={`/projects?integration=${encodeURIComponent(integration.id)}`}>
              {projectWords(integration.projectCount, integration.writableProjectCount)}
            </Link>
          ),
        },
        { label: 'Last sync', value: <When at={integration.lastSyncedAt} /> },
        { label: 'Last verified', value: <When at={integration.lastVerifiedAt} /> },
        { label: 'Connected', value: <When at={integration.createdAt} /> },
      ]}
    />
  );
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
      {token?.name ?? <span className="quiet">{isGone ? 'None' : 'Without a name'}</span>}
      {kind !== null && <span className="quiet"> {TOKEN_KINDS[kind]}</span>}
    </>
  );
}
