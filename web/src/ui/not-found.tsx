import { Link } from 'react-router';
import { Page } from './page.js';
import { Empty } from './page-states.js';

/** For an address that leads nowhere, or a thing that is gone. */
export function NotFound({ what = 'page' }: { readonly what?: string }) {
  return (
    <Page title="Not found">
      <Empty title={`There is no such ${what} here.`} action={<Link to="/">Go to the overview</Link>}>
        The address may be mistyped, or the {what} was removed.
      </Empty>
    </Page>
  );
}
