import { useParams } from 'react-router';
import { useAddressState } from '../../lib/address-state.js';
import { findingTexts } from '../../texts/findings.js';
import { Page } from '../../ui/page.js';
import { defaultsOf, FINDING_FILTERS, readFindingGrouping } from './finding-filter.js';
import { FindingGroups } from './finding-groups.js';
import { FindingsList } from './findings-list.js';

/** All findings over all projects. */
export function FindingsPage() {
  return (
    <Page title={findingTexts.title}>
      <FindingsView projectId={null} />
    </Page>
  );
}

/** One project's findings, as a tab of its page. */
export function ProjectFindings() {
  const { projectId } = useParams();
  return <FindingsView projectId={projectId ?? ''} />;
}

function FindingsView({ projectId }: { readonly projectId: string | null }) {
  const address = useAddressState(FINDING_FILTERS, defaultsOf(projectId));
  const by = readFindingGrouping(address.one('by'));
  return by === null ? (
    <FindingsList address={address} projectId={projectId} />
  ) : (
    <FindingGroups by={by} address={address} projectId={projectId} />
  );
}
