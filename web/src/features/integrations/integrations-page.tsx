import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/integrations/gql.js';
import { addressOf } from '../../lib/addresses.js';
import { Page, Section } from '../../ui/page.js';
import { Failure, LoadingPage } from '../../ui/page-states.js';
import { IntegrationCard, NotConnectedCard } from './integration-card.js';
import classes from './integrations-page.module.css';
import { integrationTexts as texts } from '../../texts/integrations.js';

const integrationsDocument = graphql(/* GraphQL */ `
  query IntegrationsPage {
    integrations(first: 100) {
      nodes {
        id
        ...IntegrationCard
      }
    }
  }
`);

/** The Integration Hub: what Backline is connected to, and what it can be connected to. */
export function IntegrationsPage() {
  const { data, error, refetch } = useQuery(integrationsDocument, {
    fetchPolicy: 'cache-and-network',
    pollInterval: 15_000,
  });
  if (data === undefined && error === undefined) return <IntegrationsPageLoading />;
  const integrations = data?.integrations.nodes ?? [];
  const connect = (
    <Button component={Link} to={addressOf.connectGitLab} variant="default">
      {texts.hub.connectAnother}
    </Button>
  );
  return (
    <Page title={texts.hub.title} actions={integrations.length > 0 ? connect : undefined}>
      {error !== undefined && <Failure problem={describeError(error)} retry={() => void refetch()} />}
      {data !== undefined && (
        <Section title={texts.hub.gitlab}>
          <div className={classes.cards}>
            {integrations.length === 0 && <NotConnectedCard />}
            {integrations.map((integration) => (
              <IntegrationCard key={integration.id} integration={integration} />
            ))}
          </div>
        </Section>
      )}
    </Page>
  );
}

export function IntegrationsPageLoading() {
  return <LoadingPage />;
}
