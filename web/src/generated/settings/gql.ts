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
    "\n  fragment ApiTokenRow on ApiToken {\n    id\n    name\n    prefix\n    scopes\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    createdAt\n    createdBy\n    expiresAt\n    lastUsedAt\n    revokedAt\n  }\n": typeof types.ApiTokenRowFragmentDoc,
    "\n  query ApiTokensPage($first: Int!, $after: String) {\n    apiTokens(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...ApiTokenRow\n      }\n    }\n  }\n": typeof types.ApiTokensPageDocument,
    "\n  fragment AuditChainLine on AuditChain {\n    sealedRecords\n    waitingRecords\n    lastHash\n    sealedAt\n  }\n": typeof types.AuditChainLineFragmentDoc,
    "\n  query AuditPage($first: Int!, $after: String, $filter: AuditEventFilter) {\n    auditChain {\n      ...AuditChainLine\n    }\n    auditEvents(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...AuditRow\n      }\n    }\n  }\n": typeof types.AuditPageDocument,
    "\n  fragment AuditRow on AuditEvent {\n    id\n    at\n    actor\n    action\n    message\n    subjectType\n    subjectId\n    project {\n      id\n      path\n    }\n    operation\n    requestId\n    remoteAddress\n    changes {\n      field\n      before\n      after\n    }\n  }\n": typeof types.AuditRowFragmentDoc,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      apiToken {\n        ...ApiTokenRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.CreateApiTokenDocument,
    "\n  fragment InvitationRow on Invitation {\n    id\n    email\n    role\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    invitedBy\n    expiresAt\n  }\n": typeof types.InvitationRowFragmentDoc,
    "\n  mutation UpdateOwnAccount($input: UpdateOwnAccountInput!) {\n    updateOwnAccount(input: $input) {\n      viewer {\n        id\n        name\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.UpdateOwnAccountDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation EndSessions {\n    endSessions {\n      endedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.EndSessionsDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation SetFirstPassword($input: SetFirstPasswordInput!) {\n    setFirstPassword(input: $input) {\n      viewer {\n        id\n        hasPassword\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.SetFirstPasswordDocument,
    "\n  query OwnSignIn {\n    viewer {\n      id\n      signsInWith\n      hasPassword\n    }\n  }\n": typeof types.OwnSignInDocument,
    "\n  fragment OwnSessionRow on Session {\n    id\n    client\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n": typeof types.OwnSessionRowFragmentDoc,
    "\n  query OwnSessions {\n    viewer {\n      id\n      sessions(first: 100) {\n        nodes {\n          ...OwnSessionRow\n        }\n      }\n    }\n  }\n": typeof types.OwnSessionsDocument,
    "\n  query PeoplePage($first: Int!, $after: String) {\n    people(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...PersonRow\n      }\n    }\n    invitations(first: 100) {\n      nodes {\n        id\n        ...InvitationRow\n      }\n    }\n  }\n": typeof types.PeoplePageDocument,
    "\n  fragment PersonRow on Person {\n    id\n    name\n    email\n    role\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    createdAt\n  }\n": typeof types.PersonRowFragmentDoc,
    "\n  mutation InvitePerson($input: InvitePersonInput!) {\n    invitePerson(input: $input) {\n      url\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.InvitePersonDocument,
    "\n  mutation CancelInvitation($input: CancelInvitationInput!) {\n    cancelInvitation(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.CancelInvitationDocument,
    "\n  mutation UpdatePerson($input: UpdatePersonInput!) {\n    updatePerson(input: $input) {\n      person {\n        ...PersonRow\n      }\n      revokedTokens {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.UpdatePersonDocument,
    "\n  mutation RemovePerson($input: RemovePersonInput!) {\n    removePerson(input: $input) {\n      revokedTokens {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RemovePersonDocument,
    "\n  mutation RevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      apiToken {\n        ...ApiTokenRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RevokeApiTokenDocument,
    "\n  query ChoosableIntegrations {\n    integrations(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": typeof types.ChoosableIntegrationsDocument,
    "\n  query ChoosableGroups($integrationId: ID!, $parent: String) {\n    projectGroups(integrationId: $integrationId, parent: $parent) {\n      integrationId\n      path\n    }\n  }\n": typeof types.ChoosableGroupsDocument,
};
const documents: Documents = {
    "\n  fragment ApiTokenRow on ApiToken {\n    id\n    name\n    prefix\n    scopes\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    createdAt\n    createdBy\n    expiresAt\n    lastUsedAt\n    revokedAt\n  }\n": types.ApiTokenRowFragmentDoc,
    "\n  query ApiTokensPage($first: Int!, $after: String) {\n    apiTokens(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...ApiTokenRow\n      }\n    }\n  }\n": types.ApiTokensPageDocument,
    "\n  fragment AuditChainLine on AuditChain {\n    sealedRecords\n    waitingRecords\n    lastHash\n    sealedAt\n  }\n": types.AuditChainLineFragmentDoc,
    "\n  query AuditPage($first: Int!, $after: String, $filter: AuditEventFilter) {\n    auditChain {\n      ...AuditChainLine\n    }\n    auditEvents(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...AuditRow\n      }\n    }\n  }\n": types.AuditPageDocument,
    "\n  fragment AuditRow on AuditEvent {\n    id\n    at\n    actor\n    action\n    message\n    subjectType\n    subjectId\n    project {\n      id\n      path\n    }\n    operation\n    requestId\n    remoteAddress\n    changes {\n      field\n      before\n      after\n    }\n  }\n": types.AuditRowFragmentDoc,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      apiToken {\n        ...ApiTokenRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.CreateApiTokenDocument,
    "\n  fragment InvitationRow on Invitation {\n    id\n    email\n    role\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    invitedBy\n    expiresAt\n  }\n": types.InvitationRowFragmentDoc,
    "\n  mutation UpdateOwnAccount($input: UpdateOwnAccountInput!) {\n    updateOwnAccount(input: $input) {\n      viewer {\n        id\n        name\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.UpdateOwnAccountDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation EndSessions {\n    endSessions {\n      endedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.EndSessionsDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.EndSessionDocument,
    "\n  mutation SetFirstPassword($input: SetFirstPasswordInput!) {\n    setFirstPassword(input: $input) {\n      viewer {\n        id\n        hasPassword\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.SetFirstPasswordDocument,
    "\n  query OwnSignIn {\n    viewer {\n      id\n      signsInWith\n      hasPassword\n    }\n  }\n": types.OwnSignInDocument,
    "\n  fragment OwnSessionRow on Session {\n    id\n    client\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n": types.OwnSessionRowFragmentDoc,
    "\n  query OwnSessions {\n    viewer {\n      id\n      sessions(first: 100) {\n        nodes {\n          ...OwnSessionRow\n        }\n      }\n    }\n  }\n": types.OwnSessionsDocument,
    "\n  query PeoplePage($first: Int!, $after: String) {\n    people(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...PersonRow\n      }\n    }\n    invitations(first: 100) {\n      nodes {\n        id\n        ...InvitationRow\n      }\n    }\n  }\n": types.PeoplePageDocument,
    "\n  fragment PersonRow on Person {\n    id\n    name\n    email\n    role\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    createdAt\n  }\n": types.PersonRowFragmentDoc,
    "\n  mutation InvitePerson($input: InvitePersonInput!) {\n    invitePerson(input: $input) {\n      url\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.InvitePersonDocument,
    "\n  mutation CancelInvitation($input: CancelInvitationInput!) {\n    cancelInvitation(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.CancelInvitationDocument,
    "\n  mutation UpdatePerson($input: UpdatePersonInput!) {\n    updatePerson(input: $input) {\n      person {\n        ...PersonRow\n      }\n      revokedTokens {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.UpdatePersonDocument,
    "\n  mutation RemovePerson($input: RemovePersonInput!) {\n    removePerson(input: $input) {\n      revokedTokens {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RemovePersonDocument,
    "\n  mutation RevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      apiToken {\n        ...ApiTokenRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RevokeApiTokenDocument,
    "\n  query ChoosableIntegrations {\n    integrations(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": types.ChoosableIntegrationsDocument,
    "\n  query ChoosableGroups($integrationId: ID!, $parent: String) {\n    projectGroups(integrationId: $integrationId, parent: $parent) {\n      integrationId\n      path\n    }\n  }\n": types.ChoosableGroupsDocument,
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
export function graphql(source: "\n  fragment ApiTokenRow on ApiToken {\n    id\n    name\n    prefix\n    scopes\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    createdAt\n    createdBy\n    expiresAt\n    lastUsedAt\n    revokedAt\n  }\n"): (typeof documents)["\n  fragment ApiTokenRow on ApiToken {\n    id\n    name\n    prefix\n    scopes\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    createdAt\n    createdBy\n    expiresAt\n    lastUsedAt\n    revokedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiTokensPage($first: Int!, $after: String) {\n    apiTokens(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...ApiTokenRow\n      }\n    }\n  }\n"): (typeof documents)["\n  query ApiTokensPage($first: Int!, $after: String) {\n    apiTokens(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...ApiTokenRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditChainLine on AuditChain {\n    sealedRecords\n    waitingRecords\n    lastHash\n    sealedAt\n  }\n"): (typeof documents)["\n  fragment AuditChainLine on AuditChain {\n    sealedRecords\n    waitingRecords\n    lastHash\n    sealedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditPage($first: Int!, $after: String, $filter: AuditEventFilter) {\n    auditChain {\n      ...AuditChainLine\n    }\n    auditEvents(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...AuditRow\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditPage($first: Int!, $after: String, $filter: AuditEventFilter) {\n    auditChain {\n      ...AuditChainLine\n    }\n    auditEvents(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...AuditRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditRow on AuditEvent {\n    id\n    at\n    actor\n    action\n    message\n    subjectType\n    subjectId\n    project {\n      id\n      path\n    }\n    operation\n    requestId\n    remoteAddress\n    changes {\n      field\n      before\n      after\n    }\n  }\n"): (typeof documents)["\n  fragment AuditRow on AuditEvent {\n    id\n    at\n    actor\n    action\n    message\n    subjectType\n    subjectId\n    project {\n      id\n      path\n    }\n    operation\n    requestId\n    remoteAddress\n    changes {\n      field\n      before\n      after\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      apiToken {\n        ...ApiTokenRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      apiToken {\n        ...ApiTokenRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InvitationRow on Invitation {\n    id\n    email\n    role\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    invitedBy\n    expiresAt\n  }\n"): (typeof documents)["\n  fragment InvitationRow on Invitation {\n    id\n    email\n    role\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    invitedBy\n    expiresAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateOwnAccount($input: UpdateOwnAccountInput!) {\n    updateOwnAccount(input: $input) {\n      viewer {\n        id\n        name\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateOwnAccount($input: UpdateOwnAccountInput!) {\n    updateOwnAccount(input: $input) {\n      viewer {\n        id\n        name\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSessions {\n    endSessions {\n      endedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EndSessions {\n    endSessions {\n      endedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      session {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetFirstPassword($input: SetFirstPasswordInput!) {\n    setFirstPassword(input: $input) {\n      viewer {\n        id\n        hasPassword\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetFirstPassword($input: SetFirstPasswordInput!) {\n    setFirstPassword(input: $input) {\n      viewer {\n        id\n        hasPassword\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnSignIn {\n    viewer {\n      id\n      signsInWith\n      hasPassword\n    }\n  }\n"): (typeof documents)["\n  query OwnSignIn {\n    viewer {\n      id\n      signsInWith\n      hasPassword\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnSessionRow on Session {\n    id\n    client\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n"): (typeof documents)["\n  fragment OwnSessionRow on Session {\n    id\n    client\n    createdAt\n    lastUsedAt\n    isCurrent\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnSessions {\n    viewer {\n      id\n      sessions(first: 100) {\n        nodes {\n          ...OwnSessionRow\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OwnSessions {\n    viewer {\n      id\n      sessions(first: 100) {\n        nodes {\n          ...OwnSessionRow\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PeoplePage($first: Int!, $after: String) {\n    people(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...PersonRow\n      }\n    }\n    invitations(first: 100) {\n      nodes {\n        id\n        ...InvitationRow\n      }\n    }\n  }\n"): (typeof documents)["\n  query PeoplePage($first: Int!, $after: String) {\n    people(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...PersonRow\n      }\n    }\n    invitations(first: 100) {\n      nodes {\n        id\n        ...InvitationRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PersonRow on Person {\n    id\n    name\n    email\n    role\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    createdAt\n  }\n"): (typeof documents)["\n  fragment PersonRow on Person {\n    id\n    name\n    email\n    role\n    limitedTo {\n      integrationId\n      groupPath\n      integration {\n        id\n        name\n      }\n    }\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitePerson($input: InvitePersonInput!) {\n    invitePerson(input: $input) {\n      url\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation InvitePerson($input: InvitePersonInput!) {\n    invitePerson(input: $input) {\n      url\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelInvitation($input: CancelInvitationInput!) {\n    cancelInvitation(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelInvitation($input: CancelInvitationInput!) {\n    cancelInvitation(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdatePerson($input: UpdatePersonInput!) {\n    updatePerson(input: $input) {\n      person {\n        ...PersonRow\n      }\n      revokedTokens {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdatePerson($input: UpdatePersonInput!) {\n    updatePerson(input: $input) {\n      person {\n        ...PersonRow\n      }\n      revokedTokens {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemovePerson($input: RemovePersonInput!) {\n    removePerson(input: $input) {\n      revokedTokens {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemovePerson($input: RemovePersonInput!) {\n    removePerson(input: $input) {\n      revokedTokens {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      apiToken {\n        ...ApiTokenRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      apiToken {\n        ...ApiTokenRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChoosableIntegrations {\n    integrations(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query ChoosableIntegrations {\n    integrations(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChoosableGroups($integrationId: ID!, $parent: String) {\n    projectGroups(integrationId: $integrationId, parent: $parent) {\n      integrationId\n      path\n    }\n  }\n"): (typeof documents)["\n  query ChoosableGroups($integrationId: ID!, $parent: String) {\n    projectGroups(integrationId: $integrationId, parent: $parent) {\n      integrationId\n      path\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;