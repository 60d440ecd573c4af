/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment Check on ConnectionCheck {\n    name\n    label\n    state\n    message\n    remedy\n    code\n  }\n": typeof types.CheckFragmentDoc,
    "\n  mutation ConnectIntegration($input: ConnectIntegrationInput!) {\n    connectIntegration(input: $input) {\n      integration {\n        ...IntegrationCard\n        syncJob {\n          ...SyncJob\n        }\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ConnectIntegrationDocument,
    "\n  mutation DisconnectIntegration($input: DisconnectIntegrationInput!) {\n    disconnectIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.DisconnectIntegrationDocument,
    "\n  query GitLabApplications {\n    gitLabApplications {\n      redirectUri\n      scopes\n      nodes {\n        id\n        baseUrl\n        clientId\n      }\n    }\n  }\n": typeof types.GitLabApplicationsDocument,
    "\n  mutation RegisterGitLabApplication($input: RegisterGitLabApplicationInput!) {\n    registerGitLabApplication(input: $input) {\n      application {\n        id\n        baseUrl\n        clientId\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RegisterGitLabApplicationDocument,
    "\n  mutation RemoveGitLabApplication($input: RemoveGitLabApplicationInput!) {\n    removeGitLabApplication(input: $input) {\n      application {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RemoveGitLabApplicationDocument,
    "\n  mutation BeginGitLabConsent($input: BeginGitLabConsentInput!) {\n    beginGitLabConsent(input: $input) {\n      authorizeUrl\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.BeginGitLabConsentDocument,
    "\n  fragment IntegrationCard on Integration {\n    id\n    name\n    baseUrl\n    state\n    stateReason\n    account {\n      username\n    }\n    token {\n      expiresAt\n      daysLeft\n    }\n    lastSyncedAt\n    projectCount\n    writableProjectCount\n  }\n": typeof types.IntegrationCardFragmentDoc,
    "\n  fragment IntegrationFacts on Integration {\n    id\n    state\n    gitlabVersion\n    createdAt\n    lastSyncedAt\n    lastVerifiedAt\n    projectCount\n    writableProjectCount\n    account {\n      name\n      username\n      webUrl\n      isBot\n      isAdmin\n    }\n    token {\n      name\n      kind\n      scopes\n      expiresAt\n      daysLeft\n    }\n  }\n": typeof types.IntegrationFactsFragmentDoc,
    "\n  query IntegrationHistory($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Integration {\n        history(first: 20, after: $after) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          edges {\n            cursor\n            node {\n              id\n              at\n              actor\n              action\n              message\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.IntegrationHistoryDocument,
    "\n  query IntegrationPage($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Integration {\n        ...IntegrationDetail\n      }\n    }\n  }\n\n  fragment IntegrationDetail on Integration {\n    id\n    name\n    baseUrl\n    state\n    stateReason\n    checks {\n      ...Check\n    }\n    warnings {\n      code\n      message\n    }\n    syncJob {\n      ...SyncJob\n    }\n    ...IntegrationFacts\n    ...IntegrationRegistries\n    ...IntegrationSettings\n    ...IntegrationRights\n  }\n": typeof types.IntegrationPageDocument,
    "\n  fragment IntegrationRegistries on Integration {\n    id\n    state\n    registries {\n      ecosystem\n      url\n      isDefault\n      hasToken\n    }\n  }\n": typeof types.IntegrationRegistriesFragmentDoc,
    "\n  fragment IntegrationRights on Integration {\n    id\n    state\n    projectCount\n    writableProjectCount\n    account {\n      username\n    }\n    settings {\n      makesWebhooks\n    }\n  }\n": typeof types.IntegrationRightsFragmentDoc,
    "\n  fragment IntegrationSettings on Integration {\n    id\n    state\n    settings {\n      allowGroups\n      denyGroups\n      makesWebhooks\n      proxyUrl\n      hasProxyLogin\n      caPem\n    }\n    webhooks {\n      isOn\n      active\n      disabled\n      failed\n      waiting\n      problem\n    }\n  }\n": typeof types.IntegrationSettingsFragmentDoc,
    "\n  query IntegrationsPage {\n    integrations(first: 100) {\n      nodes {\n        id\n        ...IntegrationCard\n      }\n    }\n  }\n": typeof types.IntegrationsPageDocument,
    "\n  subscription ConnectionChecks($attemptId: String!) {\n    connectionChecks(attemptId: $attemptId) {\n      ...Check\n    }\n  }\n": typeof types.ConnectionChecksDocument,
    "\n  mutation ReplaceIntegrationToken($input: ReplaceIntegrationTokenInput!) {\n    replaceIntegrationToken(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ReplaceIntegrationTokenDocument,
    "\n  mutation RotateIntegrationToken($input: RotateIntegrationTokenInput!) {\n    rotateIntegrationToken(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RotateIntegrationTokenDocument,
    "\n  mutation SyncIntegration($input: SyncIntegrationInput!) {\n    syncIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.SyncIntegrationDocument,
    "\n  fragment SyncJob on Job {\n    id\n    name\n    title\n    state\n    subjectName\n    isCancelRequested\n    attempts\n    startedAt\n    finishedAt\n    waitingFor\n    result\n    progress {\n      done\n      total\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n": typeof types.SyncJobFragmentDoc,
    "\n  query IntegrationSyncJob($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Integration {\n        projectCount\n        writableProjectCount\n        lastSyncedAt\n        syncJob {\n          ...SyncJob\n        }\n      }\n    }\n    remediationPlans(first: 1, filter: { state: [PROPOSED] }) {\n      totalCount\n    }\n  }\n": typeof types.IntegrationSyncJobDocument,
    "\n  mutation UpdateIntegration($input: UpdateIntegrationInput!) {\n    updateIntegration(input: $input) {\n      integration {\n        id\n        ...IntegrationRegistries\n        ...IntegrationSettings\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.UpdateIntegrationDocument,
    "\n  mutation VerifyIntegration($input: VerifyIntegrationInput!) {\n    verifyIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.VerifyIntegrationDocument,
};
const documents: Documents = {
    "\n  fragment Check on ConnectionCheck {\n    name\n    label\n    state\n    message\n    remedy\n    code\n  }\n": types.CheckFragmentDoc,
    "\n  mutation ConnectIntegration($input: ConnectIntegrationInput!) {\n    connectIntegration(input: $input) {\n      integration {\n        ...IntegrationCard\n        syncJob {\n          ...SyncJob\n        }\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ConnectIntegrationDocument,
    "\n  mutation DisconnectIntegration($input: DisconnectIntegrationInput!) {\n    disconnectIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.DisconnectIntegrationDocument,
    "\n  query GitLabApplications {\n    gitLabApplications {\n      redirectUri\n      scopes\n      nodes {\n        id\n        baseUrl\n        clientId\n      }\n    }\n  }\n": types.GitLabApplicationsDocument,
    "\n  mutation RegisterGitLabApplication($input: RegisterGitLabApplicationInput!) {\n    registerGitLabApplication(input: $input) {\n      application {\n        id\n        baseUrl\n        clientId\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RegisterGitLabApplicationDocument,
    "\n  mutation RemoveGitLabApplication($input: RemoveGitLabApplicationInput!) {\n    removeGitLabApplication(input: $input) {\n      application {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RemoveGitLabApplicationDocument,
    "\n  mutation BeginGitLabConsent($input: BeginGitLabConsentInput!) {\n    beginGitLabConsent(input: $input) {\n      authorizeUrl\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.BeginGitLabConsentDocument,
    "\n  fragment IntegrationCard on Integration {\n    id\n    name\n    baseUrl\n    state\n    stateReason\n    account {\n      username\n    }\n    token {\n      expiresAt\n      daysLeft\n    }\n    lastSyncedAt\n    projectCount\n    writableProjectCount\n  }\n": types.IntegrationCardFragmentDoc,
    "\n  fragment IntegrationFacts on Integration {\n    id\n    state\n    gitlabVersion\n    createdAt\n    lastSyncedAt\n    lastVerifiedAt\n    projectCount\n    writableProjectCount\n    account {\n      name\n      username\n      webUrl\n      isBot\n      isAdmin\n    }\n    token {\n      name\n      kind\n      scopes\n      expiresAt\n      daysLeft\n    }\n  }\n": types.IntegrationFactsFragmentDoc,
    "\n  query IntegrationHistory($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Integration {\n        history(first: 20, after: $after) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          edges {\n            cursor\n            node {\n              id\n              at\n              actor\n              action\n              message\n            }\n          }\n        }\n      }\n    }\n  }\n": types.IntegrationHistoryDocument,
    "\n  query IntegrationPage($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Integration {\n        ...IntegrationDetail\n      }\n    }\n  }\n\n  fragment IntegrationDetail on Integration {\n    id\n    name\n    baseUrl\n    state\n    stateReason\n    checks {\n      ...Check\n    }\n    warnings {\n      code\n      message\n    }\n    syncJob {\n      ...SyncJob\n    }\n    ...IntegrationFacts\n    ...IntegrationRegistries\n    ...IntegrationSettings\n    ...IntegrationRights\n  }\n": types.IntegrationPageDocument,
    "\n  fragment IntegrationRegistries on Integration {\n    id\n    state\n    registries {\n      ecosystem\n      url\n      isDefault\n      hasToken\n    }\n  }\n": types.IntegrationRegistriesFragmentDoc,
    "\n  fragment IntegrationRights on Integration {\n    id\n    state\n    projectCount\n    writableProjectCount\n    account {\n      username\n    }\n    settings {\n      makesWebhooks\n    }\n  }\n": types.IntegrationRightsFragmentDoc,
    "\n  fragment IntegrationSettings on Integration {\n    id\n    state\n    settings {\n      allowGroups\n      denyGroups\n      makesWebhooks\n      proxyUrl\n      hasProxyLogin\n      caPem\n    }\n    webhooks {\n      isOn\n      active\n      disabled\n      failed\n      waiting\n      problem\n    }\n  }\n": types.IntegrationSettingsFragmentDoc,
    "\n  query IntegrationsPage {\n    integrations(first: 100) {\n      nodes {\n        id\n        ...IntegrationCard\n      }\n    }\n  }\n": types.IntegrationsPageDocument,
    "\n  subscription ConnectionChecks($attemptId: String!) {\n    connectionChecks(attemptId: $attemptId) {\n      ...Check\n    }\n  }\n": types.ConnectionChecksDocument,
    "\n  mutation ReplaceIntegrationToken($input: ReplaceIntegrationTokenInput!) {\n    replaceIntegrationToken(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ReplaceIntegrationTokenDocument,
    "\n  mutation RotateIntegrationToken($input: RotateIntegrationTokenInput!) {\n    rotateIntegrationToken(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RotateIntegrationTokenDocument,
    "\n  mutation SyncIntegration($input: SyncIntegrationInput!) {\n    syncIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.SyncIntegrationDocument,
    "\n  fragment SyncJob on Job {\n    id\n    name\n    title\n    state\n    subjectName\n    isCancelRequested\n    attempts\n    startedAt\n    finishedAt\n    waitingFor\n    result\n    progress {\n      done\n      total\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n": types.SyncJobFragmentDoc,
    "\n  query IntegrationSyncJob($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Integration {\n        projectCount\n        writableProjectCount\n        lastSyncedAt\n        syncJob {\n          ...SyncJob\n        }\n      }\n    }\n    remediationPlans(first: 1, filter: { state: [PROPOSED] }) {\n      totalCount\n    }\n  }\n": types.IntegrationSyncJobDocument,
    "\n  mutation UpdateIntegration($input: UpdateIntegrationInput!) {\n    updateIntegration(input: $input) {\n      integration {\n        id\n        ...IntegrationRegistries\n        ...IntegrationSettings\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.UpdateIntegrationDocument,
    "\n  mutation VerifyIntegration($input: VerifyIntegrationInput!) {\n    verifyIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.VerifyIntegrationDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Check on ConnectionCheck {\n    name\n    label\n    state\n    message\n    remedy\n    code\n  }\n"): (typeof documents)["\n  fragment Check on ConnectionCheck {\n    name\n    label\n    state\n    message\n    remedy\n    code\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConnectIntegration($input: ConnectIntegrationInput!) {\n    connectIntegration(input: $input) {\n      integration {\n        ...IntegrationCard\n        syncJob {\n          ...SyncJob\n        }\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConnectIntegration($input: ConnectIntegrationInput!) {\n    connectIntegration(input: $input) {\n      integration {\n        ...IntegrationCard\n        syncJob {\n          ...SyncJob\n        }\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisconnectIntegration($input: DisconnectIntegrationInput!) {\n    disconnectIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DisconnectIntegration($input: DisconnectIntegrationInput!) {\n    disconnectIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GitLabApplications {\n    gitLabApplications {\n      redirectUri\n      scopes\n      nodes {\n        id\n        baseUrl\n        clientId\n      }\n    }\n  }\n"): (typeof documents)["\n  query GitLabApplications {\n    gitLabApplications {\n      redirectUri\n      scopes\n      nodes {\n        id\n        baseUrl\n        clientId\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegisterGitLabApplication($input: RegisterGitLabApplicationInput!) {\n    registerGitLabApplication(input: $input) {\n      application {\n        id\n        baseUrl\n        clientId\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RegisterGitLabApplication($input: RegisterGitLabApplicationInput!) {\n    registerGitLabApplication(input: $input) {\n      application {\n        id\n        baseUrl\n        clientId\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveGitLabApplication($input: RemoveGitLabApplicationInput!) {\n    removeGitLabApplication(input: $input) {\n      application {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveGitLabApplication($input: RemoveGitLabApplicationInput!) {\n    removeGitLabApplication(input: $input) {\n      application {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginGitLabConsent($input: BeginGitLabConsentInput!) {\n    beginGitLabConsent(input: $input) {\n      authorizeUrl\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BeginGitLabConsent($input: BeginGitLabConsentInput!) {\n    beginGitLabConsent(input: $input) {\n      authorizeUrl\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment IntegrationCard on Integration {\n    id\n    name\n    baseUrl\n    state\n    stateReason\n    account {\n      username\n    }\n    token {\n      expiresAt\n      daysLeft\n    }\n    lastSyncedAt\n    projectCount\n    writableProjectCount\n  }\n"): (typeof documents)["\n  fragment IntegrationCard on Integration {\n    id\n    name\n    baseUrl\n    state\n    stateReason\n    account {\n      username\n    }\n    token {\n      expiresAt\n      daysLeft\n    }\n    lastSyncedAt\n    projectCount\n    writableProjectCount\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment IntegrationFacts on Integration {\n    id\n    state\n    gitlabVersion\n    createdAt\n    lastSyncedAt\n    lastVerifiedAt\n    projectCount\n    writableProjectCount\n    account {\n      name\n      username\n      webUrl\n      isBot\n      isAdmin\n    }\n    token {\n      name\n      kind\n      scopes\n      expiresAt\n      daysLeft\n    }\n  }\n"): (typeof documents)["\n  fragment IntegrationFacts on Integration {\n    id\n    state\n    gitlabVersion\n    createdAt\n    lastSyncedAt\n    lastVerifiedAt\n    projectCount\n    writableProjectCount\n    account {\n      name\n      username\n      webUrl\n      isBot\n      isAdmin\n    }\n    token {\n      name\n      kind\n      scopes\n      expiresAt\n      daysLeft\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IntegrationHistory($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Integration {\n        history(first: 20, after: $after) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          edges {\n            cursor\n            node {\n              id\n              at\n              actor\n              action\n              message\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query IntegrationHistory($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on Integration {\n        history(first: 20, after: $after) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          edges {\n            cursor\n            node {\n              id\n              at\n              actor\n              action\n              message\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IntegrationPage($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Integration {\n        ...IntegrationDetail\n      }\n    }\n  }\n\n  fragment IntegrationDetail on Integration {\n    id\n    name\n    baseUrl\n    state\n    stateReason\n    checks {\n      ...Check\n    }\n    warnings {\n      code\n      message\n    }\n    syncJob {\n      ...SyncJob\n    }\n    ...IntegrationFacts\n    ...IntegrationRegistries\n    ...IntegrationSettings\n    ...IntegrationRights\n  }\n"): (typeof documents)["\n  query IntegrationPage($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Integration {\n        ...IntegrationDetail\n      }\n    }\n  }\n\n  fragment IntegrationDetail on Integration {\n    id\n    name\n    baseUrl\n    state\n    stateReason\n    checks {\n      ...Check\n    }\n    warnings {\n      code\n      message\n    }\n    syncJob {\n      ...SyncJob\n    }\n    ...IntegrationFacts\n    ...IntegrationRegistries\n    ...IntegrationSettings\n    ...IntegrationRights\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment IntegrationRegistries on Integration {\n    id\n    state\n    registries {\n      ecosystem\n      url\n      isDefault\n      hasToken\n    }\n  }\n"): (typeof documents)["\n  fragment IntegrationRegistries on Integration {\n    id\n    state\n    registries {\n      ecosystem\n      url\n      isDefault\n      hasToken\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment IntegrationRights on Integration {\n    id\n    state\n    projectCount\n    writableProjectCount\n    account {\n      username\n    }\n    settings {\n      makesWebhooks\n    }\n  }\n"): (typeof documents)["\n  fragment IntegrationRights on Integration {\n    id\n    state\n    projectCount\n    writableProjectCount\n    account {\n      username\n    }\n    settings {\n      makesWebhooks\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment IntegrationSettings on Integration {\n    id\n    state\n    settings {\n      allowGroups\n      denyGroups\n      makesWebhooks\n      proxyUrl\n      hasProxyLogin\n      caPem\n    }\n    webhooks {\n      isOn\n      active\n      disabled\n      failed\n      waiting\n      problem\n    }\n  }\n"): (typeof documents)["\n  fragment IntegrationSettings on Integration {\n    id\n    state\n    settings {\n      allowGroups\n      denyGroups\n      makesWebhooks\n      proxyUrl\n      hasProxyLogin\n      caPem\n    }\n    webhooks {\n      isOn\n      active\n      disabled\n      failed\n      waiting\n      problem\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IntegrationsPage {\n    integrations(first: 100) {\n      nodes {\n        id\n        ...IntegrationCard\n      }\n    }\n  }\n"): (typeof documents)["\n  query IntegrationsPage {\n    integrations(first: 100) {\n      nodes {\n        id\n        ...IntegrationCard\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ConnectionChecks($attemptId: String!) {\n    connectionChecks(attemptId: $attemptId) {\n      ...Check\n    }\n  }\n"): (typeof documents)["\n  subscription ConnectionChecks($attemptId: String!) {\n    connectionChecks(attemptId: $attemptId) {\n      ...Check\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplaceIntegrationToken($input: ReplaceIntegrationTokenInput!) {\n    replaceIntegrationToken(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReplaceIntegrationToken($input: ReplaceIntegrationTokenInput!) {\n    replaceIntegrationToken(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateIntegrationToken($input: RotateIntegrationTokenInput!) {\n    rotateIntegrationToken(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RotateIntegrationToken($input: RotateIntegrationTokenInput!) {\n    rotateIntegrationToken(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SyncIntegration($input: SyncIntegrationInput!) {\n    syncIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SyncIntegration($input: SyncIntegrationInput!) {\n    syncIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SyncJob on Job {\n    id\n    name\n    title\n    state\n    subjectName\n    isCancelRequested\n    attempts\n    startedAt\n    finishedAt\n    waitingFor\n    result\n    progress {\n      done\n      total\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n"): (typeof documents)["\n  fragment SyncJob on Job {\n    id\n    name\n    title\n    state\n    subjectName\n    isCancelRequested\n    attempts\n    startedAt\n    finishedAt\n    waitingFor\n    result\n    progress {\n      done\n      total\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IntegrationSyncJob($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Integration {\n        projectCount\n        writableProjectCount\n        lastSyncedAt\n        syncJob {\n          ...SyncJob\n        }\n      }\n    }\n    remediationPlans(first: 1, filter: { state: [PROPOSED] }) {\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query IntegrationSyncJob($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Integration {\n        projectCount\n        writableProjectCount\n        lastSyncedAt\n        syncJob {\n          ...SyncJob\n        }\n      }\n    }\n    remediationPlans(first: 1, filter: { state: [PROPOSED] }) {\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateIntegration($input: UpdateIntegrationInput!) {\n    updateIntegration(input: $input) {\n      integration {\n        id\n        ...IntegrationRegistries\n        ...IntegrationSettings\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateIntegration($input: UpdateIntegrationInput!) {\n    updateIntegration(input: $input) {\n      integration {\n        id\n        ...IntegrationRegistries\n        ...IntegrationSettings\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VerifyIntegration($input: VerifyIntegrationInput!) {\n    verifyIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation VerifyIntegration($input: VerifyIntegrationInput!) {\n    verifyIntegration(input: $input) {\n      integration {\n        ...IntegrationDetail\n      }\n      checks {\n        ...Check\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;