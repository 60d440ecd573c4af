import { useState } from 'react';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationRegistriesFragment } from '../../generated/integrations/graphql.js';
import { DataTable } from '../../ui/data-table.js';
import { MayButton } from '../../ui/may-button.js';
import { Section } from '../../ui/page.js';
import { RegistryDialog } from './registry-dialog.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

graphql(/* GraphQL */ `
  fragment IntegrationRegistries on Integration {
    id
    state
    registries {
      ecosystem
      url
      isDefault
      hasToken
    }
  }
`);

/** Where the versions of packages are asked for, by ecosystem, and how to ask a mirror instead. */
export function IntegrationRegistries({
  integration,
}: {
  readonly integration: IntegrationRegistriesFragment;
}) {
  const permission = useMay('ADMIN');
  const [open, setOpen] = useState<string | null>(null);
  const chosen = integration.registries.find(({ ecosystem }) => ecosystem === open) ?? null;
  const canChange = integration.state !== 'DISCONNECTED';
  return (
    <Section title={texts.registries.title} note={texts.registries.note}>
      <DataTable
        label={texts.registries.title}
        rows={integration.registries}
        rowKey={(row) => row.ecosystem}
        columns={[
          {
            key: 'ecosystem',
            title: texts.registries.packagesOf,
            width: 'label',
            cell: (row) => row.ecosystem,
          },
          {
            key: 'address',
            title: texts.registries.askedAt,
            width: 'grow',
            cell: (row) =>
              typeof row.url === 'string' ? (
                <span className="mono">{row.url}</span>
              ) : (
                <span className="quiet">{texts.registries.nowhere}</span>
              ),
          },
          {
            key: 'kind',
            title: texts.registries.address,
            width: 'fit',
            cell: (row) =>
              row.isDefault
                ? texts.registries.default
                : row.hasToken
                  ? texts.registries.ownWithToken
                  : texts.registries.own,
          },
          {
            key: 'change',
            title: texts.registries.change,
            width: 'fit',
            cell: (row) =>
              typeof row.url === 'string' &&
              canChange && (
                <MayButton
                  permission={permission}
                  variant="default"
                  size="compact-sm"
                  aria-label={texts.registries.changeOf(row.ecosystem)}
                  onClick={() => setOpen(row.ecosystem)}
                >
                  {texts.registries.change}
                </MayButton>
              ),
          },
        ]}
      />
      <RegistryDialog integrationId={integration.id} registry={chosen} onClose={() => setOpen(null)} />
    </Section>
  );
}
