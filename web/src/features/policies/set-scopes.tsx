import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/policies/gql.js';
import { joinWords } from '../../lib/text.js';
import { policyTexts } from '../../texts/policies.js';
import { DataTable } from '../../ui/data-table.js';
import { ListFrame } from '../../ui/list-frame.js';
import { PathText } from '../../ui/path-text.js';
import { When } from '../../ui/when.js';
import { FIELDS, scopeWord } from './policy-words.js';
import { addressOfScope } from './scope-address.js';
import { treeOfScopes } from './scope-tree.js';

const policiesDocument = graphql(/* GraphQL */ `
  query PoliciesPage {
    policies(first: 100) {
      totalCount
      nodes {
        scope {
          kind
          name
          groupPath
          integration {
            id
          }
          project {
            id
            integration {
              id
            }
          }
        }
        origins {
          field
          isSetHere
        }
        updatedAt
        updatedBy
      }
    }
  }
`);

/** The scopes nearer than whole Backline at which something is set, and what. */
export function SetScopes() {
  const { data, error, loading, refetch } = useQuery(policiesDocument, { fetchPolicy: 'cache-and-network' });
  const rows = data === undefined ? undefined : treeOfScopes(data.policies.nodes);
  return (
    <ListFrame
      count={rows?.length}
      isLoading={loading}
      problem={error === undefined ? null : describeError(error)}
      retry={() => void refetch()}
      empty={<p className="quiet">{policyTexts.set.none}</p>}
    >
      <DataTable
        label={policyTexts.set.label}
        rows={rows ?? []}
        rowKey={({ scope }) => `${scope.kind} ${scope.integration?.id ?? ''} ${scope.name}`}
        columns={[
          {
            key: 'kind',
            title: policyTexts.set.scope,
            width: 'fit',
            cell: ({ scope }) => scopeWord(scope.kind),
          },
          {
            key: 'name',
            title: policyTexts.set.name,
            width: 'name',
            cell: ({ scope, depth }) => {
              const address = addressOfScope(scope);
              const name = <PathText path={scope.name} />;
              return (
                <div style={{ paddingLeft: depth * 16 }}>
                  {address === null ? name : <Link to={address}>{name}</Link>}
                </div>
              );
            },
          },
          {
            key: 'set',
            title: policyTexts.set.rules,
            width: 'grow',
            cell: ({ origins }) =>
              joinWords(
                origins
                  .filter(({ isSetHere }) => isSetHere)
                  .map(({ field }) => FIELDS[field].label.toLowerCase()),
              ),
          },
          {
            key: 'changed',
            title: policyTexts.set.changed,
            width: 'label',
            cell: ({ updatedAt, updatedBy }) => (
              <span>
                <When at={updatedAt} />{' '}
                {updatedBy !== null && updatedBy !== undefined && policyTexts.set.by(updatedBy)}
              </span>
            ),
          },
        ]}
      />
    </ListFrame>
  );
}
