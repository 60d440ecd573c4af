import { skipToken, useQuery } from '@apollo/client/react';
import { useDebouncedValue } from '@mantine/hooks';
import { graphql } from '../../generated/settings/gql.js';
import { groupPathOf } from './limits-choice.js';

const integrationsDocument = graphql(/* GraphQL */ `
  query ChoosableIntegrations {
    integrations(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

const groupsDocument = graphql(/* GraphQL */ `
  query ChoosableGroups($integrationId: ID!, $parent: String) {
    projectGroups(integrationId: $integrationId, parent: $parent) {
      integrationId
      path
    }
  }
`);

const PAUSE_MS = 200;

/** The integrations that somebody can be limited to; undefined while they are on their way. */
export function useChoosableIntegrations(isWanted: boolean) {
  const { data, error, refetch } = useQuery(integrationsDocument, isWanted ? {} : skipToken);
  return { integrations: data?.integrations.nodes, error, refetch };
}

/** The groups right below what is typed up to its last slash, and whether what is typed is known to be none. */
export function useChoosableGroups(integrationId: string | undefined, typed: string) {
  const [text] = useDebouncedValue(groupPathOf(typed), PAUSE_MS);
  const slash = text.lastIndexOf('/');
  const { data, previousData } = useQuery(
    groupsDocument,
    integrationId === undefined
      ? skipToken
      : { variables: { integrationId, parent: slash < 0 ? null : text.slice(0, slash) } },
  );
  const known = data?.projectGroups.map(({ path }) => path);
  return {
    suggestions: known ?? previousData?.projectGroups.map(({ path }) => path) ?? [],
    isUnknown: known !== undefined && text !== '' && !known.includes(text),
  };
}
