import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useLiveJob } from '../../apollo/live-job.js';
import type { IntegrationCardFragment } from '../../generated/integrations/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { countOf } from '../../lib/text.js';
import { isJobActive, JobLine } from '../../ui/job-line.js';
import { Notice } from '../../ui/page-states.js';
import { syncJobDocument } from './sync-job.js';

/** What comes after connecting: how many projects there are, the first reading as it goes, and the ways on. */
export function Connected({ integration }: { readonly integration: IntegrationCardFragment }) {
  const { data, refetch } = useQuery(syncJobDocument, {
    variables: { id: integration.id },
    pollInterval: 2000,
  });
  const node = data?.node?.__typename === 'Integration' ? data.node : null;
  const job = node?.syncJob ?? null;
  useLiveJob(job !== null && isJobActive(job.state) ? job.id : null, () => void refetch());
  const projectCount = node?.projectCount ?? integration.projectCount;
  return (
    <div className="stack">
      <Notice tone="good" title={`${integration.name} is connected.`}>
        {projectCount > 0
          ? `${countOf(projectCount, 'project')} so far. Backline now reads what each depends on.`
          : 'Backline now looks for the projects that the token is a member of.'}
      </Notice>
      {job !== null && <JobLine job={job} />}
      <div className="row">
        <Button component={Link} to="/projects">
          See the projects
        </Button>
        <Button component={Link} to={addressOf.integration(integration.id)} variant="default">
          See the integration
        </Button>
      </div>
    </div>
  );
}
