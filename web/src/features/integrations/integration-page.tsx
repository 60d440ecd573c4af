import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { useLiveJob } from '../../apollo/live-job.js';
import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationDetailFragment } from '../../generated/integrations/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { isJobActive, JobLine } from '../../ui/job-line.js';
import { StateMark } from '../../ui/mark.js';
import { NotFound } from '../../ui/not-found.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Page, Section } from '../../ui/page.js';
import { Failure, LoadingPage, Notice } from '../../ui/page-states.js';
import { Checks } from './checks.js';
import { IntegrationActions } from './integration-actions.js';
import { IntegrationFacts } from './integration-facts.js';
import { IntegrationHistory } from './integration-history.js';
import { IntegrationRegistries } from './integration-registries.js';
import { IntegrationRights } from './integration-rights.js';
import { IntegrationSettings } from './integration-settings.js';
import { AccessChanges } from './access-changes.js';
import classes from './integration-page.module.css';
import { INTEGRATION_STATES } from './integration-words.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

const integrationDocument = graphql(/* GraphQL */ `
  query IntegrationPage($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Integration {
        ...IntegrationDetail
      }
    }
  }

  fragment IntegrationDetail on Integration {
    id
    name
    baseUrl
    state
    stateReason
    checks {
      ...Check
    }
    warnings {
      code
      message
    }
    syncJob {
      ...SyncJob
    }
    ...IntegrationFacts
    ...IntegrationRegistries
    ...IntegrationSettings
    ...IntegrationRights
  }
`);

/** One connected GitLab: its token, its state, its checks, and what can be done with it. */
export function IntegrationPage() {
  const { integrationId = '' } = useParams();
  const { data, error, refetch } = useQuery(integrationDocument, {
    variables: { id: integrationId },
    fetchPolicy: 'cache-and-network',
    pollInterval: 10_000,
  });
  const integration = data?.node?.__typename === 'Integration' ? data.node : null;
  if (integration === null) {
    if (error !== undefined) {
      return (
        <Page title={texts.page.one} parent={{ to: '/integrations', label: texts.hub.title }}>
          <Failure problem={describeError(error)} retry={() => void refetch()} />
        </Page>
      );
    }
    return data === undefined ? <IntegrationPageLoading /> : <NotFound what="integration" />;
  }
  return <Integration integration={integration} refetch={() => void refetch()} />;
}

export function IntegrationPageLoading() {
  return <LoadingPage />;
}

function Integration({
  integration,
  refetch,
}: {
  readonly integration: IntegrationDetailFragment;
  readonly refetch: () => void;
}) {
  const state = INTEGRATION_STATES[integration.state];
  const job = integration.syncJob ?? null;
  const activeJob = job !== null && isJobActive(job.state) ? job : null;
  useLiveJob(activeJob?.id ?? null, refetch);
  return (
    <Page
      title={integration.name}
      parent={{ to: '/integrations', label: texts.hub.title }}
      facts={
        <>
          <StateMark tone={state.tone}>{state.label}</StateMark>
          <OutsideLink href={integration.baseUrl}>{integration.baseUrl}</OutsideLink>
          <Link to={addressOf.integrationPolicy(integration.id)}>{texts.page.policy}</Link>
        </>
      }
      actions={<IntegrationActions integration={integration} onChanged={refetch} />}
    >
      {integration.stateReason !== null && integration.stateReason !== undefined && (
        <Notice tone={state.tone === 'bad' ? 'bad' : 'warn'} title={integration.stateReason} />
      )}
      {integration.warnings.map((warning) => (
        <Notice key={warning.code} tone="warn" title={warning.message} />
      ))}
      {activeJob !== null && <JobLine job={activeJob} />}
      <div className={classes.columns}>
        <Section title={texts.page.token}>
          <IntegrationFacts integration={integration} />
          <AccessChanges baseUrl={integration.baseUrl} isConsent={integration.token?.kind === 'OAUTH'} />
        </Section>
        <Section title={integration.state === 'DISCONNECTED' ? texts.checks.title : texts.checks.last}>
          {integration.state === 'DISCONNECTED' ? (
            <p className="quiet">{texts.checks.noneWhileDisconnected}</p>
          ) : (
            <Checks checks={integration.checks} />
          )}
        </Section>
      </div>
      <IntegrationRights integration={integration} />
      <IntegrationSettings integration={integration} />
      <IntegrationRegistries integration={integration} />
      <IntegrationHistory integrationId={integration.id} />
    </Page>
  );
}
