import { Page, Section } from '../../ui/page.js';
import { PolicyView } from './policy-view.js';
import { ScopeChooser } from './scope-chooser.js';
import { SetScopes } from './set-scopes.js';

const BACKLINE = { kind: 'BACKLINE' } as const;

/** What holds for whole Backline, and where else something is set. */
export function PoliciesPage() {
  return (
    <Page
      title="Policies"
      facts={
        <span className="quiet">
          What may be planned, approved and opened. The nearest scope wins, rule by rule: project, then group,
          then integration, then whole Backline.
        </span>
      }
    >
      <Section title="Nearer scopes" note="They go before what is set for whole Backline.">
        <SetScopes />
        <ScopeChooser />
      </Section>
      <Section title="Whole Backline">
        <PolicyView scope={BACKLINE} />
      </Section>
    </Page>
  );
}
