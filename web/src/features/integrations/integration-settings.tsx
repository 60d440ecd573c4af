import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationSettingsFragment } from '../../generated/integrations/graphql.js';
import { Facts, Section } from '../../ui/page.js';
import { webhookWords } from './integration-words.js';
import { SettingsDialog } from './settings-dialog.js';

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
  const { settings } = integration;
  const { allowGroups, denyGroups, proxyUrl } = settings;
  return (
    <Section title="Settings">
      <Facts
        facts={[
          { label: 'Groups', value: groupWords(allowGroups, 'All that the token reaches') },
          { label: 'Left out', value: groupWords(denyGroups, 'None') },
          { label: 'Webhooks', value: webhookWords(integration.webhooks) },
          {
            label: 'Proxy',
            value:
              typeof proxyUrl === 'string' ? (
                <>
                  <span className="mono">{proxyUrl}</span>
                  {settings.hasProxyLogin && <span className="quiet"> with a login</span>}
                </>
              ) : (
                'None'
              ),
          },
          {
            label: 'Authorities',
            value: typeof settings.caPem === 'string' ? 'Own ones too' : 'The usual ones',
          },
        ]}
      />
      {integration.state !== 'DISCONNECTED' && (
        <div>
          <Button variant="default" onClick={() => setOpen(true)}>
            Change the settings
          </Button>
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
