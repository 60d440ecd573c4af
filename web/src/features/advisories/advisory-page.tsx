import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/advisories/gql.js';
import type { AdvisoryHeaderFragment } from '../../generated/advisories/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { advisoryTexts } from '../../texts/advisories.js';
import { Copyable } from '../../ui/copyable.js';
import { Markdown } from '../../ui/markdown.js';
import { NotFound } from '../../ui/not-found.js';
import { Page, Section } from '../../ui/page.js';
import { Failure, LoadingPage, Notice, PartialFailure } from '../../ui/page-states.js';
import { SeverityLabel } from '../../ui/severity.js';
import { VersionRanges } from '../../ui/version-ranges.js';
import { When } from '../../ui/when.js';
import { AdvisoryProjects } from './advisory-projects.js';
import { AdvisoryRecord } from './advisory-record.js';

const advisoryDocument = graphql(/* GraphQL */ `
  query AdvisoryPage($advisoryId: String!) {
    advisory(advisoryId: $advisoryId) {
      ...AdvisoryHeader
      ...AdvisoryRecord
      details
      affected {
        ecosystem
        name
        ranges
      }
    }
    ...AdvisoryProjects
  }

  fragment AdvisoryHeader on Advisory {
    id
    advisoryId
    aliases
    summary
    severity
    score
    isMalicious
    withdrawnAt
  }
`);

const texts = advisoryTexts.page;
const parent = { to: '/advisories', label: advisoryTexts.title };

/** One advisory: whom it concerns here, which versions, and what it says. */
export function AdvisoryPage() {
  const { advisoryId = '' } = useParams();
  const { data, error, refetch } = useQuery(advisoryDocument, {
    variables: { advisoryId },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const problem = error === undefined ? null : describeError(error);
  const advisory = data?.advisory ?? null;
  if (advisory === null || data === undefined) {
    if (problem === null)
      return data === undefined ? <AdvisoryPageLoading /> : <NotFound what={advisoryTexts.noun[0]} />;
    return (
      <Page title={advisoryId} parent={parent}>
        <Failure problem={problem} retry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page
      title={advisory.summary === '' ? advisory.advisoryId : advisory.summary}
      parent={parent}
      facts={<Header advisory={advisory} />}
      actions={
        <Button component={Link} to={addressOf.advisoryCampaign(advisory.advisoryId)} variant="default">
          {texts.campaign}
        </Button>
      }
    >
      {problem !== null && <PartialFailure problem={problem} retry={() => void refetch()} />}
      <Warnings advisory={advisory} />
      <AdvisoryProjects advisoryId={advisory.advisoryId} projects={data} />
      <Section title={texts.ranges}>
        <VersionRanges affected={advisory.affected} />
      </Section>
      {advisory.details !== '' && (
        <Section title={texts.details}>
          <Markdown text={advisory.details} />
        </Section>
      )}
      <AdvisoryRecord advisory={advisory} />
    </Page>
  );
}

export function AdvisoryPageLoading() {
  return <LoadingPage />;
}

function Header({ advisory }: { readonly advisory: AdvisoryHeaderFragment }) {
  return (
    <>
      <SeverityLabel severity={advisory.severity} score={advisory.score ?? null} />
      <Copyable text={advisory.advisoryId} label={texts.id} />
      {advisory.aliases.map((alias) => (
        <Copyable key={alias} text={alias} label={texts.alias} />
      ))}
    </>
  );
}

function Warnings({ advisory }: { readonly advisory: AdvisoryHeaderFragment }) {
  return (
    <>
      {advisory.withdrawnAt !== null && advisory.withdrawnAt !== undefined && (
        <Notice tone="warn" title={texts.withdrawn}>
          {texts.withdrawnMeans} <When at={advisory.withdrawnAt} />.
        </Notice>
      )}
      {advisory.isMalicious && (
        <Notice tone="bad" title={texts.malicious}>
          {texts.maliciousMeans}
        </Notice>
      )}
    </>
  );
}
