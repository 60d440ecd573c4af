import { useParams } from 'react-router';
import { Page } from '../../ui/page.js';
import { FindingsList } from './findings-list.js';

/** All findings over all projects. */
export function FindingsPage() {
  return (
    <Page title="Findings">
      <FindingsList projectId={null} />
    </Page>
  );
}

/** One project's findings, as a tab of its page. */
export function ProjectFindings() {
  const { projectId } = useParams();
  return <FindingsList projectId={projectId ?? ''} />;
}
