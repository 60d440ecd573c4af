import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/integrations/gql.js';
import type {
  BeginGitLabConsentMutation,
  BeginGitLabConsentMutationVariables,
  RegisterGitLabApplicationMutation,
  RegisterGitLabApplicationMutationVariables,
  RemoveGitLabApplicationMutation,
  RemoveGitLabApplicationMutationVariables,
} from '../../generated/integrations/graphql.js';

/** The applications through which people connect by consent. */
export const gitLabApplicationsDocument = graphql(/* GraphQL */ `
  query GitLabApplications {
    gitLabApplications {
      redirectUri
      scopes
      nodes {
        id
        baseUrl
        clientId
      }
    }
  }
`);

const registerDocument = graphql(/* GraphQL */ `
  mutation RegisterGitLabApplication($input: RegisterGitLabApplicationInput!) {
    registerGitLabApplication(input: $input) {
      application {
        id
        baseUrl
        clientId
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const removeDocument = graphql(/* GraphQL */ `
  mutation RemoveGitLabApplication($input: RemoveGitLabApplicationInput!) {
    removeGitLabApplication(input: $input) {
      application {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const beginDocument = graphql(/* GraphQL */ `
  mutation BeginGitLabConsent($input: BeginGitLabConsentInput!) {
    beginGitLabConsent(input: $input) {
      authorizeUrl
      userErrors {
        code
        message
      }
    }
  }
`);

/** Keeps an application that was made in GitLab. */
export function useRegisterApplication(): Command<
  RegisterGitLabApplicationMutationVariables,
  RegisterGitLabApplicationMutation['registerGitLabApplication']
> {
  return useCommand(registerDocument, {
    pick: (data) => data.registerGitLabApplication,
    update: (cache) => void cache.evict({ id: 'ROOT_QUERY', fieldName: 'gitLabApplications' }),
  });
}

/** Forgets an application. */
export function useRemoveApplication(): Command<
  RemoveGitLabApplicationMutationVariables,
  RemoveGitLabApplicationMutation['removeGitLabApplication']
> {
  return useCommand(removeDocument, {
    pick: (data) => data.removeGitLabApplication,
    update: (cache) => void cache.evict({ id: 'ROOT_QUERY', fieldName: 'gitLabApplications' }),
  });
}

/** Begins a consent: the address of GitLab's page. */
export function useBeginConsent(): Command<
  BeginGitLabConsentMutationVariables,
  BeginGitLabConsentMutation['beginGitLabConsent']
> {
  return useCommand(beginDocument, { pick: (data) => data.beginGitLabConsent });
}
