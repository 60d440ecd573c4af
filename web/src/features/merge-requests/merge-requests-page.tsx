import { useParams } from 'react-router';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { Page } from '../../ui/page.js';
import { MergeRequestsList } from './merge-requests-list.js';

/** All merge requests that Backline has opened. */
export function MergeRequestsPage() {
  return (
    <Page title={mergeRequestTexts.title}>
      <MergeRequestsList projectId={null} />
    </Page>
  );
}

/** One project's merge requests, as a tab of its page. */
export function ProjectMergeRequests() {
  const { projectId } = useParams();
  return <MergeRequestsList projectId={projectId ?? ''} />;
}
