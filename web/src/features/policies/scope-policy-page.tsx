import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { graphql } from '../../generated/policies/gql.js';
import type { PolicyScopeInput } from '../../generated/policies/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { policyTexts } from '../../texts/policies.js';
import { Page } from '../../ui/page.js';
import { PolicyView } from './policy-view.js';
import { scopeWord } from './policy-words.js';
import { keyOfScope } from './scope-address.js';

const scopeDocument = graphql(/* GraphQL */ `
  query PolicyScopeName($scope: PolicyScopeInput!) {
    policy(scope: $scope) {
      scope {
        kind
        name
        integration {
          id
          name
        }
      }
    }
  }
`);

/** The policy of one integration. */
export function IntegrationPolicyPage() {
  const { integrationId = '' } = useParams();
  return <ScopePolicy scope={{ kind: 'INTEGRATION', integrationId }} />;
}

/** The policy of one group of an integration. */
export function GroupPolicyPage() {
  const { integrationId = '', groupPath = '' } = useParams();
  return <ScopePolicy scope={{ kind: 'GROUP', integrationId, groupPath }} />;
}

/** The policy of a project, as a tab of its page. */
export function ProjectPolicy() {
  const { projectId = '' } = useParams();
  return <PolicyView key={projectId} scope={{ kind: 'PROJECT', projectId }} />;
}

function ScopePolicy({ scope }: { readonly scope: PolicyScopeInput }) {
  const { data } = useQuery(scopeDocument, { variables: { scope } });
  const named = data?.policy.scope;
  const integration = named?.integration;
  const title =
    named === undefined
      ? policyTexts.view.label(scope.groupPath ?? policyTexts.scopePage.unnamed)
      : policyTexts.view.label(named.name);
  return (
    <Page
      title={title}
      parent={{ to: addressOf.policies, label: policyTexts.title }}
      facts={
        <>
          <span>{scopeWord(scope.kind)}</span>
          {integration !== null && integration !== undefined && (
            <Link to={addressOf.integration(integration.id)}>{integration.name}</Link>
          )}
          <span className="quiet">{policyTexts.scopePage.note}</span>
        </>
      }
    >
      <PolicyView key={keyOfScope(scope)} scope={scope} />
    </Page>
  );
}
