import { policyTexts } from '../../texts/policies.js';
import { Page, Section } from '../../ui/page.js';
import { PolicyView } from './policy-view.js';
import { ScopeChooser } from './scope-chooser.js';
import { SetScopes } from './set-scopes.js';

const BACKLINE = { kind: 'BACKLINE' } as const;

/** What holds for whole Backline, and where else something is set. */
export function PoliciesPage() {
  return (
    <Page title={policyTexts.title} facts={<span className="quiet">{policyTexts.about}</span>}>
      <Section title={policyTexts.nearer} note={policyTexts.nearerNote}>
        <SetScopes />
        <ScopeChooser />
      </Section>
      <Section title={policyTexts.scopes.BACKLINE}>
        <PolicyView scope={BACKLINE} />
      </Section>
    </Page>
  );
}
