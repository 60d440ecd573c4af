import { useApolloClient, useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { Outlet, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { useLiveJob } from '../../apollo/live-job.js';
import { graphql } from '../../generated/projects/gql.js';
import { addressOf } from '../../lib/addresses.js';
import { projectTexts } from '../../texts/projects.js';
import { isJobActive, JobLine } from '../../ui/job-line.js';
import { NotFound } from '../../ui/not-found.js';
import { Page } from '../../ui/page.js';
import { ExpiredIntegration, Failure, LoadingPage, PartialFailure } from '../../ui/page-states.js';
import { TabLinks } from '../../ui/tab-links.js';
import { AnalyzeButton } from './analyze-button.js';
import { ProjectFacts } from './project-facts.js';
import { ProjectHealth } from './project-health.js';
import { ProjectNext } from './project-next.js';
import { ProjectNotices } from './project-notices.js';

const projectDocument = graphql(/* GraphQL */ `
  query ProjectPage($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Project {
        path
        problemCount
        integration {
          id
          name
          state
        }
        jobs(first: 1) {
          nodes {
            id
            name
            title
            state
            subjectName
            isCancelRequested
            attempts
            startedAt
            finishedAt
            waitingFor
            result
            progress {
              done
              total
              message
            }
            error {
              code
              message
            }
          }
        }
        ...ProjectFacts
        ...ProjectHealth
        ...ProjectNext
        ...ProjectNotices
        ...AnalyzeButton
      }
    }
  }
`);

const texts = projectTexts.page;
const PARENT = { to: '/projects', label: projectTexts.title };

/** One project: what it is, how its analysis goes, and the tabs, which are pages of their own. */
export function ProjectPage() {
  const { projectId = '' } = useParams();
  const { data, error, refetch } = useQuery(projectDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
    pollInterval: 10_000,
  });
  const project = data?.node?.__typename === 'Project' ? data.node : null;
  const lastJob = project?.jobs.nodes[0];
  const activeJob = lastJob !== undefined && isJobActive(lastJob.state) ? lastJob : null;
  useLiveJob(activeJob?.id ?? null, () => void refetch());
  useFreshTabs(`${project?.lastAnalysis?.analyzedAt ?? ''} ${activeJob?.id ?? ''}`);

  if (project === null) {
    if (error !== undefined) {
      return (
        <Page title={projectTexts.one} parent={PARENT}>
          <Failure problem={describeError(error)} retry={() => void refetch()} />
        </Page>
      );
    }
    return data === undefined ? <ProjectPageLoading /> : <NotFound what="project" />;
  }
  return (
    <Page
      title={project.path}
      parent={PARENT}
      facts={<ProjectFacts project={project} />}
      actions={<AnalyzeButton project={project} onQueued={() => void refetch()} />}
    >
      {error !== undefined && <PartialFailure problem={describeError(error)} retry={() => void refetch()} />}
      <ExpiredIntegration integration={project.integration} />
      {activeJob === null ? <ProjectNext project={project} /> : <JobLine job={activeJob} />}
      <ProjectNotices project={project} />
      <ProjectHealth project={project} />
      <TabLinks label={texts.tabs} base={addressOf.project(projectId)} tabs={tabsOf(project.problemCount)} />
      <Outlet />
    </Page>
  );
}

/** Asks again for what the open tab shows as soon as an analysis or a planning has ended. */
function useFreshTabs(stage: string): void {
  const client = useApolloClient();
  const seen = useRef<string | null>(null);
  useEffect(() => {
    const isFirst = seen.current === null || seen.current.trim() === '';
    seen.current = stage;
    if (!isFirst) void client.refetchQueries({ include: 'active' });
  }, [client, stage]);
}

export function ProjectPageLoading() {
  return <LoadingPage />;
}

function tabsOf(problemCount: number) {
  return [
    { path: 'findings', label: texts.findings, search: '?state=OPEN&state=IN_PROGRESS' },
    { path: 'plans', label: texts.plans },
    { path: 'dependencies', label: texts.dependencies },
    { path: 'outdated', label: texts.outdated },
    { path: 'manifests', label: texts.manifests(problemCount) },
    { path: 'merge-requests', label: texts.mergeRequests },
    { path: 'policy', label: texts.policy },
    { path: 'settings', label: texts.settings },
    { path: 'history', label: texts.history },
  ];
}
