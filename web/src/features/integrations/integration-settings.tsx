import { useState } from 'react';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationSettingsFragment } from '../../generated/integrations/graphql.js';
import { MayButton } from '../../ui/may-button.js';
import { Facts, Section } from '../../ui/page.js';
import { webhookWords } from './integration-words.js';
import { SettingsDialog } from './settings-dialog.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

graphql(/* GraphQL */ `
  fragment IntegrationSettings on Integration {
    id
    state
    settings {
      allowGroups
      denyGroups
      makesWebhooks
      proxyUrl
      hasProxyLogin
      caPem
    }
    webhooks {
      isOn
      active
      disabled
      failed
      waiting
      problem
    }
  }
`);

/** What is set for an integration, and a way to change it. */
export function IntegrationSettings({ integration }: { readonly integration: IntegrationSettingsFragment }) {
  const [isOpen, setOpen] = useState(false);
  const permission = useMay('ADMIN');
  const { settings } = integration;
  const { allowGroups, denyGroups, proxyUrl } = settings;
  return (
    <Section title={texts.settings.title}>
      <Facts
        facts={[
          { label: texts.settings.groups, value: groupWords(allowGroups, texts.settings.allGroups) },
          { label: texts.settings.leftOut, value: groupWords(denyGroups, texts.settings.none) },
          { label: texts.settings.webhooks, value: webhookWords(integration.webhooks) },
          {
            label: texts.settings.proxy,
            value:
              typeof proxyUrl === 'string' ? (
                <>
                  <span className="mono">{proxyUrl}</span>
                  {settings.hasProxyLogin && <span className="quiet"> {texts.settings.withLogin}</span>}
                </>
              ) : (
                texts.settings.none
              ),
          },
          {
            label: texts.settings.authorities,
            value:
              typeof settings.caPem === 'string'
                ? texts.settings.ownAuthorities
                : texts.settings.usualAuthorities,
          },
        ]}
      />
      {integration.state !== 'DISCONNECTED' && (
        <div>
          <MayButton permission={permission} variant="default" onClick={() => setOpen(true)}>
            {texts.settings.change}
          </MayButton>
        </div>
      )}
      <SettingsDialog
        integrationId={integration.id}
        settings={settings}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </Section>
  );
}

function groupWords(paths: readonly string[], none: string) {
  return paths.length === 0 ? none : <span className="mono">{paths.join(', ')}</span>;
}
