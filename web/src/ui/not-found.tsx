import { Link } from 'react-router';
import { uiTexts } from '../texts/ui.js';
import { Page } from './page.js';
import { Empty } from './page-states.js';

const texts = uiTexts.notFound;

/** For an address that leads nowhere, or a thing that is gone. */
export function NotFound({ what = texts.page }: { readonly what?: string }) {
  return (
    <Page title={texts.title}>
      <Empty title={texts.what(what)} action={<Link to="/">{uiTexts.states.toOverview}</Link>}>
        {texts.why(what)}
      </Empty>
    </Page>
  );
}
