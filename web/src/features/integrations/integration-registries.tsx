import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationRegistriesFragment } from '../../generated/integrations/graphql.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { RegistryDialog } from './registry-dialog.js';

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
  const [open, setOpen] = useState<string | null>(null);
  const chosen = integration.registries.find(({ ecosystem }) => ecosystem === open) ?? null;
  const canChange = integration.state !== 'DISCONNECTED';
  return (
    <Section title="Package registries" note="Asked for newer versions of what the projects depend on.">
      <DataTable
        label="Package registries"
        rows={integration.registries}
        rowKey={(row) => row.ecosystem}
        columns={[
          { key: 'ecosystem', title: 'Packages of', width: 'label', cell: (row) => row.ecosystem },
          {
            key: 'address',
            title: 'Asked at',
            width: 'grow',
            cell: (row) =>
              typeof row.url === 'string' ? (
                <span className="mono">{row.url}</span>
              ) : (
                <span className="quiet">Nowhere: the operator switched it off</span>
              ),
          },
          {
            key: 'kind',
            title: 'Address',
            width: 'fit',
            cell: (row) => (row.isDefault ? 'Default' : row.hasToken ? 'Own, with a token' : 'Own'),
          },
          {
            key: 'change',
            title: 'Change',
            width: 'fit',
            cell: (row) =>
              typeof row.url === 'string' &&
              canChange && (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`Change the registry of ${row.ecosystem}`}
                  onClick={() => setOpen(row.ecosystem)}
                >
                  Change
                </Button>
              ),
          },
        ]}
      />
      <RegistryDialog integrationId={integration.id} registry={chosen} onClose={() => setOpen(null)} />
    </Section>
  );
}
