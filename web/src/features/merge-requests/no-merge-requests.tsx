import { Link } from 'react-router';
import type { AddressState } from '../../lib/address-state.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { Empty, NoResults } from '../../ui/page-states.js';

/** Nothing to show: for want of merge requests, or because of the filters. */
export function NoMergeRequests({ address }: { readonly address: AddressState }) {
  if (address.hasFilters) return <NoResults title={mergeRequestTexts.noResults} address={address} />;
  const { title, text, next } = mergeRequestTexts.empty;
  return (
    <Empty title={title} action={<Link to="/plans?state=PROPOSED">{next}</Link>}>
      {text}
    </Empty>
  );
}
