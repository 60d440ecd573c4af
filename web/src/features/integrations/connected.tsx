import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useLiveJob } from '../../apollo/live-job.js';
import type { IntegrationCardFragment } from '../../generated/integrations/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { integrationTexts } from '../../texts/integrations.js';
import { isJobActive, JobLine } from '../../ui/job-line.js';
import { Notice } from '../../ui/page-states.js';
import { syncJobDocument } from './sync-job.js';

const texts = integrationTexts.connect;

/** What comes after connecting: the projects as they are found, the first plans, and the ways on. */
export function Connected({ integration }: { readonly integration: IntegrationCardFragment }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { data, refetch } = useQuery(syncJobDocument, {
    variables: { id: integration.id },
    pollInterval: 2000,
  });
  const node = data?.node?.__typename === 'Integration' ? data.node : null;
  const job = node?.syncJob ?? null;
  useLiveJob(job !== null && isJobActive(job.state) ? job.id : null, () => void refetch());
  const projectCount = node?.projectCount ?? integration.projectCount;
  const planCount = data?.remediationPlans.totalCount ?? 0;
  return (
    <div className="stack" ref={box} tabIndex={-1} style={{ outline: 'none' }}>
      <Notice tone="good" title={texts.connected(integration.name)}>
        {projectCount > 0 ? texts.found(projectCount) : texts.looking}
      </Notice>
      {job !== null && <JobLine job={job} />}
      <p aria-live="polite">{planCount > 0 ? texts.plansReady(planCount) : texts.plansToCome}</p>
      <div className="row">
        {planCount > 0 ? (
          <Button component={Link} to="/plans">
            {texts.reviewPlans}
          </Button>
        ) : (
          <Button component={Link} to="/">
            {texts.overview}
          </Button>
        )}
        <Button component={Link} to="/projects" variant="default">
          {texts.seeProjects}
        </Button>
        <Button component={Link} to={addressOf.integration(integration.id)} variant="default">
          {texts.seeIntegration}
        </Button>
      </div>
    </div>
  );
}
