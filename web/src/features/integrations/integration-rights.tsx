import { graphql } from '../../generated/integrations/gql.js';
import type { IntegrationRightsFragment } from '../../generated/integrations/graphql.js';
import { integrationTexts } from '../../texts/integrations.js';
import { Facts, Section } from '../../ui/page.js';

const texts = integrationTexts.rights;

graphql(/* GraphQL */ `
  fragment IntegrationRights on Integration {
    id
    state
    projectCount
    writableProjectCount
    account {
      username
    }
    settings {
      makesWebhooks
    }
  }
`);

/** What Backline may do with this GitLab, and with whose rights. */
export function IntegrationRights({ integration }: { readonly integration: IntegrationRightsFragment }) {
  const username = integration.state === 'DISCONNECTED' ? undefined : integration.account?.username;
  return (
    <Section title={texts.title}>
      <p>{username === undefined ? texts.asNobody : texts.asAccount(username)}</p>
      {username !== undefined && (
        <Facts
          facts={[
            { label: texts.reads, value: texts.readsWhat(integration.projectCount) },
            { label: texts.writes, value: texts.writesWhat(integration.writableProjectCount) },
            {
              label: texts.hooks,
              value: integration.settings.makesWebhooks ? texts.hooksOn : texts.hooksOff,
            },
            { label: texts.never, value: texts.neverWhat },
          ]}
        />
      )}
    </Section>
  );
}
